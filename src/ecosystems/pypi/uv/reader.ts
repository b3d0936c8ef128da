import { diagnostic } from '../../../diagnostics/diagnostic.ts';
import { baseName } from '../../../domain/path.ts';
import { unreadable, type LockedEdge, type LockedPackage, type ReadResult } from '../../../domain/read-result.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { ClaimedFile, Reader, ReadGroup } from '../../ecosystem.ts';
import { ofOneFile } from '../../formats/one-file.ts';
import { coveredManifest, groupByName, lockContext, ownProject, toPackage, toStale, type LockContext } from '../locks/rows.ts';
import { foldName } from '../names.ts';
import { fits } from '../specifier.ts';
import { readUvLock, type UvDependency, type UvLock, type UvPackage, type UvRequirement } from './decode.ts';
import { noteUnlocked } from './stale.ts';

/** Reads uv.lock of projects and workspaces, and the lockfiles that uv keeps beside scripts. */
export const uvLockReader: Reader = {
  id: 'uv-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['uv.lock', '*.py.lock'],
  group: 'file',
  read: ofOneFile(readLock),
};

function readLock(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { value: lock, problem } = readUvLock(file);
  if (problem !== undefined) return unreadable(problem);
  const context = lockContext(file.path, group.fs);
  const packages = lock.packages.flatMap((item) => toPackages(item, context));
  const known = new Set(packages.map((item) => item.key));
  const byName = groupByName(lock.packages);
  const edges = lock.packages.flatMap((item) => toEdges(item, byName, context));
  const root = toRoot(lock, context);
  if (root !== undefined) {
    packages.push(root);
    known.add(root.key);
    edges.push(...rootEdges(lock, byName, root.key));
  }
  noteUnlocked(lock.packages, context);
  return {
    packages,
    edges: edges.filter((edge) => known.has(edge.from) && known.has(edge.to)),
    diagnostics: [...lock.diagnostics, ...context.diagnostics, ...context.stale],
    covers: [...context.covers],
    stale: toStale(context),
  };
}

type ByName = ReadonlyMap<string, readonly UvPackage[]>;

// An extra is a node of its own that stands for the same package, so that what it adds is reached only from where it is asked for.
function toPackages(item: UvPackage, context: LockContext): LockedPackage[] {
  const found = toPackage(item, context);
  if (found === undefined) return [];
  if (found.kind === 'first-party') return [found];
  return [found, ...[...item.optional.keys()].map((extra) => ({ ...found, key: extraKey(found.key, extra) }))];
}

function extraKey(key: string, extra: string): string {
  return `${key}[${extra}]`;
}

function toEdges(item: UvPackage, byName: ByName, context: LockContext): LockedEdge[] {
  const isLocal = item.source.kind === 'local';
  const link = (from: string, dependencies: readonly UvDependency[], scope: Scope): LockedEdge[] =>
    dependencies.flatMap((dependency) => {
      const targets = resolve(dependency, byName);
      if (targets.length === 0) {
        const message = `\`${item.name}\` depends on \`${dependency.name}\`, which the lockfile does not hold`;
        context.diagnostics.push(diagnostic('lockfile-edge-unresolved', message, { path: context.lockfile, line: item.line }));
      }
      const requirement = item.requires?.get(foldName(dependency.name)) ?? '';
      return targets
        .flatMap((target) => toKeys(target, dependency.extras))
        .map((to) => ({ from, to, scope, ...(requirement !== '' && { requirement }) }));
    });
  const optional = [...item.optional].flatMap(([extra, list]) =>
    isLocal ? link(item.key, list, 'optional') : [...link(extraKey(item.key, extra), list, 'runtime')],
  );
  return [...link(item.key, item.dependencies, 'runtime'), ...optional, ...link(item.key, item.dev, 'dev')];
}

function resolve(dependency: UvDependency, byName: ByName): readonly UvPackage[] {
  return (byName.get(foldName(dependency.name)) ?? []).filter(
    (item) =>
      (dependency.version === undefined || item.version === dependency.version) &&
      (dependency.source === undefined || item.from.written === dependency.source.written),
  );
}

// The extras of a project of the repository are edges of its own, of scope `optional`.
function toKeys(target: UvPackage, extras: readonly string[]): string[] {
  if (target.source.kind === 'local') return [target.key];
  return [target.key, ...extras.filter((extra) => target.optional.has(extra)).map((extra) => extraKey(target.key, extra))];
}

// A script, or a workspace root without `[project]`, is no package of the lockfile and still needs things.
function toRoot(lock: UvLock, context: LockContext): LockedPackage | undefined {
  if (lock.rootGroups.length === 0 && lock.rootRequirements.length === 0) return undefined;
  const script = /^(.+\.py)\.lock$/.exec(baseName(context.lockfile))?.[1];
  if (script === undefined) return ownProject(coveredManifest(context.directory, context), context);
  const project = ownProject(undefined, context);
  return project.kind === 'first-party' ? { ...project, name: script, type: 'application' } : project;
}

function rootEdges(lock: UvLock, byName: ByName, from: string): LockedEdge[] {
  const link = (asked: readonly UvRequirement[], scope: Scope): LockedEdge[] =>
    asked.flatMap(({ name, specifier, extras }) =>
      (byName.get(foldName(name)) ?? [])
        .filter((item) => item.version === undefined || fits(item.version, toRule(specifier)))
        .flatMap((item) => toKeys(item, extras))
        .map((to) => ({ from, to, scope, ...(specifier !== undefined && { requirement: specifier }) })),
    );
  return [...link(lock.rootRequirements, 'runtime'), ...link(lock.rootGroups, 'dev')];
}

function toRule(specifier: string | undefined): { syntax: 'pep440'; text: string } | undefined {
  return specifier === undefined ? undefined : { syntax: 'pep440', text: specifier };
}
