import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Ecosystem } from '../ecosystems/ecosystem.ts';

const RULES = ['../../rules/license-aliases.json', '../../rules/license-data.json', '../../generated/license-index.bin'];

/** What decides the facts beside the files: our version, the readers with theirs, and the data about licenses. */
export function scannerDigest(version: string, ecosystems: readonly Ecosystem[]): string {
  const hash = createHash('sha256').update(version);
  for (const { id, readers } of ecosystems) for (const reader of readers) hash.update(`\n${id}/${reader.id}@${reader.version}`);
  for (const file of RULES) hash.update(readFileSync(new URL(file, import.meta.url)));
  return hash.digest('hex');
}
