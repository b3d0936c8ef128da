import { readFileSync } from 'node:fs';

/** Packages that serve the same purpose: purpose -> purls without version. Our own list, for a first look at what competes. */
export function loadLibraryGroups(): Readonly<Record<string, readonly string[]>> {
  const text = readFileSync(new URL('../../rules/library-groups.json', import.meta.url), 'utf8');
  return JSON.parse(text) as Record<string, string[]>;
}
