import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { runCases } from '../../src/policy/cases/run-cases.ts';

const PACK = resolve(import.meta.dirname, '../../../shared/conformance/policy/cases.json');

it.skipIf(!existsSync(PACK))('judges every case of a conformance pack beside the checkout as it expects', () => {
  const results = runCases(JSON.parse(readFileSync(PACK, 'utf8')), { today: '2026-11-21' });
  expect(results.length).toBeGreaterThan(0);
  expect(results.filter((result) => !result.passed)).toEqual([]);
});

it.each(runCases(JSON.parse(readFileSync('test/policy/own-cases.json', 'utf8')), { today: '2026-11-21' }))(
  'case $id of $group: $why',
  ({ differences }) => {
    expect(differences).toEqual([]);
  },
);
