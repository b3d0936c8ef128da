import type { Finding } from '../../domain/finding.ts';
import { by } from '../../domain/order.ts';
import { plural } from '../numbers.ts';
import { renderXml } from '../cyclonedx/xml-text.ts';
import { codeHelp } from './codes.ts';
import { groupBy } from './group-by.ts';
import { oneLine } from './inert.ts';
import { firstPathPhrase, packageName, rulePhrase } from './phrases.ts';
import { isFailing, openFindings, waivedFindings, type FindingsOptions, type ReportedJudgement } from './reported.ts';

type XmlElement = Parameters<typeof renderXml>[0];

interface Case {
  readonly element: XmlElement;
  readonly failed: boolean;
}

/**
 * JUnit XML as Jenkins and GitLab read it: a suite per project, a case per package with something to say. What fails the
 * gate is a failure, the rest is told in `system-out`. A suite about the judgement itself is always there, because
 * a report without cases is an error to some servers, and an incomplete scan must not look like a pass.
 */
export function renderJunit(judgement: ReportedJudgement, options: FindingsOptions = {}): Iterable<string> {
  const suites = [judgementSuite(judgement), ...projectSuites(judgement, options)];
  const sums = suites.reduce((sum, { tests, failures }) => ({ tests: sum.tests + tests, failures: sum.failures + failures }), {
    tests: 0,
    failures: 0,
  });
  return renderXml(
    element(
      'testsuites',
      { name: 'licet', ...sums, errors: 0 },
      suites.map((suite) => suite.element),
    ),
  );
}

interface Suite {
  readonly element: XmlElement;
  readonly tests: number;
  readonly failures: number;
}

function toSuite(name: string, cases: readonly Case[], { policy, judgedOn }: ReportedJudgement): Suite {
  const failures = cases.filter(({ failed }) => failed).length;
  const properties = [
    ['policy.file', policy.file],
    ...(policy.id === undefined ? [] : [['policy.id', policy.id] as const]),
    ...(policy.revision === undefined ? [] : [['policy.revision', policy.revision] as const]),
    ['policy.sha256', policy.sha256],
    ['judgedOn', judgedOn],
  ] as const;
  const attributes = { name: oneLine(name), tests: cases.length, failures, errors: 0, skipped: 0 };
  return {
    tests: cases.length,
    failures,
    element: element('testsuite', attributes, [
      element(
        'properties',
        {},
        properties.map(([key, value]) => element('property', { name: key, value: oneLine(value) })),
      ),
      ...cases.map((item) => item.element),
    ]),
  };
}

function projectSuites(judgement: ReportedJudgement, options: FindingsOptions): Suite[] {
  const projects = groupBy([...openFindings(judgement), ...waivedFindings(judgement)], (finding) => finding.project);
  return [...projects].toSorted(by(([project]) => project)).map(([project, findings]) => {
    const packages = groupBy(findings, (finding) => finding.component.id);
    const cases = [...packages].toSorted(by(([id]) => id)).map(([, ofOne]) => toCase(project, ofOne, options));
    return toSuite(project, cases, judgement);
  });
}

function toCase(project: string, findings: readonly Finding[], options: FindingsOptions): Case {
  const failing = findings.filter((finding) => isFailing(finding, options));
  const others = findings.filter((finding) => !failing.includes(finding));
  const [worst] = failing;
  const failure =
    worst === undefined
      ? []
      : [element('failure', { message: oneLine(worst.message), type: worst.code }, failing.map(describe).join('\n\n'))];
  const output = others.length === 0 ? [] : [element('system-out', {}, others.map(describe).join('\n\n'))];
  const name = findings[0] === undefined ? '' : packageName(findings[0]);
  return {
    failed: worst !== undefined,
    element: element('testcase', { name, classname: oneLine(project) }, [...failure, ...output]),
  };
}

function describe(finding: Finding): string {
  const path = firstPathPhrase(finding);
  const { path: file, line } = finding.location;
  return [
    `${finding.code} ${codeHelp(finding.code).title}: ${oneLine(finding.message)}`,
    `state: ${finding.state === 'waived' ? 'accepted by waiver' : finding.verdict}${finding.isNew === true ? ', new' : ''}`,
    `expression: ${oneLine(finding.expression)}`,
    `scope: ${finding.scope}`,
    `place: ${oneLine(file)}${line === undefined ? '' : `:${line}`}`,
    ...(path === undefined ? [] : [`path: ${path}`]),
    `decided by ${rulePhrase(finding.rule)}`,
    ...(finding.fix === undefined ? [] : [`fix: ${oneLine(finding.fix)}`]),
  ].join('\n');
}

function judgementSuite(judgement: ReportedJudgement): Suite {
  const { incomplete, policyProblems, summary } = judgement;
  const unread = incomplete.map((file) =>
    oneLine(`input ${file.path}: ${file.state}${file.reason === undefined ? '' : ` (${file.reason})`}`),
  );
  const scan = judgement.complete
    ? [
        element(
          'system-out',
          {},
          `${plural(summary.evaluated, 'use')} judged, ${summary.denied} denied, ${summary.review} to review`,
        ),
      ]
    : [
        element(
          'failure',
          { message: `${plural(unread.length, 'input')} not read completely`, type: 'incomplete' },
          unread.join('\n'),
        ),
      ];
  const problems = policyProblems.map(({ code, severity, message, file, line, column, hint }): Case => {
    const text = `${oneLine(message)}\nat ${oneLine(file)}:${line}:${column}${hint === undefined ? '' : `\nhint: ${oneLine(hint)}`}`;
    const failed = severity === 'error';
    const said = failed ? element('failure', { message: oneLine(message), type: code }, text) : element('system-out', {}, text);
    return {
      failed,
      element: element('testcase', { name: oneLine(`${code} ${file}:${line}:${column}`), classname: 'licet.policy' }, [said]),
    };
  });
  const complete: Case = {
    failed: !judgement.complete,
    element: element('testcase', { name: 'everything was read', classname: 'licet.scan' }, scan),
  };
  return toSuite('licet', [complete, ...problems], judgement);
}

function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children?: string | readonly XmlElement[],
): XmlElement {
  return { type: 'element', name, attributes: { ...attributes }, ...(children !== undefined && { children }) };
}
