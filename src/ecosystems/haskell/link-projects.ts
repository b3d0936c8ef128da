import { makePurl, purlParts } from '../../domain/purl.ts';
import type { FirstPartyPackage, LockedEdge, LockedPackage, ThirdPartyPackage } from '../../domain/read-result.ts';
import type { HaskellProject } from './projects.ts';

export interface Linked {
  readonly packages: readonly LockedPackage[];
  readonly edges: readonly LockedEdge[];
}

export interface LinkOptions {
  readonly lockfile: string;
  readonly locked: readonly ThirdPartyPackage[];
  readonly projects: readonly HaskellProject[];
  /** Stands for the repository when it has no package of its own. */
  readonly nameless: FirstPartyPackage;
  /** Packages of the compiler: they are named and not listed. */
  readonly shipped: ReadonlySet<string>;
}

/**
 * Connects the packages of the repository with what is locked. What is locked and not named by any of them is used
 * in a way that no file tells; what is named and not locked comes with the snapshot, in a version that no file tells.
 */
export function linkProjects({ lockfile, locked, projects, nameless, shipped }: LinkOptions): Linked {
  // Of several packages none can be told to be the one that needs what no file connects: the whole repository does.
  const atTop = projects.length === 1 ? projects[0] : projects.find(({ project }) => project.path === nameless.path);
  const own: readonly HaskellProject[] = atTop === undefined ? [{ project: nameless }, ...projects] : projects;
  const owner = atTop?.project ?? nameless;
  const byName = new Map<string, string>(locked.map((item) => [item.name ?? purlParts(item.purl).name, item.key]));
  for (const { project } of own) byName.set(project.name, project.key);
  const declared = new Map<string, ThirdPartyPackage>();
  const edges: LockedEdge[] = [];
  for (const { project, cabal } of own) {
    for (const { name, scope, requirement, line } of cabal?.dependencies ?? []) {
      const asked = requirement !== undefined && { requirement };
      const purl = byName.has(name) || shipped.has(name) ? undefined : makePurl({ type: 'hackage', name });
      const to = byName.get(name) ?? purl;
      if (to === undefined || to === project.key) continue;
      edges.push({ from: project.key, to, scope, ...asked });
      if (purl === undefined) continue;
      const occurrences = [...(declared.get(purl)?.occurrences ?? []), { path: project.manifest ?? project.path, line }];
      declared.set(purl, { kind: 'third-party', key: purl, purl, resolution: 'declared', ...asked, occurrences });
    }
  }
  return {
    packages: [
      ...own.map(({ project }) => ({ ...project, lockfile })),
      ...locked.map((item) => ({ ...item, stated: { project: owner.key, scopes: ['unknown'] as const } })),
      ...declared.values(),
    ],
    edges,
  };
}
