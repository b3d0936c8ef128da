import type { LockedEdge, LockedPackage } from '../../../domain/read-result.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { DeclaredDependency, PythonManifest } from '../manifest.ts';
import { foldName } from '../names.ts';
import { fits } from '../specifier.ts';
import { diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { LockContext, LockRow } from './rows.ts';

/** Says of a package how the lockfile itself says that its project (under the key `''`) uses it. */
export function withStated(item: LockedPackage, scopes: readonly Scope[]): LockedPackage {
  return item.kind === 'first-party' ? item : { ...item, stated: { project: '', scopes } };
}

export interface RootLinks<T extends LockRow> {
  readonly byName: ReadonlyMap<string, readonly T[]>;
  /** Keys of a row and of the extras that are asked for. */
  readonly keysOf: (row: T, extras: readonly string[]) => readonly string[];
  /** Names that the tool leaves out of its lockfile. */
  readonly unlocked?: ReadonlySet<string>;
}

/** Edges from the project under the key `''` to what its manifest declares; what the lockfile lacks makes it stale. */
export function manifestEdges<T extends LockRow>(
  manifest: PythonManifest | undefined,
  links: RootLinks<T>,
  context: LockContext,
): LockedEdge[] {
  if (manifest === undefined) return [];
  return manifest.dependencies.flatMap((dependency) => {
    const named = links.byName.get(foldName(dependency.name)) ?? [];
    const rows = named.filter((row) => isWanted(row, dependency));
    if (rows.length === 0 && isExpected(dependency, manifest, links)) noteStale(dependency, manifest, named.length > 0, context);
    const requirement = dependency.rule?.text;
    return rows
      .flatMap((row) => links.keysOf(row, dependency.extras))
      .map((to) => ({ from: '', to, scope: dependency.scope, ...(requirement !== undefined && { requirement }) }));
  });
}

function isWanted(row: LockRow, { rule, source }: DeclaredDependency): boolean {
  if (source !== undefined && source.kind !== 'index') return row.source.kind === source.kind;
  return row.version === undefined || row.source.kind !== 'index' || fits(row.version, rule);
}

// An optional dependency of no extra is not locked, and neither is one whose marker no supported environment fulfils.
function isExpected<T extends LockRow>(
  { name, scope, marker, source, inWorkspace }: DeclaredDependency,
  manifest: PythonManifest,
  { unlocked }: RootLinks<T>,
): boolean {
  const folded = foldName(name);
  if (unlocked?.has(folded) === true || folded === foldName(manifest.name ?? '')) return false;
  return scope !== 'optional' && marker === undefined && source?.kind !== 'local' && inWorkspace === undefined;
}

function noteStale(dependency: DeclaredDependency, { path }: PythonManifest, hasOther: boolean, context: LockContext): void {
  const wanted = `\`${dependency.name}${dependency.rule === undefined ? '' : ` ${dependency.rule.text}`}\``;
  const found = hasOther ? 'has only other versions of it' : 'does not have it';
  const message = `${wanted} is declared, and ${context.lockfile} ${found}`;
  context.stale.push(diagnostic('lockfile-stale', message, { path, line: dependency.line }));
}
