import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { renderGitlabCodeQuality } from '../../../src/report/findings/gitlab-codequality.ts';
import { renderFindingsJson } from '../../../src/report/findings/json.ts';
import { renderJunit } from '../../../src/report/findings/junit.ts';
import { renderSarif } from '../../../src/report/findings/sarif.ts';
import { requires } from '../../support/requires.ts';
import { SAMPLE_FINDINGS, sampleJudgement } from '../../support/sample-judgement.ts';
import { schemaProblems } from '../../support/validators.ts';
import { hostileJudgement } from './hostile.ts';

const JUDGEMENTS = {
  'one of each': sampleJudgement(),
  nothing: sampleJudgement([], { complete: true, incomplete: [], fixed: [], policyProblems: [] }),
  hostile: hostileJudgement(),
};

const parse = (text: Iterable<string>): unknown => JSON.parse([...text].join(''));

for (const [name, judgement] of Object.entries(JUDGEMENTS)) {
  it(`SARIF is valid by the schema of OASIS: ${name}`, () => {
    const problems = schemaProblems('test/schemas/sarif-2.1.0.schema.json');
    expect(problems(parse(renderSarif(judgement, { version: '1.2.3', absent: true, root: 'a b' })))).toEqual([]);
  });

  it(`GitLab code quality is valid and its fingerprints are unique: ${name}`, () => {
    const report = parse(renderGitlabCodeQuality(judgement)) as { fingerprint: string }[];
    expect(schemaProblems('test/schemas/gitlab-codequality.schema.json')(report)).toEqual([]);
    expect(new Set(report.map((issue) => issue.fingerprint)).size).toBe(report.length);
  });

  it(`findings are valid by their published schema: ${name}`, () => {
    const problems = schemaProblems('rules/schemas/licet-findings-1.schema.json');
    const failing = new Set(judgement.findings.slice(0, 1));
    expect(problems(parse(renderFindingsJson(judgement, { failing })))).toEqual([]);
  });

  const xmllint = requires('xmllint');
  it.skipIf(!xmllint.usable)(`JUnit is valid by its schema${xmllint.note}: ${name}`, () => {
    const input = [...renderJunit(judgement)].join('');
    const { status, stderr } = spawnSync('xmllint', ['--noout', '--schema', 'test/schemas/junit.xsd', '-'], {
      input,
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/validates/);
    expect(status).toBe(0);
  });
}

it('the sample sets every property of a finding, so that the schema is held to all of them', () => {
  const document = parse(renderFindingsJson(sampleJudgement(), { failing: new Set(SAMPLE_FINDINGS) }));
  const unknown = schemaProblems('rules/schemas/licet-findings-1.schema.json');
  const keys = new Set(SAMPLE_FINDINGS.flatMap((finding) => Object.keys(finding)));
  expect([...keys].toSorted()).toEqual([
    'assumed',
    'chosen',
    'code',
    'component',
    'context',
    'expression',
    'fix',
    'id',
    'isNew',
    'kind',
    'license',
    'location',
    'message',
    'notes',
    'obligations',
    'otherPaths',
    'paths',
    'project',
    'reason',
    'rule',
    'scope',
    'severity',
    'state',
    'verdict',
    'waiver',
  ]);
  expect(unknown({ ...(document as object), extra: 1 })).not.toEqual([]);
});

it('JSON keeps every value of the judgement, whatever the order of its keys', () => {
  const judgement = sampleJudgement();
  const backwards = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(backwards);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([key, inner]) => [key, backwards(inner)]),
    );
  };
  const text = [...renderFindingsJson(judgement)].join('');
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(judgement)));
  expect([...renderFindingsJson(backwards(judgement) as typeof judgement)].join('')).toBe(text);
});
