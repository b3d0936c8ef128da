import { escapeControls } from '../escape-controls.ts';

/** A line of a file as it is printed, and where its characters went. */
export interface ShownLine {
  readonly text: string;
  /** The part of the line that is shown, in UTF-16 code units. */
  readonly from: number;
  readonly to: number;
  /** The terminal column of a place in the line; places that are not shown move to the nearer end. */
  readonly column: (at: number) => number;
}

const MOST = 160;
const BEFORE_FOCUS = 60;

/**
 * A line without its indentation, cut around `focus` when it is long (a minified lockfile is one line), with everything that could
 * steer a terminal escaped. Carets are placed by what is printed: an escape takes four columns, a CJK character two.
 */
export function layOut(line: string, focus: number): ShownLine {
  const indent = line.length - line.trimStart().length;
  const from = line.length - indent <= MOST ? indent : wholeCharacter(line, Math.max(indent, focus - BEFORE_FOCUS));
  const to = wholeCharacter(line, Math.min(line.length, from + MOST));
  const columns = new Map<number, number>();
  let text = from > indent ? '…' : '';
  let width = text.length;
  let at = from;
  for (const char of line.slice(from, to)) {
    for (let unit = 0; unit < char.length; unit += 1) columns.set(at + unit, width);
    const shown = startsLogCommand(line, at) ? '\\x23' : char === '\t' ? ' ' : escapeControls(char);
    text += shown;
    width += shown === char ? widthOf(char) : shown.length;
    at += char.length;
  }
  const end = width;
  if (to < line.length) text += '…';
  return { text, from, to, column: (place) => columns.get(place) ?? (place < from ? 0 : end) };
}

function wholeCharacter(line: string, at: number): number {
  return /^[\udc00-\udfff]/.test(line.slice(at, at + 1)) && /[\ud800-\udbff]$/.test(line.slice(0, at).slice(-1)) ? at - 1 : at;
}

function startsLogCommand(line: string, at: number): boolean {
  return line.startsWith('##', at) && /^##\w{0,20}\[/.test(line.slice(at, at + 24));
}

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;

function widthOf(char: string): number {
  if (/[\p{Mn}\p{Me}]/u.test(char)) return 0;
  return WIDE.test(char) ? 2 : 1;
}
