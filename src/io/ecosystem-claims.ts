import { readFileSync, statSync } from 'node:fs';
import type { EcosystemClaims } from '../discover/present.ts';

const INDEX = new URL('../../generated/ecosystem-claims.json', import.meta.url);
const LIST = new URL('../ecosystems/list.js', import.meta.url);
const SOURCES = new URL('../../src/', import.meta.url);

/**
 * The globs of all ecosystems, as `npm run build` wrote them down. `undefined` when they are not there or, in a checkout, older
 * than the compiled readers: then whoever asks has to load them all, which is slower and never wrong.
 */
export function loadEcosystemClaims(): readonly EcosystemClaims[] | undefined {
  const [index, list, sources] = [INDEX, LIST, SOURCES].map((file) => statSync(file, { throwIfNoEntry: false }));
  if (index === undefined || list === undefined) return undefined;
  // A published package was built whole, and its installer gives the files whatever time it likes.
  if (sources !== undefined && list.mtimeMs > index.mtimeMs) return undefined;
  return JSON.parse(readFileSync(INDEX, 'utf8')) as readonly EcosystemClaims[];
}
