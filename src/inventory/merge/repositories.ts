import type { Assembly } from '../../domain/assembly.ts';
import type { Component, ComponentId } from '../../domain/component.ts';
import { byCodeUnit, sortedUnique } from '../../domain/order.ts';
import type { Source } from '../../domain/snapshot.ts';
import type { InventorySource } from './source.ts';

const UNKNOWN = { status: 'no-assertion', reason: 'no-evidence' } as const;

/** Id of the component that stands for a repository. No project id and no purl begins like it. */
export function repositoryId(repository: string): ComponentId {
  return `licet:repository:${repository}`;
}

/** A repository as a component of the organization: its version is the commit, its origin the repository's URL. */
export function repositoryComponent(about: InventorySource, source?: Source): Component {
  const { repository, team, products = [], criticality, distribution, reason } = about;
  const properties = {
    'licet:repository': repository,
    ...(team !== undefined && { 'licet:team': team }),
    ...(products.length > 0 && { 'licet:products': sortedUnique(products).join(', ') }),
    ...(criticality !== undefined && { 'licet:criticality': criticality }),
    ...(distribution !== undefined && { 'licet:distribution': distribution }),
    ...(source === undefined && { 'licet:not-scanned': reason ?? 'never scanned' }),
  };
  return {
    id: repositoryId(repository),
    firstParty: true,
    type: 'application',
    ecosystem: 'repository',
    // Nobody looked at it: what it consists of is not known.
    resolution: source === undefined ? 'declared' : 'locked',
    name: repository,
    ...(source?.commit !== undefined && { version: source.commit }),
    hashes: [],
    origins: source?.repository === undefined ? [] : [{ kind: 'vcs', url: source.repository }],
    uses: [],
    occurrences: [],
    properties,
    licenseEvidence: [],
    declared: UNKNOWN,
    detected: UNKNOWN,
    concluded: UNKNOWN,
  };
}

/** The root consists of the repositories, and each of them of its projects. */
export function toAssembly(
  root: Assembly['root'],
  sources: readonly Pick<InventorySource, 'repository'>[],
  projects: ReadonlyMap<string, readonly ComponentId[]>,
): Assembly {
  const direct = sortedUnique(sources.map(({ repository }) => repositoryId(repository)));
  const parts = new Map([...projects].map(([name, ids]) => [repositoryId(name), ids.toSorted(byCodeUnit)] as const));
  return { root, direct, parts, links: new Map() };
}
