import { purlParts } from '../../domain/purl.ts';
import type { FirstPartyPackage, LockedEdge, LockedPackage, ThirdPartyPackage } from '../../domain/read-result.ts';
import type { HaskellProject } from './projects.ts';

/**
 * Connects the packages of the repository with what is locked. What is locked and not named by any of them is used
 * in a way that neither file tells; what is named and not locked comes with the snapshot or the compiler.
 */
export function linkProjects(
  lockfile: string,
  locked: readonly ThirdPartyPackage[],
  projects: readonly HaskellProject[],
  nameless: FirstPartyPackage,
): { packages: LockedPackage[]; edges: LockedEdge[] } {
  const own = projects.length === 0 ? [{ project: nameless }] : projects;
  const owner = own[0]?.project ?? nameless;
  const byName = new Map<string, string>(locked.map((item) => [item.name ?? purlParts(item.purl).name, item.key]));
  for (const { project } of own) byName.set(project.name, project.key);
  const edges = own.flatMap(({ project, cabal }: HaskellProject) =>
    (cabal?.dependencies ?? []).flatMap(({ name, scope, requirement }) => {
      const to = byName.get(name);
      if (to === undefined || to === project.key) return [];
      return [{ from: project.key, to, scope, ...(requirement !== undefined && { requirement }) }];
    }),
  );
  return {
    packages: [
      ...own.map(({ project }) => ({ ...project, lockfile })),
      ...locked.map((item) => ({ ...item, stated: { project: owner.key, scopes: ['unknown'] as const } })),
    ],
    edges,
  };
}
