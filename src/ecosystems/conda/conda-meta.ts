import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { LockedEdge, LockedPackage, ReadResult, ThirdPartyPackage } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { hexHash } from '../formats/hex-hash.ts';
import { readJson } from '../formats/json.ts';
import { manifestLicense } from '../formats/manifest-license.ts';
import { readableFiles } from '../formats/sibling.ts';
import { listField, textField } from '../formats/values.ts';
import { withoutCredentials } from '../formats/vcs-source.ts';
import { channelName, condaPurl, parseCondaUrl } from './conda-purl.ts';

/** Reads the records of an installed conda environment, one per package, with license and dependencies. */
export const condaMetaReader: Reader = {
  id: 'conda-meta',
  version: 1,
  kind: 'installed',
  claims: ['conda-meta/*.json'],
  group: 'directory',
  read,
};

function read(group: ReadGroup): ReadResult {
  const diagnostics: Diagnostic[] = [];
  const packages = new Map<string, LockedPackage>();
  const depends: { from: string; spec: string }[] = [];
  const byName = new Map<string, string>();
  for (const file of readableFiles(group.files, group.fs, diagnostics)) {
    const { path } = file;
    const { value, problem } = readJson(file, { failure: 'manifest-unparsable', keyDepth: 1 });
    if (problem !== undefined) {
      diagnostics.push(problem);
      continue;
    }
    diagnostics.push(...value.diagnostics);
    const { root, keys } = value;
    const [name, version, url, license] = ['name', 'version', 'url', 'license'].map((key) => textField(root, key));
    const channel = textField(root, 'channel')?.replace(/\/(?:noarch|[a-z]+-[\w]+)\/?$/, '');
    const [build, subdir] = [textField(root, 'build'), textField(root, 'subdir')];
    const located = url === undefined ? undefined : parseCondaUrl(url);
    const purl =
      name === undefined || version === undefined
        ? undefined
        : condaPurl({
            name,
            version,
            build: build ?? located?.build,
            subdir: subdir ?? located?.subdir,
            type: located?.type,
            channel: located?.channel ?? (channel === undefined ? undefined : channelName(channel)),
          });
    if (name === undefined || purl === undefined) {
      diagnostics.push(diagnostic('manifest-entry-invalid', 'a record without name and version', { path, line: 1 }));
      continue;
    }
    const [nameLine, licenseLine] = [keys.line('name'), keys.line('license')];
    const item: ThirdPartyPackage = {
      kind: 'third-party',
      key: path,
      purl,
      resolution: 'installed',
      occurrences: [{ path, ...(nameLine !== undefined && { line: nameLine }) }],
      hashes: [...hexHash('MD5', textField(root, 'md5')), ...hexHash('SHA-256', textField(root, 'sha256'))],
      ...(url !== undefined && { origins: [{ kind: 'download', url: withoutCredentials(url) }] }),
      licenses: manifestLicense(license === '' ? undefined : license, { path, line: licenseLine }),
    };
    packages.set(path, item);
    byName.set(name, path);
    for (const spec of listField(root, 'depends') ?? []) if (typeof spec === 'string') depends.push({ from: path, spec });
  }
  // `libgcc-ng >=12`, `_libgcc_mutex 0.1 main`; names that start with `__` are the machine's own
  const edges = depends.flatMap(({ from, spec }): LockedEdge[] => {
    const [name = '', ...rest] = spec.split(/\s+/);
    const to = byName.get(name);
    return to === undefined || to === from
      ? []
      : [{ from, to, scope: 'runtime', ...(rest.length > 0 && { requirement: rest.join(' ') }) }];
  });
  return { packages: [...packages.values()], edges, diagnostics };
}
