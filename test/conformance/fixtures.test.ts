import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadEcosystems } from '../../src/ecosystems/list.ts';
import { printable } from '../support/printable.ts';
import { scanFolder } from '../support/scan-folder.ts';

const ECOSYSTEMS = await loadEcosystems();

// fixtures/<ecosystem>/<case>/input is scanned; expected.json is the answer. `npx vitest run -u` writes it: read every change.
const ids = new Set(ECOSYSTEMS.map((ecosystem) => ecosystem.id));
const cases = readdirSync('fixtures')
  .filter((id) => ids.has(id))
  .flatMap((id) => readdirSync(join('fixtures', id)).map((name) => join('fixtures', id, name)))
  .filter((folder) => existsSync(join(folder, 'input')));

describe('fixtures', () => {
  it.each(cases)('%s', async (folder) => {
    const snapshot = await scanFolder(join(folder, 'input'));
    await expect(`${JSON.stringify(printable(snapshot), null, 2)}\n`).toMatchFileSnapshot(
      join('..', '..', folder, 'expected.json'),
    );
  });

  it.each(cases)('%s says how it was made', (folder) => {
    expect(existsSync(join(folder, 'fixture.md'))).toBe(true);
  });
});
