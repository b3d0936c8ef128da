import { createHash } from 'node:crypto';
import { by, byCodeUnit } from '../domain/order.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { isRecord } from '../domain/values.ts';
import type { ProjectOwner } from './owners/project-owner.ts';

/**
 * One finished scan or import of a repository: which segment holds its facts, and what it depended on. Written once, never changed.
 * Published as `licet-scan/1`.
 */
export interface ScanRecord {
  readonly schema: 'licet-scan/1';
  /** sha256 of what decides the result; the name of the record. A key that is there is not scanned again. */
  readonly key: string;
  readonly repository: string;
  readonly kind: 'scan' | 'import';
  /** ISO 8601, UTC: time of the commit, or what the imported SBOM says, else when it was recorded. */
  readonly date: string;
  readonly recordedAt: string;
  /** sha256 of the snapshot's text; the name of the segment. */
  readonly segment: string;
  readonly commit?: string;
  readonly treeDigest: string;
  readonly dirty: boolean;
  readonly scanner: string;
  readonly config: string;
  readonly caches: string;
  /** Every file that a reader claims was read. */
  readonly complete: boolean;
  readonly counts: ScanCounts;
  /** From CODEOWNERS and catalog-info.yaml, per project. */
  readonly owners: readonly ProjectOwner[];
  readonly imported?: ImportedFrom;
}

export interface ScanCounts {
  readonly projects: number;
  readonly components: number;
  readonly withoutLicense: number;
  readonly unreadFiles: number;
}

export interface ImportedFrom {
  /** Name of the file, without its directories. */
  readonly file: string;
  readonly format: string;
  readonly sha256: string;
  /** What the document says and a snapshot cannot hold. */
  readonly lost: readonly string[];
}

/** What decides the facts of a scan. The policy does not: findings are made again from the segments. */
export interface ScanIdentity {
  readonly repository: string;
  /** `commit:…` of a clean checkout, `tree:…` with the digest of the facts of everything else. */
  readonly tree: string;
  readonly scanner: string;
  readonly config: string;
  readonly caches: string;
}

/** The one maker of keys of scans. */
export function scanKey({ repository, tree, scanner, config, caches }: ScanIdentity): string {
  return sha256(JSON.stringify(['licet-scan/1', repository, tree, scanner, config, caches]));
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Counts for a record, so that coverage is known without opening segments. */
export function countSnapshot({ projects, components, inputs }: Snapshot): ScanCounts {
  const third = components.filter((component) => !component.firstParty);
  return {
    projects: projects.length,
    components: third.length,
    withoutLicense: third.filter((component) => component.concluded.status !== 'concluded').length,
    unreadFiles: inputs.filter((input) => input.state === 'failed').length,
  };
}

/** Decodes a record; `undefined` when it is none, or of another version. */
export function parseScanRecord(text: string): ScanRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isRecordOfScan =
      isRecord(value) &&
      value['schema'] === 'licet-scan/1' &&
      ['key', 'repository', 'date', 'segment', 'treeDigest'].every((name) => typeof value[name] === 'string') &&
      (value['kind'] === 'scan' || value['kind'] === 'import') &&
      Array.isArray(value['owners']);
    return isRecordOfScan ? (value as unknown as ScanRecord) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The history of each repository, oldest first. Imports count where nobody scanned: two sources of one repository taking turns
 * would look like a change every time.
 */
export function timelines(records: readonly ScanRecord[]): ReadonlyMap<string, readonly ScanRecord[]> {
  const byRepository = new Map<string, ScanRecord[]>();
  for (const record of records) {
    const known = byRepository.get(record.repository);
    if (known === undefined) byRepository.set(record.repository, [record]);
    else known.push(record);
  }
  return new Map([...byRepository].toSorted(by(([name]) => name)).map(([name, list]) => [name, timeline(list)]));
}

function timeline(records: readonly ScanRecord[]): readonly ScanRecord[] {
  const scans = records.filter((record) => record.kind === 'scan');
  const counted = scans.length > 0 ? scans : records;
  // One a moment: of two scans of one commit (a newer scanner, another setting) the later one knows more.
  const sorted = counted.toSorted(
    (a, b) => byCodeUnit(a.date, b.date) || byCodeUnit(a.recordedAt, b.recordedAt) || byCodeUnit(a.key, b.key),
  );
  return sorted.filter((record, index) => sorted[index + 1]?.date !== record.date);
}

/** The record that held for each repository at the end of a day (`YYYY-MM-DD`), sorted by repository. */
export function recordsAt(records: readonly ScanRecord[], day: string): readonly ScanRecord[] {
  const end = `${day}T23:59:59Z`;
  return [...timelines(records).values()].flatMap((list) => list.findLast((record) => record.date <= end) ?? []);
}
