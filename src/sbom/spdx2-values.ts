import { field } from '../domain/values.ts';
import type { SbomLicense } from './draft.ts';

/** A purpose of SPDX 2.3 in the words of CycloneDX. */
export function purposeType(purpose: string): string {
  return purpose === 'source' || purpose === 'archive' || purpose === 'install' || purpose === 'other' ? 'library' : purpose;
}

/** The claims about licenses. NOASSERTION is the absence of a claim; NONE is a claim. */
export function licensesOf(value: unknown): SbomLicense[] {
  const claims = [
    ['declared', field(value, 'licenseDeclared')],
    ['concluded', field(value, 'licenseConcluded')],
  ] as const;
  return claims.flatMap(([role, raw]) =>
    typeof raw === 'string' && raw.trim() !== '' && raw !== 'NOASSERTION' ? [{ role, raw }] : [],
  );
}
