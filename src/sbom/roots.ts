import { purlParts, type Purl } from '../domain/purl.ts';
import type { SbomEdge, SbomPackage, SbomProject } from './draft.ts';

/** What a document is about, as a project. */
export function rootProject(purl: Purl | undefined): SbomProject {
  return {
    path: '',
    ecosystem: undefined,
    ...(purl !== undefined && { purlType: purlParts(purl).type, purl }),
    role: 'product',
    roleReason: 'what the SBOM is about',
  };
}

/** The package as what the document is about. */
export function asRoot(item: SbomPackage): SbomPackage {
  return { ...item, purl: undefined, project: rootProject(item.purl) };
}

const GROUP: SbomProject = {
  path: '',
  ecosystem: undefined,
  role: 'product',
  isGroup: true,
  roleReason: 'a group of packages, by the SBOM',
};

/**
 * trivy gives each lockfile, and each kind of packages without one, a package of its own, which holds the others and
 * is none: it has no package URL, no version and no license.
 */
export function groupsOf(packages: readonly SbomPackage[], edges: readonly SbomEdge[]): ReadonlySet<string> {
  const containers = new Set(edges.filter((edge) => edge.kind === 'contains').map((edge) => edge.from));
  return new Set(
    packages
      .filter((item) => item.purl === undefined && item.version === undefined && item.licenses.length === 0)
      .map((item) => item.ref)
      .filter((ref) => containers.has(ref)),
  );
}

/** The package as a group of others. */
export function asGroup(item: SbomPackage): SbomPackage {
  return { ...item, project: GROUP };
}

/**
 * What an SPDX document is about: the packages that it describes. A document that "describes" every package in it, as
 * some tools write, is about those of them that nothing else needs or contains, provided that something else is.
 */
export function rootsOf(
  packages: readonly SbomPackage[],
  described: ReadonlySet<string>,
  edges: readonly SbomEdge[],
): ReadonlySet<string> {
  const named = packages.filter((item) => described.has(item.ref)).map((item) => item.ref);
  if (named.length < 2) return new Set(named);
  const used = new Set(edges.map((edge) => edge.to));
  const above = named.filter((ref) => !used.has(ref));
  const withParts = new Set(edges.map((edge) => edge.from));
  const owners = above.filter((ref) => withParts.has(ref));
  return new Set(owners);
}
