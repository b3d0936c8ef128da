import { readFileSync } from 'node:fs';
import { decodeIndex } from '../licenses/detect/index-file.ts';
import type { LicenseIndex } from '../licenses/detect/license-index.ts';

let loaded: LicenseIndex | undefined;

/** The license index that `npm run build` made, read once per process. */
export function loadLicenseIndex(): LicenseIndex {
  loaded ??= decodeIndex(readFileSync(new URL('../../generated/license-index.bin', import.meta.url)));
  return loaded;
}
