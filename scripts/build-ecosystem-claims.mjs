// Writes down which files each ecosystem reads, so that a scan loads only the readers of what is there:
// `generated/ecosystem-claims.json`. Run after the compiler; a list older than dist/ is not used.
import { mkdirSync, writeFileSync } from 'node:fs';
import { claimsOf } from '../dist/discover/present.js';
import { loadEcosystems } from '../dist/ecosystems/list.js';

const target = new URL('../generated/', import.meta.url);
mkdirSync(target, { recursive: true });
writeFileSync(new URL('ecosystem-claims.json', target), `${JSON.stringify((await loadEcosystems()).map(claimsOf))}\n`);
