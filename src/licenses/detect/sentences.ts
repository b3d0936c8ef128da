import type { Document } from './document.ts';

const ABBREVIATIONS = new Set(['inc', 'corp', 'co', 'ltd', 'v', 'ver', 'vers', 'no', 'st', 'dr', 'mr']);

/** Whether a full stop and a blank follow the word, and the word is no abbreviation. */
export function endsSentence(document: Document, at: number): boolean {
  const end = document.ends[at] ?? 0;
  if (document.text.charCodeAt(end) !== 46) return false;
  const next = document.text.charCodeAt(end + 1);
  const isEnd = next === 32 || next === 10 || next === 13 || Number.isNaN(next);
  return isEnd && !ABBREVIATIONS.has(document.text.slice(document.starts[at], end).toLowerCase());
}
