import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseSnapshot, renderSnapshot } from '../../src/report/snapshot.ts';
import { digestOf, readSbomText } from '../support/read-sbom-text.ts';

// fixtures/sbom/<tool>/ holds what real tools wrote; expected.json what we make of it. `npx vitest run -u` writes it: read every change.
const documents = readdirSync('fixtures/sbom').flatMap((tool) =>
  readdirSync(join('fixtures/sbom', tool)).flatMap((name) => (name.startsWith('bom') ? [join(tool, name)] : [])),
);

it('finds the documents', () => {
  expect(documents.length).toBeGreaterThan(8);
});

it.each(documents)('%s', async (document) => {
  const read = await readSbomText(readFileSync(join('fixtures/sbom', document)));
  if (read.snapshot === undefined) throw new Error('not read');
  const { snapshot, format, specVersion, lost } = read;
  const answer = { format, specVersion, lines: digestOf(snapshot), lost };
  await expect(`${JSON.stringify(answer, null, 2)}\n`).toMatchFileSnapshot(
    join('../../fixtures/sbom', `${document.replace('bom', 'expected')}.json`),
  );
  expect((await parseSnapshot([...renderSnapshot(snapshot)].join(''))).problems).toBeUndefined();
});
