import { sortedUnique } from '../domain/order.ts';
import type { Attempt, Failure } from './attempt.ts';
import type { OrgManifest, OrgRepository } from './manifest/model.ts';
import { timelines, type ScanRecord } from './scan-record.ts';

/**
 * `current`: looked at within the age that is asked for. `stale`: longer ago. `failed`: the last try failed, whatever was known before.
 * `imported`: known from somebody's SBOM only. `never`: nobody looked. `archived`, `excluded`: not to be looked at.
 */
export const COVERAGE_STATES = ['current', 'stale', 'failed', 'imported', 'never', 'archived', 'excluded'] as const;

export type CoverageState = (typeof COVERAGE_STATES)[number];

export interface RepositoryCoverage {
  readonly repository: string;
  readonly state: CoverageState;
  readonly team?: string;
  readonly products: readonly string[];
  /** Some files that a reader claims could not be read. */
  readonly partial: boolean;
  readonly lookedAt?: string;
  readonly commit?: string;
  readonly commitDate?: string;
  readonly components?: number;
  /** Why it failed, or why it is excluded. */
  readonly reason?: string;
  /** The last failures, newest first, whatever came after them. */
  readonly failures?: readonly Failure[];
}

/** How much of the organization is known, and how fresh it is. Published as `licet-org-status/1`. */
export interface Coverage {
  readonly schema: 'licet-org-status/1';
  readonly organization: string;
  /** ISO date that ages are counted to. */
  readonly asOf: string;
  readonly maxAgeDays: number;
  /** Repositories that are to be looked at: the denominator. */
  readonly inScope: number;
  /** Of these, with facts in the store, however old. */
  readonly known: number;
  /** Of these, looked at within `maxAgeDays`, without a failure since. */
  readonly current: number;
  readonly partial: number;
  readonly states: Readonly<Record<CoverageState, number>>;
  readonly repositories: readonly RepositoryCoverage[];
  /** In the store, but not in the manifest: nobody said what they belong to. */
  readonly unlisted: readonly string[];
}

export interface CoverageQuestion {
  readonly manifest: OrgManifest;
  readonly records: readonly ScanRecord[];
  readonly attempts: readonly Attempt[];
  readonly asOf: string;
  readonly maxAgeDays: number;
}

/** Manifest and store -> what has been looked at, and what not. */
export function measureCoverage({ manifest, records, attempts, asOf, maxAgeDays }: CoverageQuestion): Coverage {
  const lines = timelines(records);
  const tried = new Map(attempts.map((attempt) => [attempt.repository, attempt]));
  const oldest = new Date(Date.parse(`${asOf}T00:00:00Z`) - maxAgeDays * 86_400_000).toISOString();
  const repositories = manifest.repositories.map((repository) =>
    coverageOf(repository, { record: lines.get(repository.name)?.at(-1), attempt: tried.get(repository.name), oldest }),
  );
  const states = Object.fromEntries(
    COVERAGE_STATES.map((state) => [state, repositories.filter((item) => item.state === state).length]),
  ) as Record<CoverageState, number>;
  const counted = repositories.filter((item) => item.state !== 'archived' && item.state !== 'excluded');
  const listed = new Set(manifest.repositories.map((repository) => repository.name));
  return {
    schema: 'licet-org-status/1',
    organization: manifest.organization,
    asOf,
    maxAgeDays,
    inScope: counted.length,
    known: counted.filter((item) => item.components !== undefined).length,
    current: states.current,
    partial: counted.filter((item) => item.partial).length,
    states,
    repositories,
    unlisted: sortedUnique([...lines.keys()].filter((name) => !listed.has(name))),
  };
}

interface KnownOf {
  readonly record: ScanRecord | undefined;
  readonly attempt: Attempt | undefined;
  readonly oldest: string;
}

function coverageOf({ name, team, products, archived, excluded }: OrgRepository, known: KnownOf): RepositoryCoverage {
  const { record, attempt } = known;
  const lookedAt = attempt?.succeededAt ?? record?.recordedAt;
  const state = excluded !== undefined ? 'excluded' : archived ? 'archived' : stateOf(known, lookedAt);
  const reason = excluded ?? (attempt?.outcome === 'failed' ? attempt.reason : undefined);
  return {
    repository: name,
    state,
    ...(team !== undefined && { team }),
    products,
    partial: record?.complete === false,
    ...(lookedAt !== undefined && { lookedAt }),
    ...(record?.commit !== undefined && { commit: record.commit }),
    ...(record !== undefined && { commitDate: record.date, components: record.counts.components }),
    ...(reason !== undefined && { reason }),
    ...(attempt?.failures !== undefined && { failures: attempt.failures }),
  };
}

function stateOf({ record, attempt, oldest }: KnownOf, lookedAt: string | undefined): CoverageState {
  if (attempt?.outcome === 'failed') return 'failed';
  if (record === undefined) return 'never';
  if (record.kind === 'import') return 'imported';
  return lookedAt !== undefined && lookedAt >= oldest ? 'current' : 'stale';
}
