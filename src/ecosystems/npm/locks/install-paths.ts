import { joinPath } from '../../../domain/path.ts';
import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import type { LockedEdge, LockedPackage, PackageLocation } from '../../../domain/read-result.ts';
import { directories } from './locked-package.ts';

const MOST_DEPENDENTS = 40;

/**
 * Adds where a node_modules tree may hold each package: at the root of the workspace, or below one of those that depend
 * on it. Which version was hoisted is not in the lockfile; the version found there is compared later.
 */
export function withInstallPaths(
  packages: readonly LockedPackage[],
  edges: readonly LockedEdge[],
  { root, fs }: { readonly root: string; readonly fs: ReadOnlyFs },
): LockedPackage[] {
  const modules = joinPath(root, 'node_modules');
  if (modules === undefined || fs.stat(modules)?.kind !== 'directory') return [...packages];
  const byKey = new Map(packages.map((item) => [item.key, item]));
  const dependents = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const depender = byKey.get(from);
    const base = depender === undefined ? undefined : baseOf(depender, modules);
    const known = dependents.get(to);
    if (base === undefined) continue;
    if (known === undefined) dependents.set(to, [base]);
    else if (known.length < MOST_DEPENDENTS) known.push(base);
  }
  return packages.map((item) => {
    if (item.kind === 'first-party') return item;
    const name = installName(item);
    const nested = (dependents.get(item.key) ?? []).map((base) => joinPath(base, 'node_modules', name));
    const found: PackageLocation[] = directories(`${modules}/${name}`, ...nested);
    return { ...item, installed: [...(item.installed ?? []), ...found] };
  });
}

function baseOf(item: LockedPackage, modules: string): string {
  return item.kind === 'first-party' ? item.path : `${modules}/${installName(item)}`;
}

function installName(item: Extract<LockedPackage, { kind: 'third-party' }>): string {
  return item.alias ?? item.name ?? '';
}
