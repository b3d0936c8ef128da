import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadLicenseIndex } from '../../../src/io/license-index.ts';
import { createIdentifier } from '../../../src/licenses/detect/identify.ts';

// fixtures/licenses/: our own small corpus, one file per mechanism. Texts are those of the SPDX list (CC0-1.0) or ours.
const folder = 'fixtures/licenses';
const identifier = createIdentifier(loadLicenseIndex());
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Expected>;

interface Expected {
  readonly expression?: string;
  readonly matcher?: string;
  readonly nearest?: string;
}

test('every text of the corpus has its answer', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => statSync(join(folder, path)).isFile() && path !== 'expected.json' && path !== 'fixture.md');
  expect(files.toSorted()).toEqual(Object.keys(expected).toSorted());
});

test.each(Object.entries(expected))('%s', (path, answer) => {
  const { expression, detections, nearest } = identifier.identify(readFileSync(join(folder, path)), { path });
  expect(expression).toBe(answer.expression);
  if (answer.matcher !== undefined) expect(detections.map(({ matcher }) => matcher)).toContain(answer.matcher);
  expect(nearest?.expression).toBe(answer.nearest);
});
