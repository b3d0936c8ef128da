import { diagnostic } from '../../../diagnostics/diagnostic.ts';
import { unreadable, type LockedEdge, type LockedPackage, type ReadResult } from '../../../domain/read-result.ts';
import type { ClaimedFile, Reader, ReadGroup } from '../../ecosystem.ts';
import { ofOneFile } from '../../formats/one-file.ts';
import { coveredManifest, groupByName, lockContext, ownProject, toPackage, toStale, type LockContext } from '../locks/rows.ts';
import { noteOtherHash } from '../locks/manifest-hash.ts';
import { manifestEdges, withStated } from '../locks/stated.ts';
import { foldName } from '../names.ts';
import { fits } from '../specifier.ts';
import { poetryContentHashes } from './content-hash.ts';
import { readPoetryLock, type PoetryDependency, type PoetryPackage } from './decode.ts';

/** Reads poetry.lock with the pyproject.toml beside it, which alone knows what the project itself asks for. */
export const poetryLockReader: Reader = {
  id: 'poetry-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['poetry.lock'],
  group: 'file',
  read: ofOneFile(readLock),
};

// Before 1.2 Poetry never locked what it thought every environment has (`Provider.UNSAFE_PACKAGES`).
const UNLOCKED = new Set(['setuptools', 'distribute', 'pip', 'wheel']);

function readLock(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { value: lock, problem } = readPoetryLock(file);
  if (problem !== undefined) return unreadable(problem);
  const context = lockContext(file.path, group.fs);
  const manifest = coveredManifest(context.directory, context);
  const packages = lock.packages.flatMap((item) => toPackages(item, context));
  const known = new Set(packages.map((item) => item.key));
  const byName = groupByName(lock.packages);
  const edges = [
    ...manifestEdges(manifest, { byName, keysOf: toKeys, unlocked: UNLOCKED }, context),
    ...lock.packages.flatMap((item) => toEdges(item, byName, context)),
  ];
  noteOtherHash({ manifest: 'pyproject.toml', locked: lock.contentHash, current: poetryContentHashes }, context);
  return {
    packages: [ownProject(manifest, context), ...packages],
    edges: edges.filter((edge) => (edge.from === '' || known.has(edge.from)) && known.has(edge.to)),
    diagnostics: [...lock.diagnostics, ...context.diagnostics, ...context.stale],
    covers: [...context.covers],
    stale: toStale(context),
  };
}

// An extra is a node of its own that stands for the same package, so that what it adds is reached only from where it is asked for.
function toPackages(item: PoetryPackage, context: LockContext): LockedPackage[] {
  const found = toPackage(item, context);
  if (found === undefined) return [];
  if (found.kind === 'first-party') return [found];
  const stated = withStated(found, item.stated);
  return [stated, ...[...item.extras].map((extra) => ({ ...stated, key: `${item.key}[${extra}]` }))];
}

function toKeys(item: PoetryPackage, extras: readonly string[]): string[] {
  if (item.source.kind === 'local') return [item.key];
  return [
    item.key,
    ...extras
      .map(foldName)
      .filter((extra) => item.extras.has(extra))
      .map((extra) => `${item.key}[${extra}]`),
  ];
}

function toEdges(item: PoetryPackage, byName: ReadonlyMap<string, readonly PoetryPackage[]>, context: LockContext): LockedEdge[] {
  const isLocal = item.source.kind === 'local';
  return item.dependencies.flatMap((dependency) => {
    const targets = resolve(dependency, byName);
    if (targets.length === 0) noteMissing(item, dependency, context);
    const asked = dependency.forExtras.filter((extra) => item.extras.has(extra));
    const froms = asked.length === 0 || isLocal ? [item.key] : asked.map((extra) => `${item.key}[${extra}]`);
    const requirement = dependency.rule.text === '*' ? undefined : dependency.rule.text;
    return froms.flatMap((from) =>
      targets.flatMap((target) =>
        toKeys(target, dependency.extras).map((to) => ({
          from,
          to,
          scope: isLocal && dependency.forExtras.length > 0 ? ('optional' as const) : ('runtime' as const),
          ...(requirement !== undefined && { requirement }),
        })),
      ),
    );
  });
}

function resolve(
  { name, rule, source }: PoetryDependency,
  byName: ReadonlyMap<string, readonly PoetryPackage[]>,
): readonly PoetryPackage[] {
  const named = byName.get(foldName(name)) ?? [];
  if (named.length < 2) return named;
  if (source !== undefined) return named.filter((item) => item.source.kind === source.kind);
  return named.filter((item) => fits(item.version ?? '', rule));
}

function noteMissing(item: PoetryPackage, { name, isConditional }: PoetryDependency, context: LockContext): void {
  if (isConditional || UNLOCKED.has(foldName(name))) return;
  const message = `\`${item.name}\` depends on \`${name}\`, which the lockfile does not hold`;
  context.diagnostics.push(diagnostic('lockfile-edge-unresolved', message, { path: context.lockfile, line: item.line }));
}
