import type { Finding, Judgement, PolicyFinding } from '../../domain/finding.ts';
import { formatCount, plural } from '../numbers.ts';
import type { Style } from '../style.ts';
import { groupBy } from './group-by.ts';
import { oneLine } from './inert.ts';
import { layOut } from './laid-out-line.ts';
import { shownName } from './names.ts';
import { firstPathPhrase, rulePhrase } from './phrases.ts';
import { isFailing, isRemark, openFindings, type FindingsOptions } from './reported.ts';
import { renderSourceBlock } from './source-block.ts';
import { renderShortLine } from './short.ts';
import type { SourceLine } from './source-line.ts';

export interface FindingsTextOptions extends FindingsOptions {
  readonly style: Style;
  /** The line that carries the license, when the file is at hand. */
  readonly sourceLine: (finding: Finding) => SourceLine | undefined;
  /** A line of a policy file, when it is at hand. */
  readonly policyLine?: (file: string, line: number) => string | undefined;
  /** Explain also what neither fails nor is new; it has one line otherwise. */
  readonly verbose: boolean;
}

/** Everything that is wrong, worst and newest first, each with reason, place, path and fix; then the sums. */
export function renderFindingsText(judgement: Judgement, options: FindingsTextOptions): string {
  const open = openFindings(judgement);
  const isKnown = (finding: Finding): boolean => !options.verbose && finding.isNew === false && !isFailing(finding, options);
  const blocks = groupSame(open.filter((finding) => !isKnown(finding))).map((group) => renderGroup(group, options));
  const problems = judgement.policyProblems.map((problem) =>
    renderPolicyProblem(problem, options.style, options.policyLine?.(problem.file, problem.line)),
  );
  return [...blocks, ...renderKnown(open.filter(isKnown), options), ...problems, renderSummary(judgement, options.style)].join(
    '\n',
  );
}

const MOST_KNOWN = 20;

function renderKnown(known: readonly Finding[], options: FindingsTextOptions): string[] {
  if (known.length === 0) return [];
  const more = known.length - MOST_KNOWN;
  const lines = known.slice(0, MOST_KNOWN).map((finding) => renderShortLine(finding, options));
  const rest = more > 0 ? `and ${formatCount(more)} more, shown with --verbose\n` : '';
  return [`known before this change:\n${lines.join('')}${rest}`];
}

// One package in ten projects under one verdict is one thing to do, not ten.
function groupSame(findings: readonly Finding[]): (readonly [Finding, ...Finding[]])[] {
  const key = ({ component, code, verdict, rule, isNew }: Finding): string =>
    [component.id, code, verdict, rule.label, isNew].join('\u0000');
  return [...groupBy(findings, key).values()];
}

function renderGroup(group: readonly [Finding, ...Finding[]], options: FindingsTextOptions): string {
  const { style } = options;
  const [finding, ...others] = group;
  const head =
    finding.verdict === 'deny'
      ? style.error(`error[${finding.code}]`)
      : isRemark(finding)
        ? style.hint(`note[${finding.code}]`)
        : style.warning(`warning[${finding.code}]`);
  const path = firstPathPhrase(finding);
  const facts: (readonly [string, string])[] = [
    ['package', `${finding.component.purl ?? finding.component.name}${finding.isNew === true ? '   new in this change' : ''}`],
    ...(path === undefined ? [] : [['path', path] as const]),
    ...(others.length === 0 ? [] : [['also in', renderOthers(others)] as const]),
    ...renderBranches(finding).map((text) => ['branches', text] as const),
    ...(finding.license.evidence.length === 0 ? [] : [['evidence', renderEvidence(finding)] as const]),
    ['decided by', rulePhrase(finding.rule)],
    ...(finding.waiver === undefined ? [] : [['waiver', renderWaiver(finding.waiver)] as const]),
    ...(finding.assumed.length === 0 ? [] : [['assumed', `${finding.assumed.join(', ')} (the policy's defaults)`] as const]),
    ...(finding.rule.help === undefined ? [] : [['help', finding.rule.help] as const]),
    ...(finding.fix === undefined ? [] : [['fix', finding.fix] as const]),
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  const lines = facts.map(([name, text]) => `   ${style.dim('=')} ${`${name}:`.padEnd(width + 1)} ${oneLine(text)}`);
  return `${head}${style.bold(`: ${oneLine(finding.message)}`)}\n${renderSourceBlock(finding, options.sourceLine(finding), style)}${lines.join('\n')}\n`;
}

function renderWaiver({ id, owner, expires, ticket, file, line, column }: NonNullable<Finding['waiver']>): string {
  return `${id} of ${owner} until ${expires}${ticket === undefined ? '' : `, ${ticket}`} (${file}:${line}:${column})`;
}

const MOST_OTHERS = 4;

function renderOthers(others: readonly Finding[]): string {
  const names = [...new Set(others.map((finding) => `${shownName(finding.project)} (${finding.scope})`))];
  const more = names.length - MOST_OTHERS;
  return `${names.slice(0, MOST_OTHERS).join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
}

function renderBranches(finding: Finding): string[] {
  const { branches } = finding.license;
  if (branches.length < 2) return [];
  return [branches.map((branch) => `${branch.text} → ${branch.verdict}${branch.chosen ? ' (taken)' : ''}`).join('; ')];
}

const MOST_EVIDENCE = 3;

function renderEvidence(finding: Finding): string {
  const { evidence } = finding.license;
  const shown = evidence
    .slice(0, MOST_EVIDENCE)
    .map(({ role, raw, path, line }) => `${role} \`${raw}\` in ${path}${line === undefined ? '' : `:${line}`}`);
  const more = evidence.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; ${plural(more, 'more')}` : ''}`;
}

/** A problem of the policy file: code, place, the line with a caret when it is given, what to do. */
export function renderPolicyProblem(problem: PolicyFinding, style: Style, line?: string): string {
  const { file, message, hint, column } = problem;
  const head = problem.severity === 'error' ? style.error(`error[${problem.code}]`) : style.warning(`warning[${problem.code}]`);
  const pad = ' '.repeat(line === undefined ? 3 : Math.max(3, String(problem.line).length + 1));
  const place = `${pad}${style.dim('┌─')} ${oneLine(file)}:${problem.line}:${column}\n`;
  const said = hint === undefined ? '' : `   ${style.dim('=')} ${style.hint('hint:')} ${oneLine(hint)}\n`;
  return `${head}${style.bold(`: ${oneLine(message)}`)}\n${place}${markLine(problem, line, style)}${said}`;
}

function markLine({ line: number, column, length }: PolicyFinding, line: string | undefined, style: Style): string {
  if (line === undefined || line.trim() === '') return '';
  const start = column - 1;
  const shown = layOut(line, start);
  const from = shown.column(start);
  const marks = `${' '.repeat(from)}${'^'.repeat(Math.max(1, shown.column(start + length) - from))}`;
  const pad = Math.max(3, String(number).length + 1);
  return `${style.dim(`${String(number).padEnd(pad)}│`)}   ${shown.text}\n${' '.repeat(pad)}${style.dim('│')}   ${style.error(marks)}\n`;
}

function renderSummary({ summary, policy, judgedOn, incomplete, findings }: Judgement, style: Style): string {
  const scopes = Object.entries(summary.scopes)
    .filter(([, count]) => count > 0)
    .map(([scope, count]) => `${formatCount(count)} ${scope}`);
  const verdicts = [
    style.good(`${formatCount(summary.allowed)} allowed`),
    `${formatCount(summary.review)} to review`,
    summary.denied === 0 ? '0 denied' : style.error(`${formatCount(summary.denied)} denied`),
  ];
  const extra = [
    ...(summary.waived > 0 ? [`${formatCount(summary.waived)} accepted by waiver`] : []),
    ...(summary.curated > 0 ? [`${formatCount(summary.curated)} curated`] : []),
    ...(summary.orChoices > 0 ? [plural(summary.orChoices, 'OR choice')] : []),
  ];
  const added = findings.filter((finding) => finding.isNew === true && finding.state === 'open');
  const policyName = [policy.id ?? policy.file, policy.revision, `sha256:${policy.sha256.slice(0, 8)}`]
    .filter((part) => part !== undefined)
    .join(' ');
  const lines = [
    `${plural(summary.evaluated, 'use')} of third-party packages judged in ${plural(summary.projects, 'project')}${scopes.length === 0 ? '' : ` (${scopes.join(', ')})`}`,
    [...verdicts, ...extra].join(', '),
    ...(added.length === 0 ? [] : [`new since the base: ${plural(added.length, 'finding')}`]),
    ...(incomplete.length === 0
      ? []
      : [style.warning(`${plural(incomplete.length, 'input')} could not be read completely: the answer is incomplete`)]),
    style.dim(`policy ${oneLine(policyName)}, judged as of ${judgedOn}`),
  ];
  return `${lines.join('\n')}\n`;
}
