import type { Component } from '../../domain/component.ts';
import type { RawLicense } from '../../domain/license.ts';
import type { DetectedFile } from '../detected-evidence.ts';

/** Name of the file, at the top of what is scanned. */
export const LICENSE_LOCK_FILE = 'licet.licenses.lock';

/** What caches, installed trees and registries said of packages, committed so that CI judges the same without any of them. */
export interface LicenseLock {
  readonly schema: 'licet-licenses-lock/1';
  /** By purl. */
  readonly packages: ReadonlyMap<string, LockedLicenses>;
}

export interface LockedLicenses {
  /** What the lockfile of the package manager said when this was recorded; absent when it has no hash. */
  readonly hash?: string;
  readonly declared: readonly RawLicense[];
  readonly files: readonly DetectedFile[];
  /** Line of the entry in the file. */
  readonly line?: number;
}

/** What ties an entry to the package of the lockfile: its hash, or a digest over all when there are several. */
export function lockedHash(
  { hashes, properties }: Pick<Component, 'hashes' | 'properties'>,
  digest: (text: string) => string,
): string | undefined {
  const all = [
    ...hashes.map(({ algorithm, value }) => `${algorithm}:${value}`),
    ...(properties?.['licet:go:h1'] ?? '').split(' '),
  ]
    .filter((hash) => hash !== '')
    .toSorted();
  const [first, second] = all;
  return second === undefined ? first : `${all.length} hashes:${digest(all.join('\n'))}`;
}
