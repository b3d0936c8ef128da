import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The input of a fixture as files in memory. */
export function fixtureFiles(fixture: string): Record<string, string> {
  const root = join('fixtures', fixture, 'input');
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(root, path), readFileSync(path, 'utf8')];
    }),
  );
}
