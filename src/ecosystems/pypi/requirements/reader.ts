import { diagnostic, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../../domain/path.ts';
import {
  unreadable,
  type LockedEdge,
  type LockedPackage,
  type ReadResult,
  type ThirdPartyPackage,
} from '../../../domain/read-result.ts';
import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import type { Reader, ReadGroup } from '../../ecosystem.ts';
import { versionInUrl } from '../file-identity.ts';
import { toFileHashes } from '../hashes.ts';
import { directoryName, toProject } from '../manifest.ts';
import { foldName, isName } from '../names.ts';
import { loadProject } from '../load-project.ts';
import { exactVersion } from '../requirement.ts';
import { DEFAULT_INDEX, indexSource, isFixed, pypiPurl, sourceOrigins, urlSource, type PypiSource } from '../source.ts';
import { readVia, type Via } from './annotations.ts';
import { fileScope, isConstraints, projectDirectory } from './file-scope.ts';
import { readWithIncludes, type IncludedEntry } from './includes.ts';
import type { LogicalLine } from './logical-lines.ts';

/** Reads requirements files with what they include. A version counts only where exactly one is allowed. */
export const requirementsReader: Reader = {
  id: 'python-requirements',
  version: 1,
  kind: 'manifest',
  claims: [
    'requirements*.txt',
    'requirements*.in',
    '*requirements.txt',
    '*requirements.in',
    'requirements/*.txt',
    // read by name only: they ask for nothing
    'constraints*.txt',
    '*constraints.txt',
    'requirements/*.in',
    'requirements.*.txt',
    // read by name only: they ask for nothing
    'constraints*.txt',
    '*constraints.txt',
  ],
  shows: 'requirements*.txt, requirements/*.txt, constraints*.txt and .in files',
  group: 'file',
  read: (group) => {
    const [file] = group.files;
    if (file === undefined || isConstraints(file.path) || isCompiled(file.path, group)) return unreadable();
    return readRequirements(file.path, group);
  },
};

// `requirements.in` says what `requirements.txt` was compiled from, with fewer versions.
function isCompiled(path: string, group: ReadGroup): boolean {
  return path.endsWith('.in') && group.fs.stat(path.replace(/\.in$/, '.txt'))?.kind === 'file';
}

/** What is built from the entries of one file and those it includes. */
interface Building {
  readonly fs: ReadOnlyFs;
  readonly root: string;
  readonly index: PypiSource;
  readonly diagnostics: Diagnostic[];
  readonly packages: Map<string, LockedPackage>;
  readonly edges: LockedEdge[];
  readonly asked: {
    readonly key: string;
    readonly name: string;
    readonly via: Via | undefined;
    readonly requirement: string | undefined;
  }[];
}

function readRequirements(path: string, group: ReadGroup): ReadResult {
  const { entries, diagnostics } = readWithIncludes(path, group);
  const directory = projectDirectory(path);
  const manifest = loadProject(directory, group.fs, []);
  // an index counts for all files of one run, wherever it stands (pip.pypa.io, "Global options"); the last one wins
  const stated = entries.flatMap(({ entry }) => (entry.kind === 'index' ? [entry.url] : [])).at(-1);
  const building: Building = {
    fs: group.fs,
    root: path,
    index: stated === undefined ? DEFAULT_INDEX : indexSource(stated),
    diagnostics,
    packages: new Map(),
    edges: [],
    asked: [],
  };
  for (const item of entries) addEntry(item, building);
  if (building.packages.size === 0) return unreadable(...diagnostics);
  const own: LockedPackage =
    manifest === undefined
      ? { kind: 'first-party', key: '', path: directory, name: directoryName(directory), occurrences: [{ path }], licenses: [] }
      : { ...toProject(manifest, ''), occurrences: [...toProject(manifest, '').occurrences, { path }] };
  const unpinned = [...building.packages.values()].filter(
    (item) => item.kind === 'third-party' && item.resolution === 'declared',
  ).length;
  if (unpinned > 0 && !group.covered.has(joinPath(directory, 'pyproject.toml') ?? '')) {
    const hint = 'pin every version, for example with `pip-compile` or `uv pip compile`';
    const message = `${unpinned} of ${building.packages.size} requirements allow more than one version`;
    diagnostics.push(diagnostic('lockfile-missing', message, { path, hint }));
  }
  return { packages: [own, ...building.packages.values()], edges: [...building.edges, ...toEdges(building)], diagnostics };
}

function addEntry({ entry, path }: IncludedEntry, building: Building): void {
  switch (entry.kind) {
    case 'index':
    case 'include':
      return;
    case 'invalid': {
      const message = `\`${entry.at.text.slice(0, 200)}\` is not a requirement`;
      building.diagnostics.push(diagnostic('manifest-entry-invalid', message, { path, line: entry.at.line }));
      return;
    }
    case 'requirement': {
      const { name, specifier, url, marker } = entry.requirement;
      const source = url === undefined ? building.index : urlSource(url);
      const version = url === undefined ? exactVersion(specifier) : versionInUrl(name, url);
      add({ name, version, source, requirement: specifier, marker, hashes: entry.hashes, at: entry.at }, path, building);
      return;
    }
    case 'location': {
      const { name, version, source, hashes, at } = entry;
      add({ name, version, source, requirement: undefined, marker: undefined, hashes, at }, path, building);
    }
  }
}

interface Found {
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly source: PypiSource;
  readonly requirement: string | undefined;
  readonly marker: string | undefined;
  readonly hashes: readonly string[];
  readonly at: LogicalLine;
}

function add(found: Found, path: string, building: Building): void {
  const where = { path, line: found.at.line };
  if (found.source.kind === 'local') {
    addLocal(found, found.source.path, path, building);
    return;
  }
  if (found.name === undefined) {
    const message = `\`${found.at.text.slice(0, 200)}\` does not say which package it is; add \`#egg=<name>\` or write \`<name> @ <url>\``;
    building.diagnostics.push(diagnostic('manifest-entry-invalid', message, where));
    return;
  }
  const purl = pypiPurl(found.name, found.version, found.source);
  if (purl === undefined || !isName(found.name)) {
    const message = `\`${found.name.slice(0, 200)}\` has no valid package URL`;
    building.diagnostics.push(diagnostic('manifest-entry-invalid', message, where));
    return;
  }
  const { hashes, properties } = toFileHashes(found.hashes);
  const origins = sourceOrigins(found.source);
  const known = building.packages.get(purl);
  const before = known?.kind === 'third-party' ? known : undefined;
  const isExact = found.version !== undefined || isFixed(found.source);
  const item: ThirdPartyPackage = {
    kind: 'third-party',
    key: purl,
    purl,
    name: found.name,
    resolution: isExact ? 'locked' : 'declared',
    occurrences: [...(before?.occurrences ?? []), where],
    ...(hashes.length > 0 && { hashes }),
    ...(properties !== undefined && { properties }),
    ...(origins.length > 0 && { origins }),
    ...(found.marker !== undefined && { platforms: [found.marker] }),
    ...(!isExact && found.requirement !== undefined && { requirement: found.requirement }),
  };
  building.packages.set(purl, item);
  building.asked.push({ key: purl, name: foldName(found.name), via: readVia(found.at), requirement: found.requirement });
}

// `-e ./lib` needs a project of the repository, and `-e .` is the project itself. pip takes paths from where it runs, which is
// mostly the directory of the project, while people also write them from the file.
function addLocal(found: Found, written: string, path: string, building: Building): void {
  const place = written.replace(/[?#].*$/s, '');
  const bases = [directoryOf(path), projectDirectory(building.root)];
  const target = bases
    .flatMap((base) => joinPath(base, place) ?? [])
    .find((candidate) => building.fs.stat(candidate) !== undefined);
  if (target === undefined) {
    const message = `\`${place.slice(0, 200)}\` is not in the repository`;
    building.diagnostics.push(diagnostic('manifest-entry-invalid', message, { path, line: found.at.line }));
    return;
  }
  if (target === projectDirectory(building.root)) return;
  const isArchive = building.fs.stat(target)?.kind === 'file';
  const manifest = isArchive ? undefined : loadProject(target, building.fs, []);
  const local: LockedPackage =
    manifest === undefined
      ? {
          kind: 'first-party',
          key: `local ${target}`,
          path: isArchive ? directoryOf(target) : target,
          name: found.name ?? directoryName(target),
          ...(found.version !== undefined && { version: found.version }),
          occurrences: [{ path, line: found.at.line }],
          licenses: [],
        }
      : toProject(manifest, `local ${target}`);
  building.packages.set(local.key, local);
  building.edges.push({ from: '', to: local.key, scope: fileScope(building.root) });
}

// Where a compiler wrote who asked for each package there is a graph; elsewhere the file itself asks for everything.
function toEdges(building: Building): LockedEdge[] {
  const scope = fileScope(building.root);
  const keys = new Map<string, Set<string>>();
  for (const { name, key } of building.asked) {
    const known = keys.get(name) ?? new Set();
    keys.set(name, known.add(key));
  }
  return building.asked.flatMap(({ key, via, requirement }) => {
    const asked = requirement === undefined ? {} : { requirement };
    const parents = (via?.packages ?? []).flatMap((name) => [...(keys.get(name) ?? [])]).filter((parent) => parent !== key);
    const fromPackages = parents.map((from) => ({ from, to: key, scope: 'runtime' as const }));
    const isDirect = via === undefined || via.direct || parents.length === 0;
    return [...fromPackages, ...(isDirect ? [{ from: '', to: key, scope, ...asked }] : [])];
  });
}
