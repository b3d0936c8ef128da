import type { Finding, PolicyFinding } from '../../domain/finding.ts';
import { codeSpan as code } from '../code-span.ts';
import { formatCount, plural } from '../numbers.ts';
import { packageName, pathPhrase } from './phrases.ts';
import {
  isFailing,
  licenseBefore,
  openFindings,
  waivedFindings,
  type FindingsOptions,
  type ReportedJudgement,
} from './reported.ts';

/** Marks the one comment that is updated, as its first line; a reader does not see it. */
export const STICKY_MARKER = '<!-- licet-check -->';

// GitHub refuses a comment of more than 65,536 characters and a step summary of more than 1 MiB.
const COMMENT_LIMIT = 65_536;
const SUMMARY_LIMIT = 900 * 1024;

/** A comment for a pull request: what is wrong as a table, worst first, within GitHub's limit. */
export function renderMarkdown(judgement: ReportedJudgement, options: FindingsOptions = {}): string {
  return renderWithin(COMMENT_LIMIT, (text) => text.length, judgement, options);
}

/** The same for `$GITHUB_STEP_SUMMARY`, which has more room. */
export function renderGithubSummary(judgement: ReportedJudgement, options: FindingsOptions = {}): string {
  return renderWithin(SUMMARY_LIMIT, (text) => Buffer.byteLength(text), judgement, options);
}

type Measure = (text: string) => number;

// Room for the closing line and for saying what was left out.
const RESERVE = 1500;

function renderWithin(limit: number, measure: Measure, judgement: ReportedJudgement, options: FindingsOptions): string {
  const head = `${STICKY_MARKER}\n${renderHead(judgement, options)}\n`;
  const foot = renderFoot(judgement);
  let room = limit - RESERVE - measure(head) - measure(foot);
  const sections = sectionsOf(judgement, options).map(({ title, header, rows }) => {
    const opening = `\n#### ${title} (${formatCount(rows.length)})\n\n${header}`;
    room -= measure(opening);
    const shown: string[] = [];
    for (const row of rows) {
      room -= measure(row);
      if (room < 0) break;
      shown.push(row);
    }
    const more = rows.length - shown.length;
    return `${shown.length === 0 ? `\n#### ${title} (${formatCount(rows.length)})\n` : opening + shown.join('')}${more === 0 ? '' : `\n${formatCount(more)} more not shown here: see the full report of the run.\n`}`;
  });
  return `${head}${sections.join('')}${foot}`;
}

function renderHead(judgement: ReportedJudgement, options: FindingsOptions): string {
  const failing = openFindings(judgement).filter((finding) => isFailing(finding, options)).length;
  const { summary } = judgement;
  const state = failing > 0 ? `${plural(failing, 'finding')} to fix` : judgement.complete ? 'passed' : 'incomplete';
  const sums = [
    `${formatCount(summary.allowed)} allowed`,
    `${formatCount(summary.review)} to review`,
    `${formatCount(summary.denied)} denied`,
    ...(summary.waived > 0 ? [`${formatCount(summary.waived)} accepted by waiver`] : []),
  ];
  const unread = judgement.complete
    ? ''
    : `\n\n**${plural(judgement.incomplete.length, 'input')} could not be read completely, so this answer is incomplete.**`;
  return `### License check: ${state}\n\n${plural(summary.evaluated, 'use')} of third-party packages judged in ${plural(summary.projects, 'project')}: ${sums.join(', ')}.${unread}`;
}

function renderFoot({ policy, judgedOn }: ReportedJudgement): string {
  const name = [policy.id ?? policy.file, policy.revision].filter((part) => part !== undefined).join(' ');
  return `\nPolicy ${code(name)}, ${code(`sha256:${policy.sha256.slice(0, 8)}`)}, judged as of ${code(judgedOn, 10)}.\n`;
}

interface Section {
  readonly title: string;
  readonly header: string;
  readonly rows: readonly string[];
}

const FINDING_HEADER = '| package | expression | verdict | path | fix |\n| --- | --- | --- | --- | --- |\n';
const WAIVER_HEADER = '| package | expression | waiver | owner | expires |\n| --- | --- | --- | --- | --- |\n';
const PROBLEM_HEADER = '| code | place | problem |\n| --- | --- | --- |\n';

function sectionsOf(judgement: ReportedJudgement, options: FindingsOptions): Section[] {
  const open = openFindings(judgement);
  const sections = [
    { title: 'Fails the check', header: FINDING_HEADER, rows: open.filter((one) => isFailing(one, options)).map(renderFinding) },
    { title: 'Also found', header: FINDING_HEADER, rows: open.filter((one) => !isFailing(one, options)).map(renderFinding) },
    { title: 'Policy file', header: PROBLEM_HEADER, rows: judgement.policyProblems.map(renderProblem) },
    { title: 'Incomplete', header: '| file | state |\n| --- | --- |\n', rows: judgement.incomplete.map(renderUnread) },
    { title: 'Accepted by waiver', header: WAIVER_HEADER, rows: waivedFindings(judgement).map(renderWaived) },
    {
      title: 'No longer found',
      header: '| package | expression |\n| --- | --- |\n',
      rows: (judgement.fixed ?? []).map(renderFixed),
    },
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

function renderFinding(finding: Finding): string {
  const [path] = finding.paths;
  const was = licenseBefore(finding);
  const verdict = `${finding.code === 'LIC007' ? 'expired waiver' : finding.verdict} ${finding.code}${finding.isNew === true ? ' **new**' : ''}`;
  return row([
    code(packageName(finding)),
    `${code(finding.expression)}${was === undefined ? '' : `, was ${code(was)}`}`,
    `${verdict}, ${code(finding.rule.label)}`,
    path === undefined ? code(finding.location.path) : code(pathPhrase(path), 400),
    finding.fix === undefined ? '' : code(finding.fix, 300),
  ]);
}

function renderWaived(finding: Finding): string {
  const { waiver } = finding;
  const cells = waiver === undefined ? ['', '', ''] : [code(waiver.id), code(waiver.owner), code(waiver.expires)];
  return row([code(packageName(finding)), code(finding.expression), ...cells]);
}

function renderFixed(finding: Finding): string {
  return row([code(packageName(finding)), code(finding.expression)]);
}

function renderProblem({ code: id, file, line, column, message, hint }: PolicyFinding): string {
  return row([code(id), code(`${file}:${line}:${column}`), code(`${message}${hint === undefined ? '' : `; ${hint}`}`, 300)]);
}

function renderUnread({ path, state, reason }: ReportedJudgement['incomplete'][number]): string {
  return row([code(path), code(`${state}${reason === undefined ? '' : `: ${reason}`}`, 300)]);
}
