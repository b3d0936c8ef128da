import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/domain/finding.ts';
import { renderSarif, type SarifOptions } from '../../../src/report/findings/sarif.ts';
import type { ReportedJudgement } from '../../../src/report/findings/reported.ts';
import { SAMPLE_FINDINGS, sampleFinding, sampleJudgement } from '../../support/sample-judgement.ts';
import { schemaProblems } from '../../support/validators.ts';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: unknown }[];
  readonly relatedLocations?: readonly unknown[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly baselineState?: string;
  readonly suppressions?: readonly unknown[];
  readonly properties: Readonly<Record<string, unknown>>;
}

interface Run {
  readonly results: readonly Result[];
  readonly properties: Readonly<Record<string, unknown>>;
  readonly tool: {
    readonly driver: { readonly rules: readonly { readonly id: string; readonly help: { readonly markdown: string } }[] };
  };
}

const textOf = (judgement: ReportedJudgement, options?: SarifOptions): string => [...renderSarif(judgement, options)].join('');

function runOf(judgement: ReportedJudgement, options?: SarifOptions): Run {
  const [run, ...others] = (JSON.parse(textOf(judgement, options)) as { runs: Run[] }).runs;
  if (run === undefined || others.length > 0) throw new Error('not one run');
  return run;
}

const only = (finding: Finding): Result => {
  const [result] = runOf(sampleJudgement([finding], { policyProblems: [] })).results;
  if (result === undefined) throw new Error('no result');
  return result;
};

it('points to the line of the lockfile, below the source root', () => {
  expect(only(sampleFinding()).locations[0]?.physicalLocation).toEqual({
    artifactLocation: { uri: 'services/api/package-lock.json', uriBaseId: '%SRCROOT%' },
    region: { startLine: 4810, startColumn: 1, endLine: 4810, endColumn: 2 },
  });
});

it('points below the folder of the repository that was scanned', () => {
  const [result] = runOf(sampleJudgement([sampleFinding()]), { root: 'my repo' }).results;
  expect(JSON.stringify(result)).toContain('"uri":"my%20repo/services/api/package-lock.json"');
});

it('deny is an error, review a warning, a waived finding a suppressed note, a lint of the policy a note', () => {
  const levels = runOf(sampleJudgement()).results.map(({ ruleId, level, suppressions }) => [ruleId, level, suppressions?.length]);
  expect(levels).toEqual([
    ['LIC001', 'error', undefined],
    ['LIC004', 'warning', undefined],
    ['LIC002', 'warning', undefined],
    ['LIC001', 'note', 1],
    ['POL004', 'note', undefined],
  ]);
});

it('names the waiver', () => {
  const waived = SAMPLE_FINDINGS.find((finding) => finding.state === 'waived') ?? sampleFinding();
  expect(only(waived).suppressions).toEqual([
    {
      kind: 'external',
      status: 'accepted',
      justification: 'Waiver W-2026-003 of jane.roe@acme.example until 2027-06-30 (OSPO-77): replaced in the next release',
    },
  ]);
});

describe('fingerprints', () => {
  it('survive an upgrade and a moved line, not a license change', () => {
    const before = only(sampleFinding()).partialFingerprints;
    expect(
      only(sampleFinding({ version: '5.0.0', location: { path: 'services/api/package-lock.json', line: 9 } }))
        .partialFingerprints,
    ).toEqual(before);
    expect(only(sampleFinding({ expression: 'AGPL-3.0-only' })).partialFingerprints).not.toEqual(before);
    expect(only(sampleFinding({ scope: 'dev' })).partialFingerprints).not.toEqual(before);
  });

  it('are unique when two versions of one package are there', () => {
    const { results } = runOf(sampleJudgement([sampleFinding(), sampleFinding({ version: '3.0.0' })], { policyProblems: [] }));
    expect(results.map((result) => result.partialFingerprints['primaryLocationLineHash']?.slice(16))).toEqual([':1', ':2']);
    expect(new Set(results.map((result) => result.partialFingerprints['licetFinding/v1'])).size).toBe(2);
  });
});

it('compares with the base only when there was one', () => {
  const states = (judgement: ReportedJudgement, options?: SarifOptions): unknown[] =>
    runOf(judgement, options).results.map((result) => result.baselineState);
  const gone = sampleFinding({ name: 'gone' });
  const findings = [sampleFinding({ isNew: true }), sampleFinding({ name: 'old', isNew: false })];
  expect(states(sampleJudgement([sampleFinding()], { policyProblems: [] }))).toEqual([undefined]);
  expect(states(sampleJudgement(findings, { policyProblems: [], fixed: [gone] }))).toEqual(['new', 'unchanged']);
  expect(states(sampleJudgement(findings, { policyProblems: [], fixed: [gone] }), { absent: true })).toEqual([
    'new',
    'unchanged',
    'absent',
  ]);
  expect(runOf(sampleJudgement(findings, { fixed: [gone] })).properties['fixed']).toEqual([gone.id]);
});

it('every rule has help, and every result its rule', () => {
  const { results, tool } = runOf(sampleJudgement());
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  for (const { help } of tool.driver.rules) expect(help.markdown.length).toBeGreaterThan(60);
});

describe('the limits of GitHub', () => {
  const many = (count: number, projects: number): Finding[] =>
    Array.from({ length: count }, (_, index) => {
      const name = `package-${Math.floor(index / projects)}`;
      return sampleFinding({ name, project: `p${index % projects}#npm:p`, verdict: index < count / 2 ? 'deny' : 'review' });
    });

  it('5,000 findings are 5,000 results', () => {
    expect(runOf(sampleJudgement(many(5000, 1), { policyProblems: [] })).results).toHaveLength(5000);
  });

  it('above that one result stands for a package in all its projects, with the total kept', () => {
    const run = runOf(sampleJudgement(many(12_000, 12), { policyProblems: [] }));
    expect(run.results).toHaveLength(1000);
    expect(run.properties).toMatchObject({ findings: 12_000, findingsOmitted: 0 });
    expect(run.results[0]?.properties['uses']).toBe(12);
    expect(new Set(run.results.map((result) => result.partialFingerprints['licetFinding/v1'])).size).toBe(1000);
  });

  it('above that the worst are kept, in 10 MB compressed, and the file is valid', () => {
    const judgement = sampleJudgement(many(30_000, 1));
    const text = textOf(judgement);
    const run = runOf(judgement);
    expect(run.results).toHaveLength(5000);
    expect(run.properties).toMatchObject({ findings: 30_000, findingsOmitted: 25_001 });
    expect(run.results.slice(0, 4999).every((result) => result.level === 'error')).toBe(true);
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
    expect(schemaProblems('test/schemas/sarif-2.1.0.schema.json')(JSON.parse(text))).toEqual([]);
  });

  it('a result has at most 100 related locations', () => {
    const uses = Array.from({ length: 6000 }, (_, index) =>
      sampleFinding({ project: `p${index}#npm:p`, location: { path: `p${index}/package-lock.json`, line: 1 } }),
    );
    const { results } = runOf(sampleJudgement(uses, { policyProblems: [] }));
    expect(results).toHaveLength(1);
    expect(results[0]?.relatedLocations).toHaveLength(100);
  });
});
