import type { LockedEdge } from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ComposerManifest } from './manifest.ts';
import type { PackageSet } from './package-set.ts';
import type { Requirement } from './package-entry.ts';
import { isPlatformPackage } from './platform-package.ts';

export interface Links {
  readonly edges: readonly LockedEdge[];
  /** What the manifest asks for and no package is or stands for. */
  readonly missing: readonly { readonly map: 'require' | 'require-dev'; readonly requirement: Requirement }[];
}

/**
 * Edges between packages, and from the project when its manifest is there.
 *
 * A requirement for a name that others only replace or provide (`psr/log-implementation`) installs nothing: Composer takes
 * it for fulfilled by what something else names (getcomposer.org/doc/04-schema.md#provide). So it is an edge only where
 * the package that stands for the name is named by nobody, and is there for that reason.
 */
export function linkPackages(set: PackageSet, project: string, manifest: ComposerManifest | undefined): Links {
  const wants: Want[] = [...set.values()].flatMap(({ key, entry }) =>
    entry.require.map((requirement) => ({ from: key, requirement, scope: 'runtime' as const })),
  );
  if (manifest !== undefined) {
    wants.push(
      ...manifest.require.map((requirement) => ({
        from: project,
        requirement,
        scope: 'runtime' as const,
        map: 'require' as const,
      })),
    );
    wants.push(
      ...manifest.requireDev.map((requirement) => ({
        from: project,
        requirement,
        scope: 'dev' as const,
        map: 'require-dev' as const,
      })),
    );
  }
  const named = new Set(wants.map(({ requirement }) => requirement.name.toLowerCase()));
  const standIns = indexStandIns(set);
  const edges: LockedEdge[] = [];
  const missing: { map: 'require' | 'require-dev'; requirement: Requirement }[] = [];
  for (const { from, requirement, scope, map } of wants) {
    const name = requirement.name.toLowerCase();
    const others = standIns.get(name) ?? [];
    const unnamed = manifest === undefined ? [] : others.filter((key) => !named.has(key));
    for (const to of set.has(name) ? [name] : unnamed) {
      if (to !== from) edges.push({ from, to, scope, requirement: requirement.requirement });
    }
    const isKnown = set.has(name) || others.length > 0 || isPlatformPackage(name) || manifest?.standsFor.includes(name) === true;
    if (map !== undefined && !isKnown) missing.push({ map, requirement });
  }
  return { edges, missing };
}

interface Want {
  readonly from: string;
  readonly requirement: Requirement;
  readonly scope: Scope;
  readonly map?: 'require' | 'require-dev';
}

function indexStandIns(set: PackageSet): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const { key, entry } of set.values()) {
    for (const name of entry.standsFor) {
      const known = index.get(name);
      if (known === undefined) index.set(name, [key]);
      else known.push(key);
    }
  }
  return index;
}
