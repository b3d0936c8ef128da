import { expect, it } from 'vitest';
import { NO_CATEGORIES } from '../../src/policy/categories.ts';
import { loadPolicy } from '../../src/policy/file/load-policy.ts';
import type { Policy } from '../../src/policy/model.ts';
import { findRelaxations } from '../../src/policy/relaxations.ts';

const categories = { ...NO_CATEGORIES, ofLicense: (id: string) => (id.startsWith('GPL') ? 'strong-copyleft' : 'permissive') };

function policyOf(text: string): Policy {
  const services = { readFile: () => text, resolve: () => undefined, categories, today: '2026-11-21' };
  const { policy, problems } = loadPolicy('p.yaml', services);
  if (policy === undefined) throw new Error(JSON.stringify(problems));
  return policy;
}

function relaxed(before: string, now: string): string[] {
  const placeOf = (): { file: string; line: number; column: number } => ({ file: 'p.yaml', line: 99, column: 1 });
  return findRelaxations({ before: policyOf(before), now: policyOf(now), categories, placeOf }).map(
    ({ at, message }) => `${at.line} ${message}`,
  );
}

const BASE = `version: 1
defaults: { unclassified: deny, unknown: deny, noLicense: deny }
gate: { failOn: review, incomplete: strict }
rules:
  - { id: first, licenses: [GPL-3.0-only], outcome: deny }
  - { id: second, licenses: [GPL-2.0-only], when: { scope: [dev] }, outcome: review }
allow: [MIT]
deny: ["category:strong-copyleft", "X*"]
waivers:
  - { id: W-1, package: "pkg:npm/a@^1", expression: GPL-3.0-only, owner: o, reason: because it must, expires: 2027-01-01 }
`;

it('is silent about the same policy, and about one that only tightens', () => {
  expect(relaxed(BASE, `${BASE}\n# a comment\n`)).toEqual([]);
  expect(relaxed(BASE, BASE.replace('allow: [MIT]', 'allow: []'))).toEqual([]);
  expect(relaxed(BASE, BASE.replace('"X*"]', '"X*", ISC]'))).toEqual([]);
  expect(relaxed(BASE, BASE.replace('outcome: review }', 'outcome: deny }'))).toEqual([]);
  expect(relaxed(BASE, BASE.replace('2027-01-01', '2026-12-01'))).toEqual([]);
  expect(relaxed(BASE, BASE.replace('rules:', 'rules:\n  - { id: new, licenses: [MIT], outcome: deny }'))).toEqual([]);
});

it.each([
  ['an allowed license', 'allow: [MIT]', 'allow: [MIT, ISC]', ['7 `allow: ISC` is new']],
  ['a denied category taken out', '"category:strong-copyleft", ', '', []],
  ['a denied glob taken out', ', "X*"', '', ['99 `deny: X*` was taken out']],
  [
    'a denial that became an allowance',
    'allow: [MIT]\ndeny: ["category:strong-copyleft", "X*"]',
    'allow: [MIT, "X*"]\ndeny: ["category:strong-copyleft"]',
    ['7 `allow: X*` is new'],
  ],
  ['a softer default', 'unknown: deny', 'unknown: review', ['99 `defaults.unknown` is softer']],
  [
    'a softer gate',
    'failOn: review, incomplete: strict',
    'failOn: never',
    ['99 `gate.failOn` is softer', '99 `gate.incomplete` is softer'],
  ],
  [
    'a softer rule',
    'licenses: [GPL-3.0-only], outcome: deny',
    'licenses: [GPL-3.0-only], outcome: allow',
    ['5 rule `first` says allow instead of deny'],
  ],
  ['a rule taken out', '  - { id: first, licenses: [GPL-3.0-only], outcome: deny }\n', '', ['99 rule `first` was taken out']],
  ['a rule in other cases', 'scope: [dev]', 'scope: [test]', ['6 rule `second` speaks in other cases than before']],
  ['a longer waiver', '2027-01-01', '2027-03-01', ['10 waiver `W-1` of o runs until 2027-03-01 instead of 2027-01-01']],
  ['a wider waiver', 'a@^1', 'a', ['10 waiver `W-1` of o permits something else than before']],
  ['another owner of the same', 'owner: o', 'owner: p', []],
  [
    'a context',
    'allow: [MIT]',
    'contexts: [{ paths: ["x/**"], set: { distribution: internal } }]\nallow: [MIT]',
    ['7 the context of x/** is new or changed'],
  ],
])('names %s', (_what, from, to, expected) => {
  expect(BASE).toContain(from);
  expect(relaxed(BASE, BASE.replace(from, to))).toEqual(expected);
});

it('names rules that change places', () => {
  const lines = BASE.split('\n');
  const turned = [...lines.slice(0, 4), lines[5], lines[4], ...lines.slice(6)].join('\n');
  expect(relaxed(BASE, turned)).toEqual(['99 the rules stand in another order, and the first that fits decides']);
});
