import { expect, it } from 'vitest';
import type { Component } from '../../src/domain/component.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { loadPolicy } from '../../src/policy/file/load-policy.ts';
import { evidence, expression, locked, snapshotOf } from '../support/sample-snapshot.ts';

const categories = {
  ofLicense: (id: string) => (id === 'MIT' ? 'permissive' : id.startsWith('GPL') ? 'strong-copyleft' : undefined),
  ofPair: () => undefined,
};

function licensed(purl: string, text: string, more: Partial<Component> = {}): Component {
  return locked(purl, { concluded: { status: 'concluded', expression: expression(text), rule: 'declared', basis: [] }, ...more });
}

function judge(text: string, ...components: readonly Component[]) {
  const services = { readFile: () => text, resolve: () => undefined, categories, today: '2026-11-21' };
  const { policy, problems } = loadPolicy('p.yaml', services);
  if (policy === undefined) throw new Error(JSON.stringify(problems));
  const answers: Readonly<Record<string, 'no' | 'yes'>> = { 'GPL-3.0-only': 'no', MIT: 'yes' };
  const matrix = { answer: (_outbound: string, inbound: string) => answers[inbound] };
  return evaluate(snapshotOf(components), policy, { today: '2026-11-21', categories, matrix: matrix as never });
}

const head = 'version: 1\ndefaults: { unclassified: review, unknown: review, noLicense: deny }\n';

const linted = (policy: string, ...components: readonly Component[]): string[] =>
  judge(head + policy, ...components).policyProblems.map(
    ({ code, line, message, hint }) => `${code} ${line} ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );

const found = (policy: string, ...components: readonly Component[]): string[] =>
  judge(head + policy, ...components).findings.map(({ code, verdict, message }) => `${code} ${verdict} ${message}`);

it('POL004: an entry that no package needed, with what was probably meant', () => {
  expect(linted('allow: [MIT, ISC]\n', licensed('pkg:npm/a@1', 'MIT'))).toEqual(['POL004 3 `ISC` matched no package']);
});

it('POL005: a waiver, a curation and a choice that nobody needs', () => {
  const text = `allow: [MIT]
waivers: [{ id: W-1, package: "pkg:npm/a", expression: GPL-3.0-only, owner: o, reason: because of it, expires: 2027-01-01 }]
curations: [{ package: "pkg:npm/gone", expression: MIT, by: x, evidence: "https://example.com" }]
choices: [{ packages: ["pkg:npm/gone"], choose: MIT }]
`;
  expect(linted(text, licensed('pkg:npm/a@1', 'MIT')).map((line) => line.slice(0, 8))).toEqual([
    'POL005 4',
    'POL005 5',
    'POL005 6',
  ]);
});

it('POL007: a curation whose files changed is said, and not used', () => {
  const text = `allow: [MIT]
curations: [{ package: "pkg:npm/a", expression: MIT, files: [{ path: LICENSE, sha256: ${'a'.repeat(64)} }], by: x }]
`;
  const location = { root: 'tree', path: 'node_modules/a/LICENSE', sha256: 'b'.repeat(64) } as const;
  const item = licensed('pkg:npm/a@1', 'GPL-3.0-only', { licenseEvidence: [evidence('GPL', { location })] });
  expect(linted(text, item)).toEqual([
    'POL004 3 `MIT` matched no package',
    'POL007 4 the license files of `pkg:npm/a` changed: the curation is not used',
  ]);
  expect(found(text, item)).toEqual(['LIC002 review GPL-3.0-only needs review for shop (runtime, binary)']);
});

it('POL009: a choice that the expression does not offer', () => {
  const text = 'allow: [MIT, ISC]\nchoices: [{ packages: ["pkg:npm/a"], choose: BSD-3-Clause }]\n';
  expect(linted(text, licensed('pkg:npm/a@1', 'MIT OR ISC'))).toEqual([expect.stringMatching(/^POL009 4 /)]);
});

it('each kind of finding has its code', () => {
  const none = { status: 'none' } as const;
  expect(found('allow: [MIT]\n', locked('pkg:npm/a@1', { declared: none, concluded: none }))).toEqual([
    'LIC003 deny a@1 has no license',
  ]);
  expect(found('allow: [MIT]\n', licensed('pkg:npm/a@1', 'LicenseRef-own'))).toEqual([
    'LIC005 review LicenseRef-own of a@1 is not classified',
  ]);
  const conflict = { status: 'conflict', candidates: [expression('MIT'), expression('ISC')], basis: [] } as const;
  expect(found('allow: [MIT, ISC]\nlicenses: { conflict: review }\n', locked('pkg:npm/a@1', { concluded: conflict }))).toEqual([
    'LIC008 review declared and detected license of a@1 disagree',
  ]);
});

it('an unknown scope falls to the default of the policy', () => {
  const rules = 'rules: [{ id: shipped, licenses: [MIT], when: { scope: [runtime] }, outcome: deny }]\nallow: [MIT]\n';
  const item = licensed('pkg:npm/a@1', 'MIT', { uses: [{ project: '.#npm:shop', scopes: ['unknown'], direct: true }] });
  expect(found(rules, item)).toEqual([]);
  const text = `version: 1\ndefaults: { unclassified: review, unknown: review, noLicense: deny, context: { scope: runtime } }\n${rules}`;
  expect(judge(text, item).findings.map((finding) => finding.rule.label)).toEqual(['shipped']);
});
