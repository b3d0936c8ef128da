import { extractCopyrights } from './copyright/extract.ts';
import { plainLine } from './copyright/plain-line.ts';

/** A text with the lines that hold copyright statements and nothing else taken out. */
export function withoutCopyrightLines(text: string): string {
  const lines = text.split('\n');
  const drop = new Set<number>();
  for (const { lines: at, text: statement } of extractCopyrights(text)) {
    const [first, last] = at;
    const whole = lines
      .slice(first - 1, last)
      .map(plainLine)
      .join(' ');
    if (!isBare(whole, statement)) continue;
    for (let line = first; line <= last; line += 1) drop.add(line - 1);
  }
  if (drop.size === 0) return text;
  return lines
    .filter((line, index) => !drop.has(index) && !(isReservation(line) && (drop.has(index - 1) || drop.has(index - 2))))
    .join('\n')
    .replace(/\n(?:[ \t]*\n){2,}/g, '\n\n')
    .trim();
}

/** The same words in the same order are the same text; layout, case, markup and a title line make no difference. */
export function textKey(text: string): string {
  const words = withoutCopyrightLines(text)
    .replace(/^\s*(?:[#*=~\s]*(?:\(?the )?[\w.,"() -]{0,50}licen[cs]e[\w.,"():/ -]{0,30}[#*=~\s]*\n\s*)/i, '')
    .toLowerCase()
    .replaceAll(/\ball rights reserved\b/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ');
  return words.trim();
}

function isBare(line: string, statement: string): boolean {
  const rest = line
    .replace(statement, '')
    .replace(/all rights? reserved/i, '')
    .replace(/^.{0,12}?(?:portions|parts)\b/i, '');
  return !/\p{L}{3}/u.test(rest);
}

function isReservation(line: string): boolean {
  return /^\W*all rights? reserved\W*$/i.test(line);
}
