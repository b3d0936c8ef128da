import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cargo } from '../../src/ecosystems/cargo/index.ts';
import { pypi } from '../../src/ecosystems/pypi/index.ts';
import type { Ecosystem } from '../../src/ecosystems/ecosystem.ts';
import { golang } from '../../src/ecosystems/golang/index.ts';
import { fixtureFiles } from '../support/fixture-files.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { damageText } from '../support/damage-text.ts';
import { scanMemory } from '../support/scan-folder.ts';

const ECOSYSTEMS: readonly Ecosystem[] = [cargo, golang, pypi];
const cases = ECOSYSTEMS.flatMap((ecosystem) =>
  readdirSync(`fixtures/${ecosystem.id}`).map((name) => ({ ecosystem, fixture: `${ecosystem.id}/${name}` })),
);

describe('damaged files', () => {
  it.each(cases)('200 mutations of $fixture give diagnostics, never a crash', async ({ ecosystem, fixture }) => {
    const files = fixtureFiles(fixture);
    const names = Object.keys(files);
    for (let seed = 0; seed < 200; seed += 1) {
      const name = names[seed % names.length] ?? '';
      const snapshot = await scanMemory({ ...files, [name]: damageText(files[name] ?? '', seed) }, [ecosystem]);
      expect(
        snapshot.diagnostics.filter((item) => item.code === 'reader-crashed'),
        `seed ${seed}, ${name}`,
      ).toEqual([]);
    }
  });

  it.each(cases)('$fixture reads the same from files with Windows line ends', async ({ ecosystem, fixture }) => {
    const files = fixtureFiles(fixture);
    const windows = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]));
    const [unix, other] = [await scanMemory(files, [ecosystem]), await scanMemory(windows, [ecosystem])];
    expect(withoutDigests(other)).toEqual(withoutDigests(unix));
  });
});

// Other bytes have other digests; everything else must be the same.
function withoutDigests(snapshot: Snapshot): unknown {
  const text = JSON.stringify({ ...snapshot, source: undefined, inputs: undefined });
  return JSON.parse(text.replaceAll(/"sha256":"[0-9a-f]{64}"/g, '"sha256":""'));
}
