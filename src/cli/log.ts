import type { Diagnostic } from '../domain/diagnostic.ts';
import { UsageError } from '../domain/usage-error.ts';
import { renderDiagnostics } from '../report/diagnostics.ts';
import type { Style } from '../report/style.ts';
import { parseColorMode, styleFor, type Terminal } from './terminal.ts';
import type { GlobalFlags } from './flags/shared.ts';

/** How one run talks: styles for both streams, and the decoded global flags. */
export interface Voice {
  readonly outStyle: Style;
  readonly errStyle: Style;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly json: boolean;
}

export function readVoice(flags: GlobalFlags, terminal: Terminal): Voice {
  const mode = parseColorMode(flags.color);
  if (flags.logFormat !== 'text' && flags.logFormat !== 'json') {
    throw new UsageError(`unknown log format \`${flags.logFormat}\``, 'one of text, json');
  }
  return {
    outStyle: styleFor(mode, terminal.outIsTty, terminal),
    errStyle: styleFor(mode, terminal.errIsTty, terminal),
    quiet: flags.quiet === true,
    verbose: flags.verbose === true,
    json: flags.logFormat === 'json',
  };
}

const SHOWN_PER_CODE = 5;

/** Diagnostics on standard error; `--quiet` keeps the errors, since a scan that is incomplete must never look whole. */
export function logDiagnostics(items: readonly Diagnostic[], voice: Voice, terminal: Terminal): void {
  const shown = voice.quiet ? items.filter((item) => item.severity === 'error') : items;
  if (voice.json) for (const item of shown) terminal.err(`${JSON.stringify(item)}\n`);
  else terminal.err(renderDiagnostics(shown, voice.errStyle, voice.verbose ? undefined : SHOWN_PER_CODE));
}
