import type { Snapshot } from '../../domain/snapshot.ts';
import { withFailure, type Attempt } from '../../inventory/attempt.ts';
import { readOwners } from '../../inventory/owners/read-owners.ts';
import { countSnapshot, scanKey, sha256, type ScanIdentity, type ScanRecord } from '../../inventory/scan-record.ts';
import type { OpenedTree } from '../services.ts';

/** One repository to look at: what the manifest says, and what decides the result beside its files. */
export interface RepositoryJob {
  readonly repository: string;
  /** A checkout, absolute. */
  readonly path?: string;
  /** Where to clone from, when there is no checkout. */
  readonly url?: string;
  readonly branch?: string;
  /** `GLOB=ROLE`. */
  readonly roles: readonly string[];
  readonly includeRoles: readonly string[];
  readonly caches: readonly string[];
  /** Digest of the scanner with all its rules. */
  readonly scanner: string;
}

/** The files of a repository at hand; `close` removes a clone. */
export interface RepositorySource {
  readonly tree: OpenedTree;
  /** Nothing that a reader reads differs from the commit. */
  readonly clean: boolean;
  close(): void;
}

export interface RepositoryServices {
  /** The commit that a scan would see, when that can be told without getting the files. */
  peek(job: RepositoryJob): Promise<string | undefined>;
  open(job: RepositoryJob): Promise<RepositorySource>;
  scan(job: RepositoryJob, tree: OpenedTree): Promise<Snapshot>;
  findRecord(repository: string, key: string): ScanRecord | undefined;
  saveSegment(snapshot: Snapshot): Promise<string>;
  saveRecord(record: ScanRecord): void;
  loadAttempt(repository: string): Attempt | undefined;
  saveAttempt(attempt: Attempt): void;
  /** ISO 8601, UTC, in seconds. */
  now(): string;
}

/**
 * Looks at one repository and keeps what it found. Done again it changes nothing: a scan that was made is found by its key.
 * A repository that cannot be read is an attempt that failed, kept like the others.
 */
export async function scanRepository(job: RepositoryJob, services: RepositoryServices): Promise<Attempt> {
  try {
    const { record, isNew } = await lookAt(job, services);
    return noteSuccess(record, isNew ? 'scanned' : 'unchanged', services);
  } catch (error) {
    return noteFailure(job.repository, reasonOf(error), services);
  }
}

async function lookAt(job: RepositoryJob, services: RepositoryServices): Promise<{ record: ScanRecord; isNew: boolean }> {
  const find = (tree: string): ScanRecord | undefined => services.findRecord(job.repository, scanKey(identityOf(job, tree)));
  const peeked = await services.peek(job);
  const known = peeked === undefined ? undefined : find(`commit:${peeked}`);
  if (known !== undefined) return { record: known, isNew: false };
  const source = await services.open(job);
  try {
    const commit = source.clean ? source.tree.git?.commit : undefined;
    const made = commit === undefined ? undefined : find(`commit:${commit}`);
    if (made !== undefined) return { record: made, isNew: false };
    const snapshot = await services.scan(job, source.tree);
    // The segment first: a record never names facts that are not there.
    const segment = await services.saveSegment(snapshot);
    // By all facts, not by `treeDigest`: that is of manifests and lockfiles, and license files and headers change without them.
    const tree = commit === undefined ? `tree:${segment}` : `commit:${commit}`;
    const same = commit === undefined ? find(tree) : undefined;
    if (same !== undefined) return { record: same, isNew: false };
    const record = toRecord(snapshot, { job, tree, segment, source, now: services.now() });
    services.saveRecord(record);
    return { record, isNew: true };
  } finally {
    source.close();
  }
}

function identityOf({ repository, scanner, roles, includeRoles, caches }: RepositoryJob, tree: string): ScanIdentity {
  const config = sha256(JSON.stringify([includeRoles, roles]));
  return { repository, tree, scanner, config, caches: caches.length === 0 ? 'none' : caches.join(',') };
}

interface RecordFacts {
  readonly job: RepositoryJob;
  readonly tree: string;
  readonly segment: string;
  readonly source: RepositorySource;
  readonly now: string;
}

function toRecord(snapshot: Snapshot, { job, tree, segment, source, now }: RecordFacts): ScanRecord {
  const identity = identityOf(job, tree);
  const { commit, treeDigest, time, dirty } = snapshot.source;
  const counts = countSnapshot(snapshot);
  const { fs, paths } = source.tree;
  return {
    schema: 'licet-scan/1',
    key: scanKey(identity),
    repository: job.repository,
    kind: 'scan',
    // What is not committed is of today, whatever the commit below it says.
    date: dirty ? now : (time ?? now),
    recordedAt: now,
    segment,
    ...(commit !== undefined && { commit }),
    treeDigest,
    dirty,
    scanner: identity.scanner,
    config: identity.config,
    caches: identity.caches,
    complete: counts.unreadFiles === 0,
    counts,
    owners: readOwners({ fs, paths, projects: snapshot.projects.map((project) => project.path) }),
  };
}

function noteSuccess(record: ScanRecord, outcome: 'scanned' | 'unchanged', services: RepositoryServices): Attempt {
  const at = services.now();
  const { repository, key } = record;
  const failures = services.loadAttempt(repository)?.failures;
  const attempt: Attempt = {
    schema: 'licet-attempt/1',
    repository,
    at,
    outcome,
    key,
    succeededAt: at,
    ...(failures && { failures }),
  };
  services.saveAttempt(attempt);
  return attempt;
}

/** Notes that a repository could not be looked at; what was known of it stays. */
export function noteFailure(
  repository: string,
  reason: string,
  services: Pick<RepositoryServices, 'loadAttempt' | 'saveAttempt' | 'now'>,
): Attempt {
  const [before, at] = [services.loadAttempt(repository), services.now()];
  const attempt: Attempt = {
    schema: 'licet-attempt/1',
    repository,
    at,
    outcome: 'failed',
    reason,
    ...(before?.key !== undefined && { key: before.key }),
    ...(before?.succeededAt !== undefined && { succeededAt: before.succeededAt }),
    failures: withFailure(before, { at, reason }),
  };
  try {
    services.saveAttempt(attempt);
  } catch {
    // a store that takes no more files (a full disk) is what made it fail; the answer says so
  }
  return attempt;
}

const LONGEST_REASON = 500;

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n').find((line) => line.trim() !== '') ?? 'no reason given').slice(0, LONGEST_REASON);
}
