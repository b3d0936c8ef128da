import { readFileSync, statSync } from 'node:fs';
import type { EcosystemClaims } from '../discover/present.ts';

const INDEX = new URL('../../generated/ecosystem-claims.json', import.meta.url);
const LIST = new URL('../ecosystems/list.js', import.meta.url);

/**
 * The globs of all ecosystems, as `npm run build` wrote them down. `undefined` when they are not there or older than the
 * compiled readers: then whoever asks has to load them all, which is slower and never wrong.
 */
export function loadEcosystemClaims(): readonly EcosystemClaims[] | undefined {
  const [index, list] = [INDEX, LIST].map((file) => statSync(file, { throwIfNoEntry: false }));
  if (index === undefined || list === undefined || list.mtimeMs > index.mtimeMs) return undefined;
  return JSON.parse(readFileSync(INDEX, 'utf8')) as readonly EcosystemClaims[];
}
