import { createHash } from 'node:crypto';
import { byCodeUnit } from '../../domain/order.ts';
import type { Attempt } from '../../inventory/attempt.ts';
import { inScope, type OrgManifest, type OrgRepository } from '../../inventory/manifest/model.ts';
import { matchesName } from '../../inventory/manifest/name-pattern.ts';
import type { RepositoryJob } from './scan-repository.ts';

export interface JobChoice {
  /** Names or patterns; all repositories when empty. */
  readonly only: readonly string[];
  readonly shard?: Shard;
}

/** Part `index` (from 1) of `count` parts. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

export interface JobSettings extends Pick<RepositoryJob, 'includeRoles' | 'caches' | 'scanner'> {
  /** Makes a path of the manifest absolute. */
  resolve(path: string): string;
}

/** What is to be looked at, the longest not looked at first, so that an interrupted run goes on where nothing is known. */
export function planJobs(
  manifest: OrgManifest,
  attempts: readonly Attempt[],
  { only, shard }: JobChoice,
  settings: JobSettings,
): readonly RepositoryJob[] {
  const last = new Map(attempts.map((attempt) => [attempt.repository, attempt.succeededAt ?? '']));
  const seen = (repository: OrgRepository): string => last.get(repository.name) ?? '';
  return inScope(manifest)
    .filter(({ name }) => only.length === 0 || only.some((pattern) => matchesName(pattern, name)))
    .filter(({ name }) => shard === undefined || shardOf(name, shard.count) === shard.index)
    .toSorted((a, b) => byCodeUnit(seen(a), seen(b)) || byCodeUnit(a.name, b.name))
    .map((repository) => toJob(repository, settings));
}

// By name, not by place in the list: a repository that is added moves no other one to another machine.
function shardOf(name: string, count: number): number {
  return (createHash('sha256').update(name).digest().readUInt32BE(0) % count) + 1;
}

function toJob({ name, path, url, branch, roles }: OrgRepository, { resolve, ...settings }: JobSettings): RepositoryJob {
  return {
    repository: name,
    ...(path !== undefined && { path: resolve(path) }),
    ...(url !== undefined && { url }),
    ...(branch !== undefined && { branch }),
    roles,
    ...settings,
  };
}
