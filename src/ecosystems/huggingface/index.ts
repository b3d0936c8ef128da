import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName } from '../../domain/path.ts';
import { makePurl } from '../../domain/purl.ts';
import { unreadable, type ReadResult, type ThirdPartyPackage } from '../../domain/read-result.ts';
import type { Ecosystem, ReadGroup, Reader } from '../ecosystem.ts';
import { readJson } from '../formats/json.ts';
import { directoryProject, namedByProject, type NamedPackage } from '../formats/named-packages.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { textField } from '../formats/values.ts';
import { readModelCard } from './front-matter.ts';

/**
 * Reads the directory of a model: its settings as `transformers`, `peft` and `diffusers` save them, with the model card
 * beside. Weights are not opened.
 */
const modelReader: Reader = {
  id: 'huggingface-model',
  version: 1,
  kind: 'manifest',
  claims: ['adapter_config.json', 'model_index.json', 'generation_config.json', 'tokenizer_config.json'],
  group: 'directory',
  read,
};

function read({ root, files, fs }: ReadGroup): ReadResult {
  const [first] = files;
  if (first === undefined) return unreadable();
  const diagnostics: Diagnostic[] = [];
  const named: NamedPackage[] = [];
  const add = (id: string, type: 'machine-learning-model' | 'data', where: { path: string; line?: number }): void => {
    const item = toHubPackage(id, type);
    if (item !== undefined) named.push({ item: { ...item, occurrences: [where] }, scope: 'runtime' });
  };
  for (const file of files) {
    const { value, problem } = readJson(file, { failure: 'manifest-unparsable', keyDepth: 1 });
    if (problem !== undefined) {
      diagnostics.push(problem);
      continue;
    }
    diagnostics.push(...value.diagnostics);
    const key = file.path.endsWith('adapter_config.json') ? 'base_model_name_or_path' : '_name_or_path';
    const id = textField(value.root, key);
    const line = value.keys.line(key);
    if (id !== undefined) add(id, 'machine-learning-model', { path: file.path, ...(line !== undefined && { line }) });
  }
  const readme = siblingFile(fs, pathIn(root, 'README.md'), diagnostics);
  const card = readme === undefined ? undefined : readModelCard(readme);
  const place = (id: string): { path: string; line?: number } => {
    const line = card?.lineOf(id);
    return { path: readme?.path ?? first.path, ...(line !== undefined && { line }) };
  };
  for (const id of card?.baseModels ?? []) add(id, 'machine-learning-model', place(id));
  for (const id of card?.datasets ?? []) add(id, 'data', place(id));
  if (named.length > 0 && named.every(({ item }) => item.kind === 'third-party' && item.resolution === 'declared'))
    diagnostics.push(diagnostic('version-unresolved', 'models and datasets are named without a revision', { path: first.path }));
  const project = {
    ...directoryProject(root, first.path),
    name: card?.name ?? (root === '' ? '.' : baseName(root)),
    type: 'machine-learning-model' as const,
    licenses: card?.licenses ?? [],
  };
  const result = namedByProject(project, named, diagnostics);
  return result.packages.length === 0 ? { ...result, packages: [project] } : result;
}

// A path on the disk of whoever trained the model is no id; an id has an owner and a name.
function toHubPackage(id: string, type: 'machine-learning-model' | 'data'): ThirdPartyPackage | undefined {
  const [, owner, name] = /^([\w-][\w.-]*)\/([\w-][\w.-]*)$/.exec(id) ?? [];
  if (owner === undefined || name === undefined) return undefined;
  // purl-spec's type is for models; a dataset of the same name is another thing.
  const subject = type === 'data' ? { namespace: `datasets/${owner}`, name } : { namespace: owner, name };
  const purl = makePurl({ type: 'huggingface', ...subject });
  return purl === undefined
    ? undefined
    : { kind: 'third-party', key: purl, purl, name: id, type, resolution: 'declared', occurrences: [] };
}

/** Machine-learning models, what they were made from and what they were trained on. */
export const huggingface: Ecosystem = {
  id: 'huggingface',
  title: 'Machine-learning models',
  purlTypes: ['huggingface'],
  readers: [modelReader],
  capabilities: { graph: 'direct', scopes: false, hashes: false, origins: false, workspaces: false, licenses: ['manifest'] },
};
