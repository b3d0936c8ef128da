import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { makePurl, type Purl } from '../../domain/purl.ts';
import { unreadable, type LockedEdge, type LockedPackage, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, Reader } from '../ecosystem.ts';
import { notLocked, staleBecause } from '../formats/not-locked.ts';
import { vcsUrl, withoutCredentials } from '../formats/source-url.ts';
import { readTextLines } from '../formats/text-lines.ts';
import { DEFAULT_NUGET_HOSTS } from '../../domain/default-registries.ts';
import { parsePaketLock, type PaketPackage } from './paket-lock.ts';
import { directoryProject } from './project-identity.ts';
import { normaliseVersion } from './version.ts';

/** Reads paket.lock; paket.dependencies beside it tells what the repository itself asks for. */
export const paketLockReader: Reader = {
  id: 'nuget-paket-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['paket.lock', 'paket.dependencies'],
  group: 'directory',
  read: (group) => {
    const lock = group.files.find((file) => file.path.endsWith('paket.lock'));
    const manifest = group.files.find((file) => file.path.endsWith('paket.dependencies'));
    if (lock !== undefined) return readPaketLock(lock, manifest);
    return manifest === undefined ? unreadable() : readDependencies(manifest);
  },
};

function readPaketLock(file: ClaimedFile, manifest: ClaimedFile | undefined): ReadResult {
  const { value: lines, problem } = readTextLines(file, 'lockfile-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const lock = parsePaketLock(lines, file.path);
  if (lock.packages.length === 0 && lock.diagnostics.length > 0) {
    return unreadable(diagnostic('lockfile-unparsable', 'no section of a paket.lock in it', { path: file.path, line: 1 }));
  }
  const directory = directoryOf(file.path);
  const project = { ...directoryProject(directory, file.path), lockfile: file.path };
  const packages = new Map<string, LockedPackage>([[project.key, project]]);
  const diagnostics = [...lock.diagnostics];
  for (const item of lock.packages) {
    const purl = purlOf(item);
    const at = { path: file.path, line: item.line };
    if (purl === undefined) {
      diagnostics.push(diagnostic('lockfile-entry-invalid', `\`${item.name.slice(0, 200)}\` is not the id of a package`, at));
      continue;
    }
    const key = keyOf(item.group, item.name);
    const stated = { project: project.key, scopes: ['unknown'] as const };
    packages.set(key, { kind: 'third-party', key, purl, resolution: 'locked', occurrences: [at], stated });
  }
  const edges: LockedEdge[] = lock.packages.flatMap((item) =>
    item.dependencies.map(({ name, requirement }) => ({
      from: keyOf(item.group, item.name),
      to: keyOf(item.group, name),
      scope: 'runtime' as const,
      ...(requirement !== undefined && { requirement }),
    })),
  );
  const own = manifest === undefined ? [] : directDependencies(manifest.text());
  const stale = manifest === undefined ? [] : staleDependencies(own, lock.packages, { lockfile: file.path, path: manifest.path });
  const keysOf = new Map<string, Set<string>>();
  for (const item of lock.packages) {
    // sources other than NuGet are named by their repository or URL
    for (const name of [item.name, ...(item.source === 'NUGET' ? [] : [item.remote])]) {
      const place = `${item.group}\n${name}`;
      keysOf.set(place, (keysOf.get(place) ?? new Set()).add(keyOf(item.group, item.name)));
    }
  }
  for (const { group, name } of own) {
    for (const to of keysOf.get(`${group}\n${name}`) ?? [keyOf(group, name)])
      edges.push({ from: project.key, to, scope: 'runtime' });
  }
  const known = edges.filter((edge) => packages.has(edge.from) && packages.has(edge.to) && edge.from !== edge.to);
  return {
    packages: [...packages.values()],
    edges: known,
    diagnostics: [...diagnostics, ...stale],
    ...staleBecause(file.path, stale),
  };
}

// Other sources are locked under names of their own; a requirement that is one version is that one or no lock.
function staleDependencies(
  own: readonly PaketDependency[],
  locked: readonly PaketPackage[],
  { lockfile, path }: { lockfile: string; path: string },
): Diagnostic[] {
  const versions = new Map(locked.map((item) => [keyOf(item.group, item.name), item.version]));
  return own.flatMap(({ group, source, name, requirement, line }) => {
    const key = keyOf(group, name);
    if (source !== 'nuget' && source !== 'clitool') return [];
    if (!versions.has(key)) return [notLocked(name, lockfile, { path, line })];
    const exact = /^(?:={1,2}\s*)?(\d+(?:\.\d+)+(?:-[\w.-]+)?)$/.exec(requirement)?.[1];
    const version = versions.get(key);
    if (exact === undefined || version === undefined || normaliseVersion(exact) === normaliseVersion(version)) return [];
    const message = `\`${name} ${exact}\` is declared, and ${lockfile} has \`${version.slice(0, 100)}\``;
    return [diagnostic('lockfile-stale', message, { path, line })];
  });
}

function keyOf(group: string, name: string): string {
  return `${group.toLowerCase()}\n${name.toLowerCase()}`;
}

function purlOf({
  source,
  remote,
  name,
  version,
}: Pick<PaketPackage, 'source' | 'remote' | 'name' | 'version'>): Purl | undefined {
  if (source === 'NUGET') {
    const normal = version === undefined ? undefined : (normaliseVersion(version) ?? version);
    const host = /^https?:\/\/(?:[^/@]*@)?([^/:]+)/i.exec(remote)?.[1]?.toLowerCase();
    const isDefault = host === undefined || DEFAULT_NUGET_HOSTS.includes(host);
    return makePurl({
      type: 'nuget',
      name,
      version: normal,
      qualifiers: isDefault ? {} : { repository_url: withoutCredentials(remote) },
    });
  }
  const [, owner, repository] = /^(?:https?:\/\/github\.com\/)?([\w.-]+)\/([\w.-]+?)(?:\.git)?$/.exec(remote) ?? [];
  if (owner !== undefined && repository !== undefined && source !== 'HTTP' && source !== 'GIST') {
    const isWhole = name === remote || name === 'FULLPROJECT';
    return makePurl({ type: 'github', namespace: owner, name: repository, version, ...(!isWhole && { subpath: name }) });
  }
  const qualifiers = source === 'GIT' ? { vcs_url: vcsUrl(remote, version) } : { download_url: withoutCredentials(remote) };
  return makePurl({ type: 'generic', name: name.slice(name.lastIndexOf('/') + 1), version, qualifiers });
}

// Without a lockfile: what is asked for, with no version.
function readDependencies(file: ClaimedFile): ReadResult {
  const project = directoryProject(directoryOf(file.path), file.path);
  const declared = directDependencies(file.text()).flatMap(({ group, name, source, requirement, line }): LockedPackage[] => {
    const purl = purlOf({ source: source === 'nuget' || source === 'clitool' ? 'NUGET' : 'GITHUB', remote: name, name });
    if (purl === undefined) return [];
    const key = keyOf(group, name);
    const occurrences = [{ path: file.path, line }];
    const wanted = requirement === '' ? {} : { requirement };
    return [{ kind: 'third-party', key, purl, resolution: 'declared', occurrences, ...wanted }];
  });
  const packages = new Map<string, LockedPackage>(declared.map((item) => [item.key, item]));
  const edges = [...packages.keys()].map((to) => ({ from: project.key, to, scope: 'runtime' as const }));
  const hint = 'run `dotnet paket install` and commit paket.lock';
  const message = `no lockfile gives the versions of its ${packages.size} packages`;
  const missing = packages.size === 0 ? [] : [diagnostic('lockfile-missing', message, { path: file.path, hint })];
  return { packages: [project, ...packages.values()], edges, diagnostics: missing };
}

interface PaketDependency {
  readonly group: string;
  readonly source: string;
  readonly name: string;
  readonly requirement: string;
  readonly line: number;
}

// `nuget FAKE ~> 5`, `github fsharp/FAKE`, below `group Build`
function directDependencies(text: string): PaketDependency[] {
  let group = 'Main';
  return text.split(/\r?\n/).flatMap((content, index) => {
    const [, source, name, rest = ''] = /^\s*(group|nuget|clitool|github|git|gist|http)\s+(\S+)(.*)$/.exec(content) ?? [];
    if (source === undefined || name === undefined) return [];
    if (source === 'group') {
      group = name;
      return [];
    }
    const requirement = rest
      .replace(/\s(?:framework|storage|restriction|import_targets|content|copy_local|prerelease)s?:.*$/, '')
      .trim();
    const own = source === 'github' ? (name.split(':', 1)[0] ?? name) : name;
    return [{ group, source, name: own, requirement, line: index + 1 }];
  });
}
