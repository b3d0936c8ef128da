import type { Snapshot } from '../../domain/snapshot.ts';
import { countSnapshot, scanKey, type ScanRecord } from '../../inventory/scan-record.ts';
import type { LostItem } from '../../sbom/lost.ts';
import type { RepositoryServices } from './scan-repository.ts';

export interface ImportedDocument {
  /** What it is the inventory of; the document's own name when nobody says. */
  readonly repository: string;
  readonly file: string;
  readonly sha256: string;
  readonly format: string;
  readonly snapshot: Snapshot;
  readonly lost: readonly LostItem[];
  /** ISO day; wins over what the document says. */
  readonly date?: string;
  /** Digest of the reader with its rules. */
  readonly scanner: string;
}

export type ImportServices = Pick<RepositoryServices, 'findRecord' | 'saveSegment' | 'saveRecord' | 'now'>;

/** Keeps what somebody's SBOM says. The same document of the same repository is kept once, however often it is imported. */
export async function importSbom(
  document: ImportedDocument,
  services: ImportServices,
): Promise<{ readonly record: ScanRecord; readonly isNew: boolean }> {
  const { repository, file, sha256, format, snapshot, lost, date, scanner } = document;
  const identity = { repository, tree: `sbom:${sha256}:${date ?? ''}`, scanner, config: 'import', caches: 'none' };
  const key = scanKey(identity);
  const known = services.findRecord(repository, key);
  if (known !== undefined) return { record: known, isNew: false };
  const segment = await services.saveSegment(snapshot);
  const { commit, treeDigest, time } = snapshot.source;
  const now = services.now();
  const record: ScanRecord = {
    schema: 'licet-scan/1',
    key,
    repository,
    kind: 'import',
    date: date === undefined ? (time ?? now) : `${date}T00:00:00Z`,
    recordedAt: now,
    segment,
    ...(commit !== undefined && { commit }),
    treeDigest,
    dirty: false,
    scanner,
    config: identity.config,
    caches: identity.caches,
    complete: true,
    counts: countSnapshot(snapshot),
    owners: [],
    imported: { file, format, sha256, lost: lost.map(({ what, count }) => `${count} ${what}`) },
  };
  services.saveRecord(record);
  return { record, isNew: true };
}
