import type { RawLicense } from '../../domain/license.ts';
import { MODEL_HUB } from '../../domain/default-registries.ts';
import { baseName, directoryOf } from '../../domain/path.ts';
import { unreadable, type FirstPartyPackage, type ReadResult } from '../../domain/read-result.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { namedByProject, type NamedPackage } from '../formats/named-packages.ts';
import { toHubPackage } from './hub-package.ts';
import { HEAD_LENGTH, readWeightsHeader, type WeightsHeader } from './weights.ts';

/** Reads the metadata in front of the weights of a model; the weights themselves are never opened. */
export const weightsReader: Reader = {
  id: 'huggingface-weights',
  version: 1,
  kind: 'manifest',
  claims: ['*.gguf', '*.safetensors'],
  group: 'file',
  read,
};

function read({ files: [file], fs }: ReadGroup): ReadResult {
  if (file === undefined) return unreadable();
  const { path } = file;
  const head = fs.slice === undefined ? file.bytes().subarray(0, HEAD_LENGTH) : fs.slice(path, 0, HEAD_LENGTH);
  const header = head === undefined ? undefined : readWeightsHeader(head);
  if (header === undefined)
    return unreadable(diagnostic('manifest-unparsable', 'neither the header of GGUF nor that of safetensors', { path }));
  const project = toModel(path, header);
  const result = namedByProject(project, baseModels(header, path), []);
  return result.packages.length === 0 ? { ...result, packages: [project] } : result;
}

// A file of many weights is cut into `model-00001-of-00008.safetensors`: all of them are one model.
function toModel(path: string, { format, texts }: WeightsHeader): FirstPartyPackage {
  const stem = baseName(path)
    .replace(/\.(?:gguf|safetensors)$/, '')
    .replace(/-\d{5}-of-\d{5}$/, '');
  const first = (...names: readonly string[]): string | undefined =>
    names.map((name) => texts.get(name)).find((value) => value !== undefined && value !== '');
  const version = first('general.version', 'modelspec.version', 'version');
  const description = first('general.description', 'modelspec.description');
  const license = first('general.license', 'modelspec.license', 'license');
  const isPointer = format === 'git-lfs';
  return {
    kind: 'first-party',
    key: `weights ${directoryOf(path)}/${stem}`,
    path: directoryOf(path),
    name: (isPointer ? undefined : first('general.name', 'modelspec.title')) ?? stem,
    ...(version !== undefined && !isPointer && { version }),
    ...(description !== undefined && { description }),
    type: 'machine-learning-model',
    manifest: path,
    occurrences: [{ path }],
    licenses: license === undefined ? [] : [toLicense(license, path)],
  };
}

function toLicense(raw: string, path: string): RawLicense {
  return { method: 'manifest-field', raw, location: { root: 'tree', path } };
}

/** `general.base_model.0.repo_url` and its kind; the repository that the file itself was made from is a base as well. */
function baseModels({ texts }: WeightsHeader, path: string): NamedPackage[] {
  const urls = [...texts].flatMap(([key, value]) =>
    /^general\.(?:(?:base_model|dataset)\.\d+\.repo_url|source\.(?:huggingface\.repository|repo_url))$/.test(key)
      ? [[key, value] as const]
      : [],
  );
  return urls.flatMap(([key, url]) => {
    const bare = url.startsWith(MODEL_HUB) ? url.slice(MODEL_HUB.length).replace(/^datasets\//, '') : url;
    const id = bare.replace(/\/$/, '');
    const type = key.startsWith('general.dataset') ? ('data' as const) : ('machine-learning-model' as const);
    const item = toHubPackage({ id, type }, path);
    return item === undefined ? [] : [{ item, scope: 'runtime' as const }];
  });
}
