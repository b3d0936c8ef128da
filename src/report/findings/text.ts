import type { ExplainedTerm, Finding, FindingRule, Judgement, PolicyFinding } from '../../domain/finding.ts';
import { escapeControls } from '../escape-controls.ts';
import { formatCount, plural } from '../numbers.ts';
import type { Style } from '../style.ts';
import { renderCarets } from './carets.ts';
import { shownName } from './names.ts';
import type { SourceLine } from './source-line.ts';

export interface FindingsTextOptions {
  readonly style: Style;
  /** The line that carries the license, when the file is at hand. */
  readonly sourceLine: (finding: Finding) => SourceLine | undefined;
  /** Show findings that do not fail and are not new in one line each. */
  readonly verbose: boolean;
}

/** Everything that is wrong, worst and newest first, each with reason, place, path and fix; then the sums. */
export function renderFindingsText(judgement: Judgement, options: FindingsTextOptions): string {
  const open = judgement.findings
    .filter((finding) => finding.state === 'open' && finding.verdict !== 'allow')
    .toSorted(byUrgency);
  const blocks = groupSame(open).map((group) => renderGroup(group, options));
  const problems = judgement.policyProblems.map((problem) => renderPolicyProblem(problem, options.style));
  return [...blocks, ...problems, renderSummary(judgement, options.style)].join('\n');
}

const VERDICTS = ['deny', 'review', 'allow'];
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];

function byUrgency(a: Finding, b: Finding): number {
  return (
    VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
    Number(b.isNew === true) - Number(a.isNew === true) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compare(a.component.id, b.component.id) ||
    compare(a.project, b.project) ||
    compare(a.scope, b.scope)
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

// One package in ten projects under one verdict is one thing to do, not ten.
function groupSame(findings: readonly Finding[]): (readonly [Finding, ...Finding[]])[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = [finding.component.id, finding.code, finding.verdict, finding.rule.label, finding.isNew].join('\n');
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [finding]);
    else known.push(finding);
  }
  return [...groups.values()];
}

function renderGroup(group: readonly [Finding, ...Finding[]], options: FindingsTextOptions): string {
  const { style } = options;
  const [finding, ...others] = group;
  const head = finding.verdict === 'deny' ? style.error(`error[${finding.code}]`) : style.warning(`warning[${finding.code}]`);
  const source = options.sourceLine(finding);
  const facts: (readonly [string, string])[] = [
    ['package', `${finding.component.purl ?? finding.component.name}${finding.isNew === true ? '   new in this change' : ''}`],
    ...finding.paths.slice(0, 1).map((path) => ['path', renderPath(path, finding.otherPaths)] as const),
    ...(others.length === 0 ? [] : [['also in', renderOthers(others)] as const]),
    ...renderBranches(finding).map((text) => ['branches', text] as const),
    ...(finding.license.evidence.length === 0 ? [] : [['evidence', renderEvidence(finding)] as const]),
    ['decided by', renderRule(finding.rule)],
    ...(finding.assumed.length === 0 ? [] : [['assumed', `${finding.assumed.join(', ')} (the policy's defaults)`] as const]),
    ...(finding.rule.help === undefined ? [] : [['help', finding.rule.help] as const]),
    ...(finding.fix === undefined ? [] : [['fix', finding.fix] as const]),
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  const lines = facts.map(([name, text]) => `   ${style.dim('=')} ${`${name}:`.padEnd(width + 1)} ${escapeControls(text)}`);
  return `${head}${style.bold(`: ${escapeControls(finding.message)}`)}\n${renderSource(finding, source, style)}${lines.join('\n')}\n`;
}

function renderSource(finding: Finding, source: SourceLine | undefined, style: Style): string {
  const { path } = finding.location;
  const line = source?.line ?? finding.location.line;
  const place = `${escapeControls(path)}${line === undefined ? '' : `:${line}`}${source === undefined ? '' : `:${source.start + 1}`}`;
  const text = source?.text ?? finding.license.text;
  if (text === '') return `   ${style.dim('┌─')} ${place}\n`;
  const shown = text.trimStart();
  const offset = (source?.start ?? 0) - (text.length - shown.length);
  const gutter = source === undefined ? '' : String(source.line);
  const pad = ' '.repeat(gutter.length);
  const marks = [...renderProblem(finding, offset), ...renderCarets(finding.license.terms, offset, (term) => renderTerm(term))];
  const below = marks.map((mark) => `${pad} ${style.dim('│')}   ${colourMarks(mark, style)}\n`).join('');
  return `${pad}${style.dim(' ┌─')} ${place}\n${style.dim(`${gutter} │`)}   ${escapeControls(shown)}\n${below}`;
}

function renderProblem(finding: Finding, offset: number): string[] {
  const { problem } = finding.license;
  if (problem === undefined) return [];
  return [
    `${' '.repeat(Math.max(0, offset + problem.start))}${'^'.repeat(Math.max(1, problem.end - problem.start))} ${escapeControls(problem.message)}`,
  ];
}

function colourMarks(line: string, style: Style): string {
  return line.replace(/^( *)([\^~·][\^~· ]*)/, (_, indent: string, marks: string) => indent + style.error(marks));
}

const SAID = { deny: 'denied', review: 'needs review', unknown: 'unknown', allow: 'allowed' } as const;

function renderTerm(term: ExplainedTerm): string {
  const category = term.category === undefined ? '' : ` (${term.category})`;
  return `${escapeControls(term.text)}${category} ${SAID[term.level]} by \`${term.rule.label}\`${term.chosen ? '' : ', not taken'}`;
}

function renderRule({ label, file, line, column, locked, reason }: FindingRule): string {
  const place = line > 0 ? ` (${file}:${line}:${column}${locked === true ? ', locked' : ''})` : ` (${file})`;
  return `\`${label}\`${place}${reason === undefined ? '' : `: ${reason}`}`;
}

function renderPath(path: readonly string[], others: number): string {
  return `${path.map(shownName).join(' → ')}${others > 0 ? `   (${plural(others, 'other path')})` : ''}`;
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

/** A problem of the policy file: code, place, what to do. */
export function renderPolicyProblem(problem: PolicyFinding, style: Style): string {
  const head = problem.severity === 'error' ? style.error(`error[${problem.code}]`) : style.warning(`warning[${problem.code}]`);
  const hint = problem.hint === undefined ? '' : `   ${style.dim('=')} ${style.hint('hint:')} ${escapeControls(problem.hint)}\n`;
  return `${head}${style.bold(`: ${escapeControls(problem.message)}`)}\n   ${style.dim('┌─')} ${escapeControls(problem.file)}:${problem.line}:${problem.column}\n${hint}`;
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
      : [style.warning(`${plural(incomplete.length, 'file')} could not be read: the answer is incomplete`)]),
    style.dim(`policy ${policyName}, judged as of ${judgedOn}`),
  ];
  return `${lines.join('\n')}\n`;
}
