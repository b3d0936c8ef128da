import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lazyCompatibility } from '../../src/io/compatibility-rules.ts';
import { shippedCategories } from '../../src/cli/shipped-categories.ts';
import { loadPolicy } from '../../src/policy/file/load-policy.ts';
import { POLICY_CODES } from '../../src/policy/problem.ts';

const page = readFileSync('docs/policy.md', 'utf8');
const examples = [...page.matchAll(/^```yaml\n(version: 1\n[^]*?)^```$/gm)].map((match) => match[1] ?? '');

it('has examples', () => {
  expect(examples.length).toBeGreaterThan(5);
});

it.each(examples)('the example is a policy whose tests pass: %#', (text) => {
  const { policy, problems, tests } = loadPolicy('example.yaml', {
    readFile: () => text,
    resolve: () => undefined,
    categories: shippedCategories(),
    matrix: lazyCompatibility(),
    today: '2026-11-21',
  });
  expect(problems).toEqual([]);
  expect(policy).toBeDefined();
  expect(tests).toBeGreaterThan(1);
});

it('names every code of a policy', () => {
  for (const code of Object.keys(POLICY_CODES)) expect(page).toContain(code);
});
