const ROMAN = new Set(['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii']);
const COMMENT_WORDS = new Set(['dnl', 'rem']);

/**
 * Whether the word at `start` only numbers a list (`1.`, `(a)`, `iv)`), stands for the copyright sign (`(c)`),
 * or opens a comment in a language that does so with a word.
 */
export function isIgnoredMarker(text: string, start: number, end: number, lineHasWord: boolean): boolean {
  const length = end - start;
  if (length > 4) return false;
  const word = text.slice(start, end).toLowerCase();
  if (!lineHasWord && COMMENT_WORDS.has(word)) return true;
  const numbers = length === 1 || (length === 2 && word >= '10' && word <= '99') || ROMAN.has(word);
  if (!numbers) return false;
  const next = text.charCodeAt(end);
  if (text.charCodeAt(start - 1) === 40 && next === 41) return true;
  return !lineHasWord && (next === 46 || next === 41 || next === 58) && isBlank(text.charCodeAt(end + 1));
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13 || code === 0xa0 || Number.isNaN(code);
}
