import type { PolicyFinding } from '../domain/finding.ts';
import { escapeControls } from './escape-controls.ts';
import type { Style } from './style.ts';

export interface PolicyProblemOptions {
  /** The text of a line of a policy file, 1-based; `undefined` when it is not at hand. */
  readonly lineOf: (file: string, line: number) => string | undefined;
  readonly style: Style;
}

/** Problems of a policy, each with its place, the line and a caret under what is meant. */
export function renderPolicyProblems(problems: readonly PolicyFinding[], options: PolicyProblemOptions): string {
  return problems.map((problem) => renderProblem(problem, options)).join('');
}

const MOST_SHOWN = 160;

function renderProblem(
  { code, severity, message, length, hint, ...at }: PolicyFinding,
  { lineOf, style }: PolicyProblemOptions,
): string {
  const paint = severity === 'error' ? style.error : style.warning;
  const head = `${paint(`${severity}[${code}]`)}${style.bold(`: ${escapeControls(message)}`)}\n`;
  const gutter = String(at.line);
  const pad = ' '.repeat(gutter.length);
  const place = `${pad}${style.dim(' ┌─')} ${escapeControls(at.file)}:${at.line}:${at.column}\n`;
  const line = lineOf(at.file, at.line);
  const from = Math.max(0, at.column - 1);
  if (line === undefined || line.trim() === '' || from > MOST_SHOWN)
    return `${head}${place}${hint === undefined ? '' : `${pad}  ${style.dim('=')} ${escapeControls(hint)}\n`}\n`;
  const shown = line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)} …` : line;
  const width = Math.max(1, Math.min(length, shown.length - from));
  const caret = `${' '.repeat(from)}${paint('^'.repeat(width))}${hint === undefined ? '' : ` ${escapeControls(hint)}`}`;
  return `${head}${place}${style.dim(`${gutter} │`)} ${escapeControls(shown.replaceAll('\t', ' '))}\n${pad}${style.dim(' │')} ${caret}\n\n`;
}
