import { escapeControls } from '../escape-controls.ts';
import { wrapWords } from '../wrap.ts';
import type { Style } from '../style.ts';
import { DERIVED, flagsOf, NOT_ADVICE, SITUATION_TITLES, USE_TITLES, type ShownDecision, type ShownLicense } from './document.ts';

const WIDTH = 96;
const LABEL = 28;

/** One or more licenses explained, for a terminal. */
export function renderLicensesText(licenses: readonly ShownLicense[], style: Style): string {
  return `${licenses.map((license) => renderOne(license, style)).join('\n')}\n${style.dim(NOT_ADVICE)}\n`;
}

function renderOne(license: ShownLicense, style: Style): string {
  const { deprecated, exception, policy } = license;
  const lines = [
    `${style.bold(escapeControls(license.id))}  ${escapeControls(license.name)}`,
    ...(flagsOf(license) === '' ? [] : [style.dim(flagsOf(license))]),
    ...(deprecated === undefined ? [] : [style.warning(deprecatedLine(deprecated.successor))]),
    '',
    ...wrapWords(license.summary, WIDTH),
    ...(license.explanation === 'derived' ? wrapWords(DERIVED, WIDTH).map((line) => style.dim(line)) : []),
    ...list(license.kind === 'exception' ? 'adds' : 'permits', license.permits, style),
    ...list(
      license.kind === 'exception' ? 'keeps' : 'requires',
      license.requires.length === 0 ? ['nothing'] : license.requires,
      style,
    ),
    ...list('forbids', license.forbids, style),
    ...uses(license, style),
    ...(exception === undefined
      ? []
      : [
          '',
          style.bold(exception.id),
          ...wrapWords(exception.summary, WIDTH - 2).map((line) => `  ${line}`),
          ...list('adds', exception.adds, style),
          ...list('keeps', exception.keeps, style),
        ]),
    ...list('watch out', license.watch, style),
    ...(policy === undefined
      ? []
      : ['', style.bold(`our policy (${escapeControls(policy.file)})`), ...decisions(policy.decisions, style)]),
  ];
  return `${lines.join('\n')}\n`;
}

function deprecatedLine(successor: string | undefined): string {
  return successor === undefined ? 'deprecated id, without a successor' : `deprecated id; write ${successor}`;
}

function list(title: string, items: readonly string[], style: Style): string[] {
  if (items.length === 0) return [];
  return ['', style.bold(title), ...items.flatMap((item) => hanging('  - ', item))];
}

function uses(license: ShownLicense, style: Style): string[] {
  const rows = USE_TITLES.flatMap(([use, title]) => {
    const said = license.uses[use];
    return said === undefined ? [] : hanging(`  ${title}`.padEnd(LABEL), said);
  });
  return rows.length === 0 ? [] : ['', style.bold('used'), ...rows];
}

/** Situations that the same line decides in the same way stand together. */
function decisions(all: readonly ShownDecision[], style: Style): string[] {
  const groups = new Map<string, ShownDecision[]>();
  for (const decision of all) {
    const key = `${decision.verdict}\n${decision.rule.label}\n${decision.rule.file}:${decision.rule.line}`;
    groups.set(key, [...(groups.get(key) ?? []), decision]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { verdict, rule, why } = first;
    const where =
      groups.size === 1
        ? 'in every situation'
        : group.map((item) => SITUATION_TITLES[item.situation] ?? item.situation).join(', ');
    const paint = { allow: style.bold, review: style.warning, deny: style.error }[verdict];
    return [
      `  ${paint(verdict)} ${where}: \`${escapeControls(rule.label)}\` at ${escapeControls(`${rule.file}:${rule.line}`)}`,
      ...(why === undefined ? [] : hanging('    ', why)),
    ];
  });
}

function hanging(first: string, text: string): string[] {
  const lines = wrapWords(escapeControls(text), WIDTH - first.length);
  return lines.map((line, index) => `${index === 0 ? first : ' '.repeat(first.length)}${line}`);
}
