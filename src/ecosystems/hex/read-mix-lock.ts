import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import {
  unreadable,
  type LockedEdge,
  type LockedPackage,
  type ReadResult,
  type ThirdPartyPackage,
} from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { hexHash } from '../formats/hex-hash.ts';
import { pathIn } from '../formats/sibling.ts';
import { repositoryPurl, vcsOrigin, vcsUrl } from '../formats/vcs-source.ts';
import { hexPurl } from './hex-purl.ts';
import { isInsideDeps } from './installed.ts';
import { readMixLock, type MixLockEntry } from './mix-lock-entries.ts';
import { byApplication, declarationScope, findMixProjects, projectKey, toMixPackage } from './mix-projects.ts';
import type { MixProject } from './mix-exs.ts';

/** Reads mix.lock with the mix.exs files of the projects it serves. */
export const mixLockReader: Reader = {
  id: 'mix-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['mix.lock'],
  group: 'file',
  read: (group) => {
    const [file] = group.files;
    return file === undefined || isInsideDeps(group.root, group.fs) ? unreadable() : read(file, group);
  },
};

function read(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { path } = file;
  const lock = readMixLock(file);
  if (lock.entries.length === 0 && lock.diagnostics.length > 0) return unreadable(...lock.diagnostics);
  const diagnostics: Diagnostic[] = [...lock.diagnostics];
  const projects = findMixProjects(directoryOf(path), group, diagnostics);
  const thirdParty = lock.entries.flatMap((entry) => toPackage(entry, path, group, diagnostics));
  const packages: LockedPackage[] = [...projects.map((project) => toMixPackage(project, path)), ...thirdParty];
  const apps = byApplication(projects);
  const keyOf = new Map([...apps].map(([app, project]) => [app, projectKey(project)]));
  for (const item of thirdParty) keyOf.set(item.key, item.key);
  const stale: Diagnostic[] = [];
  const edges = [
    ...lock.entries.filter((entry) => keyOf.has(entry.app)).flatMap((entry) => entryEdges(entry, { path, keyOf, diagnostics })),
    ...projects.flatMap((project) => projectEdges(project, { path, keyOf, stale })),
  ];
  for (const project of projects)
    for (const line of project.computed)
      diagnostics.push(
        diagnostic('manifest-entry-invalid', 'a dependency that is computed, not written', { path: project.path, line }),
      );
  const [first] = stale;
  return {
    packages,
    edges,
    diagnostics: [...diagnostics, ...stale],
    covers: projects.map((project) => project.path),
    ...(first !== undefined && { stale: [{ path, reason: first.message }] }),
  };
}

function toPackage(entry: MixLockEntry, path: string, group: ReadGroup, diagnostics: Diagnostic[]): ThirdPartyPackage[] {
  const here = { path, line: entry.line };
  const purl = entry.source === 'hex' ? hexPurl(entry.name, entry.version, entry.repository) : repositoryPurl(entry);
  if (purl === undefined) {
    diagnostics.push(diagnostic('lockfile-entry-invalid', `\`${entry.app}\` has no valid package URL`, here));
    return [];
  }
  const folder = pathIn(pathIn(directoryOf(path), 'deps'), entry.app);
  const installed =
    group.fs.stat(folder)?.kind === 'directory' ? [{ root: 'tree', path: folder, format: 'directory' } as const] : [];
  const shared = { kind: 'third-party', key: entry.app, purl, resolution: 'locked', occurrences: [here], installed } as const;
  if (entry.source === 'git')
    return [{ ...shared, name: entry.app, origins: [vcsOrigin(entry)], properties: { 'licet:hex:source': vcsUrl(entry) } }];
  const { name, innerChecksum, outerChecksum } = entry;
  return [
    {
      ...shared,
      ...(name !== entry.app && { alias: entry.app }),
      // The outer checksum is that of the tarball; the inner one is of its parts (Hex package tarball specification).
      hashes: hexHash('SHA-256', outerChecksum),
      ...(innerChecksum !== undefined && { properties: { 'licet:hex:inner-checksum': innerChecksum } }),
    },
  ];
}

interface EntryContext {
  readonly path: string;
  readonly keyOf: ReadonlyMap<string, string>;
  readonly diagnostics: Diagnostic[];
}

function entryEdges(entry: MixLockEntry, { path, keyOf, diagnostics }: EntryContext): LockedEdge[] {
  if (entry.source === 'git') return [];
  return entry.dependencies.flatMap(({ app, optional, requirement }) => {
    const to = keyOf.get(app);
    if (to !== undefined)
      return [
        {
          from: entry.app,
          to,
          scope: optional ? 'optional' : 'runtime',
          ...(requirement !== undefined && { requirement }),
        } as const,
      ];
    if (!optional) {
      const message = `\`${entry.app}\` depends on \`${app}\`, which the lockfile does not hold`;
      diagnostics.push(diagnostic('lockfile-edge-unresolved', message, { path, line: entry.line }));
    }
    return [];
  });
}

interface ProjectContext {
  readonly path: string;
  readonly keyOf: ReadonlyMap<string, string>;
  readonly stale: Diagnostic[];
}

function projectEdges(project: MixProject, { path, keyOf, stale }: ProjectContext): LockedEdge[] {
  return project.dependencies.flatMap((dependency) => {
    const { app, requirement, line, outside, inUmbrella, directory } = dependency;
    const to = keyOf.get(app);
    if (to !== undefined)
      return [
        { from: projectKey(project), to, scope: declarationScope(dependency), ...(requirement !== undefined && { requirement }) },
      ];
    if (outside !== true && !inUmbrella && directory === undefined)
      stale.push(
        diagnostic('lockfile-stale', `\`${app}\` is declared, and ${path} does not hold it`, { path: project.path, line }),
      );
    return [];
  });
}
