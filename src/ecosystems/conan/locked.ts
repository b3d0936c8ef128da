import type { ThirdPartyPackage } from '../../domain/read-result.ts';
import { conanPurl, type ConanReference } from './reference.ts';

/** A locked package under a key of its lockfile. */
export function toConanPackage(
  key: string,
  reference: ConanReference,
  here: { path: string; line?: number | undefined },
): ThirdPartyPackage | undefined {
  const purl = conanPurl(reference);
  if (purl === undefined || reference.version === undefined) return undefined;
  const { path, line } = here;
  return {
    kind: 'third-party',
    key,
    purl,
    resolution: 'locked',
    occurrences: [{ path, ...(line !== undefined && { line }) }],
  };
}
