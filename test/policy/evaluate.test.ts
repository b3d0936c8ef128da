import { expect, it } from 'vitest';
import type { Component } from '../../src/domain/component.ts';
import type { Judgement } from '../../src/domain/finding.ts';
import { toExpression } from '../../src/domain/spdx-expression.ts';
import { parsePurl } from '../../src/domain/purl.ts';
import type { Scope } from '../../src/domain/scope.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { compareJudgements, decideGate } from '../../src/policy/gate.ts';
import { loadPolicy } from '../../src/policy/file/load-policy.ts';

const categories = { ofLicense: () => undefined, ofPair: () => undefined };
const POLICY = `version: 1
contexts:
  - { paths: ["services/**"], set: { product: payments-api, distribution: saas } }
defaults: { unclassified: review }
allow: [MIT]
deny: [GPL-3.0-only]
waivers:
  - { id: W-1, package: "pkg:npm/waived", expression: GPL-3.0-only, owner: jane, reason: separate process, expires: 2026-12-31 }
`;

function component(
  name: string,
  license: string | undefined,
  scopes: readonly Scope[] = ['runtime'],
  version = '1.0.0',
): Component {
  const purl = parsePurl(`pkg:npm/${name}@${version}`);
  const expression = license === undefined ? undefined : toExpression(license);
  if (purl === undefined) throw new Error('not a purl');
  const unknown = { status: 'no-assertion', reason: 'no-evidence' } as const;
  return {
    id: purl,
    firstParty: false,
    type: 'library',
    ecosystem: 'npm',
    resolution: 'locked',
    purl,
    name,
    version,
    hashes: [],
    origins: [],
    uses: [{ project: 'services/api#npm:api', scopes, direct: name === 'direct' }],
    occurrences: [{ path: 'services/api/package-lock.json', line: 7 }],
    licenseEvidence: [],
    declared: unknown,
    detected: unknown,
    concluded: expression === undefined ? unknown : { status: 'concluded', expression, rule: 'declared', basis: [] },
  };
}

function snapshot(components: readonly Component[]): Snapshot {
  const lockfile = 'services/api/package-lock.json';
  const project = { id: 'services/api#npm:api', path: 'services/api', name: 'api', ecosystem: 'npm' } as const;
  const direct = components.find((item) => item.name === 'direct');
  return {
    schema: 'licet-snapshot/1',
    source: { name: 'acme', treeDigest: '00', dirty: false, scanner: { name: 'licet', version: '0' }, config: {} },
    projects: [{ ...project, role: 'product', roleReason: '', lockfile, manifest: 'services/api/package.json' }],
    components,
    edges: components.map((item) => ({
      from: item === direct || direct === undefined ? project.id : direct.id,
      to: item.id,
      scope: 'runtime',
      sources: [lockfile],
    })),
    inputs: [],
    diagnostics: [],
    caches: [],
  };
}

function judge(components: readonly Component[], today = '2026-11-21', text = POLICY): Judgement {
  const { policy } = loadPolicy('policy.yml', { readFile: () => text, resolve: () => undefined, categories, today });
  if (policy === undefined) throw new Error('the policy is not valid');
  return evaluate(snapshot(components), policy, { today, categories });
}

const GATE = { failOn: 'deny', new: 'changed', incomplete: 'fail' } as const;

it('explains a finding: rule with its place, context, path and spans', () => {
  const [finding] = judge([component('direct', 'MIT'), component('gpl', '(GPL-3.0-only AND MIT) OR GPL-3.0-only')]).findings;
  expect(finding).toMatchObject({
    code: 'LIC001',
    message: 'GPL-3.0-only is denied for payments-api (runtime, saas)',
    rule: { label: 'deny: GPL-3.0-only', file: 'policy.yml', line: 6, column: 8 },
    paths: [['services/api#npm:api', 'pkg:npm/direct@1.0.0', 'pkg:npm/gpl@1.0.0']],
    location: { path: 'services/api/package-lock.json', line: 7 },
    assumed: [],
    fix: 'replace or upgrade direct, which brings gpl · or ask for a waiver: `licet policy waive pkg:npm/gpl`',
  });
  expect(finding?.license.branches).toEqual([
    { text: 'GPL-3.0-only', verdict: 'deny', chosen: true },
    { text: 'GPL-3.0-only AND MIT', verdict: 'deny', chosen: false },
  ]);
  const spans = finding?.license.terms.map((term) => `${finding.license.text.slice(term.start, term.end)} ${term.level}`);
  expect(spans).toEqual(['GPL-3.0-only deny', 'MIT allow', 'GPL-3.0-only deny']);
});

it('a waiver permits until its day, and an expired one fails the gate also when the base has the finding', () => {
  const waived = judge([component('waived', 'GPL-3.0-only')]);
  expect(waived.findings).toMatchObject([{ state: 'waived', verdict: 'deny', waiver: { id: 'W-1', owner: 'jane' } }]);
  expect(decideGate(waived, GATE).exitCode).toBe(0);
  const expired = judge([component('waived', 'GPL-3.0-only')], '2027-01-01');
  expect(expired.findings).toMatchObject([{ state: 'open', code: 'LIC007' }]);
  expect(decideGate(compareJudgements(expired, expired), GATE).exitCode).toBe(1);
});

it('only what is new fails: not a version bump, but a license, scope or package that was not there', () => {
  const base = judge([component('a', 'GPL-3.0-only'), component('b', 'MIT'), component('c', 'GPL-3.0-only', ['dev'])]);
  const newNames = (head: readonly Component[]): string[] =>
    compareJudgements(judge(head), base)
      .findings.filter((item) => item.isNew === true)
      .map((item) => item.component.name);
  expect(newNames([component('a', 'GPL-3.0-only', ['runtime'], '2.0.0')])).toEqual([]);
  expect(newNames([component('b', 'GPL-3.0-only')])).toEqual(['b']);
  expect(newNames([component('c', 'GPL-3.0-only', ['runtime'])])).toEqual(['c']);
  expect(compareJudgements(judge([]), base).fixed.map((item) => item.component.name)).toEqual(['a', 'c']);
});

it('no evidence is LIC004, and reported as such', () => {
  expect(judge([component('dark', undefined)]).findings).toMatchObject([
    { code: 'LIC004', verdict: 'review', reason: 'unknown-license' },
  ]);
});

it('says what would show the license of a package that nobody could look at', () => {
  const dark = component('dark', undefined);
  const [unseen] = judge([{ ...dark, concluded: { status: 'no-assertion', reason: 'package-not-on-disk' } }]).findings;
  expect(unseen?.fix).toContain('`licet licenses lock --online`');
  expect(judge([dark]).findings[0]?.fix).toBe(
    'look at the license files and state what they say: `licet policy curate pkg:npm/dark@1.0.0`',
  );
});

it('tells of a guess about linking only where a rule asks for it', () => {
  const text = `${POLICY}rules: [{ id: lgpl-static, licenses: ["LGPL-*"], when: { linking: [static] }, outcome: deny, reason: relinking }]\n`;
  const { findings } = judge([component('lgpl', 'LGPL-2.1-only'), component('gpl', 'GPL-3.0-only')], '2026-11-21', text);
  expect(findings.map(({ component: { name }, assumed }) => [name, assumed])).toEqual([
    ['gpl', []],
    ['lgpl', ['linking']],
  ]);
});

it('a license that does not go into the outbound license of its product is LIC006', () => {
  const text = `version: 1
contexts: [{ paths: ["services/**"], set: { product: payments-api, linking: static, outbound: GPL-2.0-only } }]
defaults: { unclassified: review }
allow: [MIT, Apache-2.0]
compatibility:
  data: none
  applyWhen: { linking: [static] }
  outcome: { "no": deny, check: review, unknown: review }
  pairs: [{ outbound: GPL-2.0-only, inbound: Apache-2.0, outcome: deny }, { outbound: GPL-2.0-only, inbound: MIT, outcome: allow }]
`;
  const { findings } = judge([component('apache', 'Apache-2.0'), component('mit', 'MIT')], '2026-11-21', text);
  expect(findings).toMatchObject([
    {
      code: 'LIC006',
      verdict: 'deny',
      reason: 'outbound-incompatible',
      message: 'Apache-2.0 does not go into GPL-2.0-only',
      component: { name: 'apache' },
      rule: { kind: 'compatibility', file: 'policy.yml' },
      fix: expect.stringContaining('replace apache') as string,
    },
  ]);
});
