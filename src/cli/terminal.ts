import { COLOURED, PLAIN, type Style } from '../report/style.ts';
import { UsageError } from '../domain/usage-error.ts';

/** Where a command writes. Data goes to `out`, everything else to `err`. */
export interface Terminal {
  /** Text, or bytes of a binary format. */
  out(text: string | Uint8Array): void;
  err(text: string): void;
  readonly outIsTty: boolean;
  readonly errIsTty: boolean;
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

export type ColorMode = 'auto' | 'always' | 'never';

export function parseColorMode(text: string): ColorMode {
  if (text === 'auto' || text === 'always' || text === 'never') return text;
  throw new UsageError(`unknown colour mode \`${text}\``, 'one of auto, always, never');
}

/** `NO_COLOR` (any value) turns colour off unless it is asked for; see no-color.org. */
export function styleFor(mode: ColorMode, isTty: boolean, terminal: Terminal): Style {
  if (mode === 'always') return COLOURED;
  const noColor = terminal.env['NO_COLOR'];
  if (mode === 'never' || (noColor !== undefined && noColor !== '') || terminal.env['TERM'] === 'dumb') return PLAIN;
  return isTty ? COLOURED : PLAIN;
}
