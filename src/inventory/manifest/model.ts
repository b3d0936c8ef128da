import type { Distribution } from '../../domain/distribution.ts';

export const CRITICALITIES = ['low', 'medium', 'high', 'critical'] as const;

export type Criticality = (typeof CRITICALITIES)[number];

/**
 * `licet.org.yaml`, decoded: which repositories there are and what they belong to. It is the denominator of every figure about
 * coverage: a repository that stands here and was not scanned is a gap, not an absence.
 */
export interface OrgManifest {
  readonly organization: string;
  /** Directory of the store, relative to the manifest. */
  readonly store?: string;
  readonly teams: readonly OrgTeam[];
  readonly products: readonly OrgProduct[];
  /** Sorted by name. */
  readonly repositories: readonly OrgRepository[];
  readonly impact: ImpactWeights;
}

export interface OrgTeam {
  readonly name: string;
  readonly contact?: string;
}

export interface OrgProduct {
  readonly name: string;
  readonly criticality: Criticality;
  readonly distribution: Distribution;
  readonly team?: string;
}

/** One repository with everything that its products and the defaults say of it filled in. */
export interface OrgRepository {
  /** Unique in the organization. */
  readonly name: string;
  /** A checkout, relative to the manifest. */
  readonly path?: string;
  /** Where to clone from; `https://` or `file://`. */
  readonly url?: string;
  readonly branch?: string;
  readonly team?: string;
  /** Names, sorted. */
  readonly products: readonly string[];
  readonly criticality: Criticality;
  readonly distribution: Distribution;
  readonly archived: boolean;
  /** Why it does not count; absent for one that counts. */
  readonly excluded?: string;
  /** `GLOB=ROLE` for projects in it, as `scan --role` takes them. */
  readonly roles: readonly string[];
}

/** What one use weighs in "impact": the criticality of the repository, less when the dependency is not its own choice. */
export interface ImpactWeights {
  readonly criticality: Readonly<Record<Criticality, number>>;
  readonly transitive: number;
}

export const DEFAULT_IMPACT: ImpactWeights = { criticality: { low: 1, medium: 2, high: 4, critical: 8 }, transitive: 0.5 };

/** The repositories that are to be scanned: the denominator. */
export function inScope(manifest: OrgManifest): readonly OrgRepository[] {
  return manifest.repositories.filter((repository) => repository.excluded === undefined && !repository.archived);
}
