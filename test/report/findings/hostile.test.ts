import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/domain/finding.ts';
import type { ReportedJudgement } from '../../../src/report/findings/reported.ts';
import { FINDINGS_FORMATS, renderFindings, type FindingsFormat } from '../../../src/report/findings/render.ts';
import { findSourceLine } from '../../../src/report/findings/source-line.ts';
import { PLAIN } from '../../../src/report/style.ts';
import { sampleJudgement } from '../../support/sample-judgement.ts';
import { HOSTILE, hostileFinding } from './hostile.ts';

// The same judgement with one text in every place that a repository controls.
function judgementOf(text: string): ReportedJudgement {
  const waiver = { id: text, owner: text, reason: text, expires: '2027-01-01', ticket: text, file: text, line: 1, column: 1 };
  return sampleJudgement(
    [
      hostileFinding(text),
      hostileFinding(text, { verdict: 'review', code: 'LIC002', scope: 'dev', isNew: true }),
      hostileFinding(text, { state: 'waived', verdict: 'allow', waiver }),
    ],
    {
      incomplete: [{ path: text, state: 'failed', reason: text }],
      fixed: [hostileFinding(text)],
      policyProblems: [
        { code: 'POL004', severity: 'warning', message: text, file: text, line: 1, column: 1, length: 1, hint: text },
      ],
    },
  );
}

function render(format: FindingsFormat, text: string): string {
  const judgement = judgementOf(text);
  const failing = new Set<Finding>(judgement.findings.slice(0, 1));
  // The file that the finding points to is hostile too.
  const sourceLine = (finding: Finding): ReturnType<typeof findSourceLine> =>
    findSourceLine(finding, [`\t"license": "${text}",`]);
  return [...renderFindings(format, { judgement, failing, sourceLine, style: PLAIN, verbose: true, version: '1.0.0' })].join('');
}

// What steers a terminal, hides text or has no UTF-8 form. Line breaks are looked at by format.
const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Cs}/u;
const BENIGN = 'benign';
const cases = Object.entries(HOSTILE);

describe.each(FINDINGS_FORMATS)('%s', (format) => {
  it.each(cases)('has no raw control characters: %s', (_, text) => {
    expect(RAW.exec(render(format, text))?.[0]).toBeUndefined();
  });

  it.each(cases)('gives no build log a command that is not its own: %s', (_, text) => {
    const own = format === 'github' ? /^::(error|warning) (file=[^:,]*,(line=\d+,)?(col=\d+,)?)?title=[^:,]*::/ : /^$/;
    for (const line of render(format, text).split('\n')) {
      if (line.trimStart().startsWith('::')) expect(line).toMatch(own);
      expect(line).not.toMatch(/##\w{0,20}\[/);
    }
  });

  it.each(cases)('is the same twice: %s', (_, text) => {
    expect(render(format, text)).toBe(render(format, text));
  });

  it.skipIf(format === 'json')('does not grow with a name', () => {
    expect(render(format, HOSTILE['huge'] ?? '').length).toBeLessThan(60_000);
  });
});

describe.each(['text', 'short', 'github'] as const)('%s', (format) => {
  const notEmpty = cases.filter(([, text]) => text !== '');
  it.each(notEmpty)('has as many lines as for a name without malice: %s', (_, text) => {
    const lines = (of: string): string[] =>
      render(format, of)
        .split('\n')
        // marks below a line depend on what the line shows
        .filter((line) => !line.includes('│'));
    expect(lines(text).length).toBe(lines(BENIGN).length);
  });
});

// With its code spans emptied, a document is what we wrote and nothing else.
const skeleton = (markdown: string): string => markdown.replaceAll(/`[^`\n]*`/g, '');

it.each(cases)('Markdown: everything foreign stands in a code span: %s', (_, text) => {
  for (const format of ['markdown', 'github-summary'] as const)
    expect(skeleton(render(format, text))).toBe(skeleton(render(format, BENIGN)));
});

const elementsOf = (xml: string): string[] => {
  const names: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => names.push(`${name} ${Object.keys(attributes).join(' ')}`));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return names;
};

it.each(cases)('JUnit: the elements are ours: %s', (_, text) => {
  expect(elementsOf(render('junit', text))).toEqual(elementsOf(render('junit', BENIGN)));
});

interface SarifPart {
  readonly uri?: string;
  readonly text?: string;
}

function parts(value: unknown, found: SarifPart[] = []): SarifPart[] {
  if (typeof value !== 'object' || value === null) return found;
  if ('uri' in value || 'text' in value) found.push(value as SarifPart);
  for (const inner of Object.values(value)) parts(inner, found);
  return found;
}

it.each(cases)('SARIF: addresses stay below the source root, messages have no links and placeholders: %s', (_, text) => {
  for (const { uri, text: message } of parts(JSON.parse(render('sarif', text)))) {
    if (uri !== undefined) {
      expect(uri).toMatch(/^(?![/.])[A-Za-z0-9_~.%/-]+$|^\.$/);
      expect(new URL(uri, 'file:///root/').pathname.startsWith('/root/')).toBe(true);
    }
    if (message === undefined) continue;
    expect(message).not.toContain('](');
    expect(message.replaceAll(/\{\{|\}\}/g, '')).not.toMatch(/[{}]/);
  }
});

it.each(cases)('GitLab: paths are relative: %s', (_, text) => {
  for (const issue of JSON.parse(render('gitlab-codequality', text)) as { location: { path: string } }[]) {
    expect(issue.location.path).not.toMatch(/^\/|^\.\.?\/|(^|\/)\.\.(\/|$)/);
  }
});

it.each(cases.filter(([name]) => name !== 'surrogate'))('JSON keeps what was written: %s', (_, text) => {
  const { findings } = JSON.parse(render('json', text)) as { findings: Finding[] };
  expect(findings[0]?.component.name).toBe(text);
  expect(findings[0]?.license.text).toBe(text);
});
