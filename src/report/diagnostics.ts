import type { Diagnostic } from '../domain/diagnostic.ts';
import { escapeControls } from './escape-controls.ts';
import type { Style } from './style.ts';

/** One diagnostic as people read it: what and where, then why, then what to do. */
export function renderDiagnostic(item: Diagnostic, style: Style): string {
  const head =
    item.severity === 'error'
      ? style.error(item.severity)
      : item.severity === 'warning'
        ? style.warning(item.severity)
        : item.severity;
  const lines = [
    `${head} ${style.bold(item.code)}${item.path === undefined ? '' : `  ${renderPlace(item)}`}`,
    `  ${escapeControls(item.message)}`,
  ];
  if (item.hint !== undefined) lines.push(`  ${style.hint('hint:')} ${escapeControls(item.hint)}`);
  return `${lines.join('\n')}\n`;
}

function renderPlace(item: Diagnostic): string {
  const line = item.line === undefined ? '' : `:${item.line}`;
  const column = item.line === undefined || item.column === undefined ? '' : `:${item.column}`;
  return `${escapeControls(item.path ?? '')}${line}${column}`;
}

const ORDER = ['error', 'warning', 'note'] as const;

/**
 * All errors, then warnings by code with the first few of each, so that a thousand of one kind do not hide the one of another.
 * `limit` undefined shows everything.
 */
export function renderDiagnostics(items: readonly Diagnostic[], style: Style, limit: number | undefined): string {
  const out: string[] = [];
  for (const severity of ORDER) {
    const ofSeverity = items.filter((item) => item.severity === severity);
    for (const code of new Set(ofSeverity.map((item) => item.code))) {
      const ofCode = ofSeverity.filter((item) => item.code === code);
      const shown = severity === 'error' || limit === undefined ? ofCode : ofCode.slice(0, limit);
      out.push(...shown.map((item) => renderDiagnostic(item, style)));
      const hidden = ofCode.length - shown.length;
      if (hidden > 0) out.push(style.dim(`  … and ${hidden} more \`${code}\` (--verbose shows all)\n`));
    }
  }
  return out.join('');
}
