import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Reads rules/license-texts/*.yml, one key per file name, known-urls.tsv, and texts/*.txt, one license text per file. */
export function readOverlay(folder) {
  const overlay = {};
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.yml')) overlay[name.slice(0, -4)] = parse(readFileSync(join(folder, name), 'utf8'));
  }
  const texts = readdirSync(join(folder, 'texts'))
    .filter((name) => name.endsWith('.txt'))
    .sort();
  return {
    ...overlay,
    knownUrls: readFileSync(join(folder, 'known-urls.tsv'), 'utf8')
      .trim()
      .split('\n')
      .map((row) => row.split('\t')),
    texts: Object.fromEntries(texts.map((name) => [name.slice(0, -4), readFileSync(join(folder, 'texts', name), 'utf8')])),
  };
}
