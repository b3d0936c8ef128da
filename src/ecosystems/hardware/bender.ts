import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName, directoryOf, joinPath } from '../../domain/path.ts';
import {
  unreadable,
  type FirstPartyPackage,
  type LockedEdge,
  type LockedPackage,
  type ReadResult,
} from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { indexLines } from '../formats/line-index.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { field, listField, recordField, textField } from '../formats/values.ts';
import { repositoryPurl, vcsOrigin } from '../formats/vcs-source.ts';
import { readYaml } from '../formats/yaml.ts';

const MANIFEST = 'Bender.yml';

/** Reads Bender.lock, the exact revisions of the cores of a chip, with the Bender.yml beside it (pulp-platform/bender). */
export const benderLockReader: Reader = {
  id: 'bender-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['Bender.lock'],
  group: 'file',
  read: readLock,
};

/** Reads a Bender.yml that no lock explains. */
export const benderManifestReader: Reader = {
  id: 'bender-manifest',
  version: 1,
  kind: 'manifest',
  claims: [MANIFEST],
  group: 'file',
  read: readManifest,
};

interface Package {
  readonly project: FirstPartyPackage;
  readonly dependencies: readonly { readonly name: string; readonly value: unknown }[];
}

function readLock({ files: [file], fs }: ReadGroup): ReadResult {
  if (file === undefined) return unreadable();
  const { path } = file;
  const { value, problem } = readYaml(file, 'lockfile-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const entries = recordField(value[0], 'packages');
  if (entries === undefined) return unreadable(diagnostic('lockfile-unparsable', 'expected a map `packages`', { path, line: 1 }));
  const directory = directoryOf(path);
  const diagnostics: Diagnostic[] = [];
  const manifestFile = siblingFile(fs, pathIn(directory, MANIFEST), diagnostics);
  const manifest = manifestFile === undefined ? undefined : readPackage(manifestFile.path, manifestFile.text(), diagnostics);
  const project = { ...(manifest?.project ?? nameless(directory)), lockfile: path };
  const lines = indexLines(file.text(), /^ {2}([\w.-]+):\s*$/);
  const packages = new Map<string, LockedPackage>();
  for (const [name, entry] of Object.entries(entries)) {
    const line = lines.get(name);
    const made = toPackage(name, entry, { directory, at: { path, ...(line !== undefined && { line }) } });
    if (made !== undefined) packages.set(name, made);
    else diagnostics.push(diagnostic('lockfile-entry-invalid', `\`${name}\` has no source`, { path, line }));
  }
  const needed = new Set<string>();
  const edges: LockedEdge[] = [];
  const connect = (from: string, to: string): void => {
    if ((from === project.key || packages.has(from)) && packages.has(to) && from !== to)
      edges.push({ from, to, scope: 'runtime' });
  };
  for (const [name, entry] of Object.entries(entries))
    for (const to of listField(entry, 'dependencies') ?? []) {
      needed.add(String(to));
      connect(name, String(to));
    }
  const direct = manifest?.dependencies.map(({ name }) => name) ?? [...packages.keys()].filter((name) => !needed.has(name));
  for (const name of direct) connect(project.key, name);
  const missing = manifest?.dependencies.filter(({ name }) => !packages.has(name)) ?? [];
  const stale = missing.map(({ name }) =>
    diagnostic('lockfile-stale', `\`${name}\` is declared, and Bender.lock does not hold it`, { path: manifestFile?.path }),
  );
  return {
    packages: [project, ...packages.values()],
    edges,
    diagnostics: [...diagnostics, ...stale],
    covers: manifestFile === undefined ? [] : [manifestFile.path],
    ...(stale[0] !== undefined && { stale: [{ path, reason: stale[0].message }] }),
  };
}

function readManifest({ files: [file], covered }: ReadGroup): ReadResult {
  if (file === undefined || covered.has(file.path)) return unreadable();
  const diagnostics: Diagnostic[] = [];
  const found = readPackage(file.path, file.text(), diagnostics);
  if (found === undefined) return unreadable(...diagnostics);
  const { project, dependencies } = found;
  const directory = directoryOf(file.path);
  const packages = dependencies.flatMap(({ name, value }) => {
    const url = textField(value, 'git');
    const revision = textField(value, 'rev');
    const source = { path: textField(value, 'path'), git: url };
    return toPackage(name, { revision, source }, { directory, at: { path: file.path } }) ?? [];
  });
  if (packages.length > 0)
    diagnostics.push(
      diagnostic('lockfile-missing', `no Bender.lock gives the revisions of its ${packages.length} dependencies`, {
        path: file.path,
      }),
    );
  return {
    packages: [project, ...packages],
    edges: packages.map(({ key }) => ({ from: project.key, to: key, scope: 'runtime' })),
    diagnostics,
  };
}

function readPackage(path: string, text: string, diagnostics: Diagnostic[]): Package | undefined {
  const { value, problem } = readYaml({ path, text: () => text, bytes: () => new Uint8Array() }, 'manifest-unparsable');
  if (problem !== undefined) {
    diagnostics.push(problem);
    return undefined;
  }
  const [root] = value;
  const name = textField(field(root, 'package'), 'name');
  const dependencies = Object.entries(recordField(root, 'dependencies') ?? {}).map(([key, entry]) => ({
    name: key,
    value: entry,
  }));
  const project = {
    ...nameless(directoryOf(path)),
    ...(name !== undefined && { name }),
    manifest: path,
    occurrences: [{ path }],
  };
  return { project, dependencies };
}

function nameless(directory: string): FirstPartyPackage {
  const name = directory === '' ? '.' : baseName(directory);
  return {
    kind: 'first-party',
    key: `project ${directory}`,
    path: directory,
    name,
    type: 'device',
    occurrences: [],
    licenses: [],
  };
}

interface Place {
  readonly directory: string;
  readonly at: { readonly path: string; readonly line?: number };
}

function toPackage(name: string, entry: unknown, { directory, at }: Place): LockedPackage | undefined {
  const source = field(entry, 'source');
  const [local, url] = ['Path', 'Git'].map((key) => textField(source, key) ?? textField(source, key.toLowerCase()));
  if (local !== undefined) {
    const path = joinPath(directory, local) ?? directory;
    return { kind: 'first-party', key: name, path, name, type: 'device', occurrences: [at], licenses: [] };
  }
  const [version, revision] = [textField(entry, 'version'), textField(entry, 'revision')];
  const purl = url === undefined ? undefined : repositoryPurl({ url, revision: version ?? revision });
  if (url === undefined || purl === undefined) return undefined;
  return {
    kind: 'third-party',
    key: name,
    purl,
    name,
    type: 'device',
    resolution: version === undefined && revision === undefined ? 'declared' : 'locked',
    occurrences: [at],
    origins: [vcsOrigin({ url, revision })],
  };
}
