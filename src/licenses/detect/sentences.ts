import type { Document } from './document.ts';

const ABBREVIATIONS = new Set(['inc', 'corp', 'co', 'ltd', 'v', 'ver', 'vers', 'no', 'st', 'dr', 'mr']);

/** Whether a full stop and a blank follow the word, and the word is no abbreviation. */
export function endsSentence(document: Document, at: number): boolean {
  const end = document.ends[at] ?? 0;
  let stop = end;
  while (stop < end + 3 && isClosing(document.text.charCodeAt(stop))) stop += 1;
  if (document.text.charCodeAt(stop) !== 46) return false;
  const next = document.text.charCodeAt(stop + 1);
  const isEnd = next === 32 || next === 10 || next === 13 || Number.isNaN(next);
  return isEnd && !ABBREVIATIONS.has(document.text.slice(document.starts[at], end).toLowerCase());
}

/** `)`, `"`, `'`, `]`: the sentence ends behind them too. */
function isClosing(code: number): boolean {
  return code === 41 || code === 34 || code === 39 || code === 93;
}
