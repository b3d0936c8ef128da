import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import {
  unreadable,
  type FirstPartyPackage,
  type LockedEdge,
  type LockedPackage,
  type ReadResult,
} from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { fileBeside } from '../formats/file-beside.ts';
import { notLocked, staleBecause } from '../formats/not-locked.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { vcsOrigin } from '../formats/source-url.ts';
import { readYaml } from '../formats/yaml.ts';
import { recordField } from '../formats/values.ts';
import { cachedDependencies, cachedFolders } from './cache.ts';
import { readLockEntries, type PubLockEntry } from './lock-entries.ts';
import { pubPurl } from './pub-purl.ts';
import { allowsVersion } from './version-constraint.ts';
import { readPubspec, toProject, unnamed, type Pubspec } from './pubspec.ts';

/** Reads pubspec.lock with the pubspec.yaml beside it. Who needs which package only pub's cache knows. */
export const pubspecLockReader: Reader = {
  id: 'pub-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['pubspec.lock'],
  group: 'file',
  read: ofOneFile(readLock),
};

const ROOT = 'project';

function readLock(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { value: documents, problem } = readYaml(file, 'lockfile-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const map = recordField(documents[0], 'packages');
  if (map === undefined) {
    return unreadable(diagnostic('lockfile-unparsable', 'there is no map of `packages`', { path: file.path, line: 1 }));
  }
  const { entries, diagnostics } = readLockEntries(map, file);
  const directory = directoryOf(file.path);
  const problems: Diagnostic[] = [...diagnostics];
  const pubspecs = readPubspecs(directory, group, problems);
  const [own] = pubspecs;
  const root = toRoot(own, file.path);
  const packages = new Map<string, LockedPackage>([[ROOT, root]]);
  for (const member of pubspecs.slice(1)) packages.set(member.path, { ...toProject(member, member.path), lockfile: file.path });
  const cache = group.caches.get('pub');
  const edges: LockedEdge[] = [];
  for (const entry of entries.values()) {
    const made = toPackage(entry, { file, directory, group, problems });
    if (made !== undefined) packages.set(made.key, made);
    const folders = cachedFolders(cache, entry.name, entry.version, entry.source);
    for (const name of cachedDependencies(cache, folders) ?? []) edges.push({ from: entry.name, to: name, scope: 'runtime' });
  }
  edges.push(...projectEdges(entries, pubspecs));
  const hasOverrides = group.fs.stat(joinPath(directory, 'pubspec_overrides.yaml') ?? '') !== undefined;
  const stale = hasOverrides ? [] : staleDiagnostics(entries, pubspecs, file.path);
  return {
    packages: [...packages.values()],
    edges: edges.filter((edge) => packages.has(edge.from) && packages.has(edge.to) && edge.from !== edge.to),
    diagnostics: [...problems, ...stale],
    covers: [
      ...pubspecs.map(({ path }) => path),
      ...[...packages.values()].flatMap((item) => (item.kind === 'first-party' ? (item.manifest ?? []) : [])),
    ],
    ...staleBecause(file.path, stale),
  };
}

/** The pubspec beside the lockfile, then those of its workspace members. */
function readPubspecs(directory: string, { fs }: ReadGroup, problems: Diagnostic[]): Pubspec[] {
  const found = new Map<string, Pubspec>();
  const queue = [directory];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const path = joinPath(next, 'pubspec.yaml');
    const file = path === undefined || found.has(path) ? undefined : fileBeside(path, fs);
    if (file === undefined) continue;
    const read = file.problem === undefined ? readPubspec(file.value) : file;
    if (read.problem !== undefined) problems.push(read.problem);
    else {
      found.set(read.value.path, read.value);
      queue.push(...read.value.workspace);
    }
  }
  return found.has(joinPath(directory, 'pubspec.yaml') ?? '') ? [...found.values()] : [];
}

function toRoot(own: Pubspec | undefined, lockfile: string): FirstPartyPackage {
  if (own !== undefined) return { ...toProject(own, ROOT), lockfile };
  const path = directoryOf(lockfile);
  return { kind: 'first-party', key: ROOT, path, name: unnamed(path), lockfile, occurrences: [{ path: lockfile }], licenses: [] };
}

interface LockContext {
  readonly file: ClaimedFile;
  readonly directory: string;
  readonly group: ReadGroup;
  readonly problems: Diagnostic[];
}

function toPackage(entry: PubLockEntry, { file, directory, group, problems }: LockContext): LockedPackage | undefined {
  const { name, version, source, line } = entry;
  const at = { path: file.path, ...(line !== undefined && { line }) };
  if (source.kind === 'sdk') {
    const message = `\`${name}\` comes with the SDK \`${source.sdk}\`; what that ships is not in the lockfile`;
    problems.push(diagnostic('lockfile-part-unused', message, at));
    return undefined;
  }
  if (source.kind === 'path') {
    const local = /^(?:\/|[A-Za-z]:)/.test(source.path) ? undefined : joinPath(directory, source.path);
    const manifest = local === undefined ? undefined : fileBeside(joinPath(local, 'pubspec.yaml'), group.fs)?.value;
    const pubspec = manifest === undefined ? undefined : readPubspec(manifest).value;
    const project = pubspec === undefined ? undefined : toProject(pubspec, name);
    const path = local ?? directory;
    return {
      kind: 'first-party',
      key: name,
      path,
      licenses: [],
      ...project,
      name,
      version,
      lockfile: file.path,
      occurrences: [at],
    };
  }
  const purl = pubPurl(name, version, source);
  if (purl === undefined) {
    problems.push(diagnostic('lockfile-entry-invalid', `\`${name.slice(0, 200)}\` is not the name of a package`, at));
    return undefined;
  }
  return {
    kind: 'third-party',
    key: name,
    purl,
    resolution: 'locked',
    occurrences: [at],
    hashes: entry.sha256 === undefined ? [] : [{ algorithm: 'SHA-256', value: entry.sha256 }],
    origins: source.kind === 'git' ? [vcsOrigin(source.url, source.ref)] : [],
    installed: cachedFolders(group.caches.get('pub'), name, version, source),
    stated: { project: ROOT, scopes: ['unknown'] },
  };
}

// In a workspace `direct` means: of any member. So there the manifests say who asks for what.
function projectEdges(entries: ReadonlyMap<string, PubLockEntry>, pubspecs: readonly Pubspec[]): LockedEdge[] {
  if (pubspecs.length > 1) {
    return pubspecs.flatMap((pubspec, index) =>
      pubspec.dependencies.map(({ name, map, requirement }) => ({
        from: index === 0 ? ROOT : pubspec.path,
        to: pubspecs.find((other) => other !== pubspec && other.name === name)?.path ?? name,
        scope: map === 'dev_dependencies' ? ('dev' as const) : ('runtime' as const),
        ...(requirement !== undefined && { requirement }),
      })),
    );
  }
  const declared = new Map(pubspecs[0]?.dependencies.map((item) => [item.name, item.requirement]));
  return [...entries.values()].flatMap(({ name, dependency }): LockedEdge[] => {
    const scope = directScope(dependency);
    const requirement = declared.get(name);
    return scope === undefined ? [] : [{ from: ROOT, to: name, scope, ...(requirement !== undefined && { requirement }) }];
  });
}

// `direct main`, `direct dev`, `direct overridden`; `direct` alone before pub 1.17
function directScope(dependency: string): Scope | undefined {
  if (!dependency.startsWith('direct')) return undefined;
  return dependency === 'direct dev' ? 'dev' : 'runtime';
}

function staleDiagnostics(
  entries: ReadonlyMap<string, PubLockEntry>,
  pubspecs: readonly Pubspec[],
  lockfile: string,
): Diagnostic[] {
  const members = new Set(pubspecs.map(({ name }) => name));
  const overridden = new Set(
    pubspecs.flatMap(({ dependencies }) =>
      dependencies.filter(({ map }) => map === 'dependency_overrides').map(({ name }) => name),
    ),
  );
  return pubspecs.flatMap(({ path, dependencies }) =>
    dependencies.flatMap((dependency): Diagnostic[] => {
      const { name, source, requirement, line } = dependency;
      if (members.has(name) || source.kind === 'sdk') return [];
      const entry = entries.get(name);
      if (entry === undefined) return [notLocked(name, lockfile, { path, line })];
      const isBound =
        requirement !== undefined && !overridden.has(name) && source.kind === 'hosted' && entry.source.kind === 'hosted';
      if (!isBound || allowsVersion(requirement, entry.version) !== false) return [];
      const message = `\`${name} ${requirement.slice(0, 100)}\` is declared, and ${lockfile} has \`${entry.version.slice(0, 100)}\``;
      return [diagnostic('lockfile-stale', message, { path, line })];
    }),
  );
}
