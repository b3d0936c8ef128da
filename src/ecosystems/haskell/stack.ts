import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { unreadable, type ReadResult, type ThirdPartyPackage } from '../../domain/read-result.ts';
import { makePurl } from '../../domain/purl.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { hexHash } from '../formats/hex-hash.ts';
import { indexLines } from '../formats/line-index.ts';
import { staleBecause } from '../formats/not-locked.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { listField, recordField, textField } from '../formats/values.ts';
import { repositoryPurl, vcsOrigin, withoutCredentials } from '../formats/vcs-source.ts';
import { readYaml } from '../formats/yaml.ts';
import { linkProjects } from './link-projects.ts';
import { parseHackageId } from './package-id.ts';
import { staleStackLock } from './stale-stack-lock.ts';
import { namelessProject, projectsIn } from './projects.ts';

/** Reads stack.yaml.lock: the packages beside the snapshot, each completed to one exact source. */
export const stackLockReader: Reader = {
  id: 'stack-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['stack.yaml.lock'],
  group: 'file',
  read: (group) => {
    const [file] = group.files;
    if (file === undefined) return unreadable();
    const { value, problem } = readYaml(file, 'lockfile-unparsable');
    if (problem !== undefined) return unreadable(problem);
    const entries = listField(value[0], 'packages');
    if (entries === undefined)
      return unreadable(diagnostic('lockfile-unparsable', 'expected a list `packages`', { path: file.path, line: 1 }));
    const result = readEntries(
      entries.map((entry) => recordField(entry, 'completed')),
      file,
      group,
    );
    const stale = staleStackLock(value[0], file.path, group);
    return { ...result, diagnostics: [...result.diagnostics, ...stale], ...staleBecause(file.path, stale) };
  },
};

/** Reads a stack.yaml that no stack.yaml.lock explains: its `extra-deps` name exact versions. */
export const stackYamlReader: Reader = {
  id: 'stack-yaml',
  version: 1,
  kind: 'manifest',
  claims: ['stack.yaml'],
  group: 'file',
  read: (group) => {
    const [file] = group.files;
    if (file === undefined || group.covered.has(file.path)) return unreadable();
    const { value, problem } = readYaml(file, 'manifest-unparsable');
    if (problem !== undefined) return unreadable(problem);
    const extra = listField(value[0], 'extra-deps') ?? [];
    const result = readEntries(
      extra.map((entry) => (typeof entry === 'string' ? { hackage: entry } : entry)),
      file,
      group,
    );
    const hint = 'run `stack build --dry-run` and commit stack.yaml.lock';
    return {
      ...result,
      diagnostics: [
        ...result.diagnostics,
        diagnostic('lockfile-missing', 'no stack.yaml.lock pins the snapshot and the sources', { path: file.path, hint }),
      ],
    };
  },
};

function readEntries(entries: readonly unknown[], file: ClaimedFile, group: ReadGroup): ReadResult {
  const { path } = file;
  const directory = directoryOf(path);
  const lines = indexLines(file.text(), /^\s*-?\s*(?:hackage|name|commit|url):\s*(\S+)/);
  const diagnostics: Diagnostic[] = [];
  const locked = new Map<string, ThirdPartyPackage>();
  for (const entry of entries) {
    const line = ['hackage', 'name', 'commit', 'url']
      .map((key) => lines.get(textField(entry, key) ?? ''))
      .find((found) => found !== undefined);
    const here = { path, ...(line !== undefined && { line }) };
    const item = toPackage(entry, here);
    if (item !== undefined) locked.set(item.key, item);
    else
      diagnostics.push(diagnostic('lockfile-entry-invalid', 'an entry that names neither a Hackage package nor a source', here));
  }
  const stackYaml = siblingFile(group.fs, pathIn(directory, 'stack.yaml'), diagnostics);
  const manifest = stackYaml === undefined ? undefined : readYaml(stackYaml, 'manifest-unparsable');
  if (manifest?.problem !== undefined && stackYaml?.path !== path) diagnostics.push(manifest.problem);
  const directories = (listField(manifest?.value?.[0], 'packages') ?? ['.']).filter((item) => typeof item === 'string');
  const projects = projectsIn(directories, directory, group, diagnostics);
  const nameless = namelessProject(directory);
  const linked = linkProjects({ lockfile: path, locked: [...locked.values()], projects, nameless, shipped: new Set() });
  return {
    ...linked,
    diagnostics,
    covers: [...(stackYaml === undefined ? [] : [stackYaml.path]), ...projects.flatMap(({ project }) => project.manifest ?? [])],
  };
}

function toPackage(entry: unknown, here: { path: string; line?: number }): ThirdPartyPackage | undefined {
  const shared = { kind: 'third-party', resolution: 'locked', occurrences: [here] } as const;
  const hackage = textField(entry, 'hackage');
  const id = hackage === undefined ? undefined : parseHackageId(hackage);
  if (id !== undefined) {
    const purl = makePurl({ type: 'hackage', name: id.name, version: id.version });
    if (purl === undefined) return undefined;
    return {
      ...shared,
      key: purl,
      purl,
      ...(id.cabalHash !== undefined && { properties: { 'licet:hackage:cabal-sha256': id.cabalHash } }),
    };
  }
  const [name, version, commit, subpath] = ['name', 'version', 'commit', 'subdir'].map((key) => textField(entry, key));
  const [git, archive, github] = [
    textField(entry, 'git'),
    textField(entry, 'url') ?? textField(entry, 'archive'),
    textField(entry, 'github'),
  ];
  const url = git ?? (github === undefined ? undefined : `https://github.com/${github}`);
  if (url !== undefined) {
    const purl = repositoryPurl({ url, revision: commit, subpath });
    if (purl === undefined) return undefined;
    return { ...shared, key: purl, purl, ...(name !== undefined && { name }), origins: [vcsOrigin({ url, revision: commit })] };
  }
  if (archive === undefined || name === undefined) return undefined;
  const download = withoutCredentials(archive);
  const purl = makePurl({ type: 'hackage', name, version, qualifiers: { download_url: download } });
  if (purl === undefined) return undefined;
  const hashes = hexHash('SHA-256', textField(entry, 'sha256'));
  return { ...shared, key: purl, purl, hashes, origins: [{ kind: 'download', url: download }] };
}
