import { findingId, type ExplainedTerm, type Finding, type FindingRule } from '../../src/domain/finding.ts';
import type { ReportedJudgement } from '../../src/report/findings/reported.ts';

const RULE: FindingRule = {
  label: 'deny: category:strong-copyleft',
  kind: 'list',
  file: 'licet.policy.yaml',
  line: 74,
  column: 9,
};

const LOCKED_RULE: FindingRule = {
  label: 'agpl-nowhere',
  kind: 'rule',
  file: 'org-policy.yml',
  line: 21,
  column: 5,
  locked: true,
  reason: 'network copyleft is not for products',
  help: 'ask the open source office',
};

/** A term of `text`, found in it. */
export function sampleTerm(text: string, term: string, over: Partial<ExplainedTerm> = {}): ExplainedTerm {
  const start = text.indexOf(term);
  return {
    text: term,
    start,
    end: start + term.length,
    level: 'deny',
    reason: 'denied-by-category',
    rule: RULE,
    chosen: true,
    ...over,
  };
}

type Flat = Partial<Finding> & { readonly name?: string; readonly version?: string };

/** A denied package; everything can be overruled. */
export function sampleFinding({ name = 'fast-chart', version = '4.2.1', ...over }: Flat = {}): Finding {
  const expression = over.expression ?? 'GPL-3.0-only';
  const project = over.project ?? 'services/api#npm:@acme/api';
  const scope = over.scope ?? 'runtime';
  const purl = `pkg:npm/${encodeURIComponent(name.replaceAll(/\p{Cs}/gu, '\ufffd'))}`;
  return {
    id: findingId({ kind: 'license', component: purl, expression, project, scope }),
    kind: 'license',
    code: 'LIC001',
    verdict: 'deny',
    severity: 'high',
    message: `${expression} is denied for @acme/api (${scope}, saas)`,
    component: { id: `${purl}@${version}`, name, version, purl: `${purl}@${version}` },
    project,
    scope,
    context: { distribution: 'saas', linking: 'static', modified: false },
    assumed: ['linking'],
    expression,
    reason: 'denied-by-category',
    notes: [],
    rule: RULE,
    license: {
      text: expression,
      source: 'declared',
      terms: [sampleTerm(expression, expression, { category: 'strong-copyleft' })],
      branches: [],
      evidence: [
        { role: 'declared', method: 'npm-lockfile', raw: expression, path: 'services/api/package-lock.json', line: 4812 },
      ],
    },
    location: { path: 'services/api/package-lock.json', line: 4810 },
    paths: [[project, 'pkg:npm/%40acme/report-ui@1.8.0', `${purl}@${version}`]],
    otherPaths: 2,
    state: 'open',
    obligations: [],
    ...over,
  };
}

const DUAL = '(GPL-3.0-only AND MIT) OR SSPL-1.0';

/** One finding of each kind that reports treat differently; together they set every field. */
export const SAMPLE_FINDINGS: readonly Finding[] = [
  sampleFinding({
    expression: DUAL,
    chosen: 'GPL-3.0-only AND MIT',
    notes: ['or-choice'],
    isNew: true,
    fix: 'report-ui@2.x drops fast-chart',
    obligations: ['source-offer'],
    license: {
      text: DUAL,
      source: 'concluded',
      terms: [
        sampleTerm(DUAL, 'GPL-3.0-only', { category: 'strong-copyleft', member: 'GPL-3.0-only' }),
        sampleTerm(DUAL, 'MIT', {
          level: 'allow',
          rule: { ...RULE, label: 'allow: category:permissive' },
          category: 'permissive',
        }),
        sampleTerm(DUAL, 'SSPL-1.0', { chosen: false, rule: LOCKED_RULE, category: 'source-available' }),
      ],
      branches: [
        { text: 'GPL-3.0-only AND MIT', verdict: 'deny', chosen: true },
        { text: 'SSPL-1.0', verdict: 'deny', chosen: false },
      ],
      evidence: [
        { role: 'declared', method: 'npm-lockfile', raw: DUAL, path: 'services/api/package-lock.json', line: 4812 },
        { role: 'detected', method: 'text', raw: 'GPL-3.0-only', path: 'cache:npm/fast-chart/LICENSE' },
      ],
    },
  }),
  sampleFinding({
    name: 'mpl-lib',
    code: 'LIC002',
    verdict: 'review',
    severity: 'medium',
    expression: 'MPL-2.0',
    message: 'MPL-2.0 needs review for sdk (runtime, library)',
    project: 'sdk#cargo:sdk',
    location: { path: 'sdk/Cargo.lock', line: 118 },
    paths: [],
    otherPaths: 0,
    isNew: false,
    rule: LOCKED_RULE,
  }),
  sampleFinding({
    name: 'left-padder',
    version: '0.3.0',
    code: 'LIC004',
    verdict: 'review',
    severity: 'low',
    expression: 'MIT, see docs',
    message: 'license of left-padder@0.3.0 is unknown',
    isNew: true,
    reason: 'invalid-expression',
    rule: { label: 'defaults.unknown', kind: 'default', file: 'licet.policy.yaml', line: 0, column: 0 },
    license: {
      text: 'MIT, see docs',
      source: 'declared',
      problem: { message: 'expected AND, OR or WITH', start: 3, end: 4 },
      terms: [],
      branches: [],
      evidence: [],
    },
  }),
  sampleFinding({
    name: 'old-gpl',
    version: '1.0.0',
    expression: 'GPL-2.0-only',
    verdict: 'allow',
    severity: 'info',
    reason: 'waived',
    state: 'waived',
    isNew: false,
    waiver: {
      id: 'W-2026-003',
      owner: 'jane.roe@acme.example',
      reason: 'replaced in the next release',
      expires: '2027-06-30',
      ticket: 'OSPO-77',
      file: 'licet.policy.yaml',
      line: 131,
      column: 7,
    },
  }),
];

/** A judgement of `findings` with every other field set. */
export function sampleJudgement(
  findings: readonly Finding[] = SAMPLE_FINDINGS,
  over: Partial<ReportedJudgement> = {},
): ReportedJudgement {
  const count = (verdict: string): number => findings.filter((one) => one.state === 'open' && one.verdict === verdict).length;
  return {
    schema: 'licet-findings/1',
    snapshot: { name: 'payments', commit: '0123456789abcdef0123456789abcdef01234567', treeDigest: 'ab'.repeat(32) },
    policy: { file: 'licet.policy.yaml', id: 'acme/payments', revision: '2026.11', sha256: '9c1f'.repeat(16) },
    judgedOn: '2026-11-21',
    complete: false,
    incomplete: [{ path: 'tools/yarn.lock', state: 'failed', reason: 'git conflict markers' }],
    findings,
    fixed: [sampleFinding({ name: 'gone', isNew: false })],
    policyProblems: [
      {
        code: 'POL004',
        severity: 'warning',
        message: '`MIT-0x` matched no package',
        file: 'licet.policy.yaml',
        line: 72,
        column: 44,
        length: 6,
        hint: 'did you mean `MIT-0`?',
      },
    ],
    summary: {
      evaluated: 1842,
      projects: 3,
      scopes: { runtime: 1511, dev: 331 },
      allowed: 1842 - count('review') - count('deny'),
      review: count('review'),
      denied: count('deny'),
      waived: findings.filter((one) => one.state === 'waived').length,
      curated: 5,
      orChoices: 214,
      unknown: 1,
    },
    ...over,
  };
}
