import { nextStem } from './stems.ts';
import { charClass, SEPARATOR } from './words.ts';

/** A stretch of a text's characters. */
export interface Passage {
  readonly from: number;
  readonly to: number;
}

/** Characters that are read before and behind a stem: no known license is silent for longer than 2,700. */
const REACH = 2400;
/** Stems so close behind another one are not looked for: they add little to what is read anyway. */
const STEP = 500;

/**
 * The stretches of a text that may hold something about a license, in order; none for most texts. All that is costly is
 * done only there: most files of a source tree end here, and of the others a few lines are read.
 */
export function findPassages(text: string): readonly Passage[] {
  const passages: Passage[] = [];
  for (let at = nextStem(text, 0); at >= 0; at = nextStem(text, at + STEP)) {
    const from = beginOf(text, at - REACH);
    const to = endOf(text, at + REACH);
    const last = passages.at(-1);
    if (last !== undefined && from <= last.to) passages[passages.length - 1] = { from: last.from, to };
    else passages.push({ from, to });
  }
  return passages;
}

const LONGEST_LINE = 400;

/** Where the line begins in which a character stands; in a long line the word. */
function beginOf(text: string, at: number): number {
  if (at <= 0) return 0;
  const before = Math.max(0, at - LONGEST_LINE);
  const newline = text.slice(before, at + 1).lastIndexOf('\n');
  if (newline >= 0 || before === 0) return before + newline + 1;
  let begin = at;
  while (begin > at - LONGEST_LINE && charClass(text.charCodeAt(begin - 1)) !== SEPARATOR) begin -= 1;
  return begin;
}

/** Where the line ends in which a character stands; in a long line the word. */
function endOf(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const newline = text.slice(at, at + LONGEST_LINE).indexOf('\n');
  if (newline >= 0) return at + newline;
  let end = at;
  while (end < Math.min(text.length, at + LONGEST_LINE) && charClass(text.charCodeAt(end)) !== SEPARATOR) end += 1;
  return end;
}
