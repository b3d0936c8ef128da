import type { Document } from './document.ts';

/** Whether a full stop and a blank follow the word. */
export function endsSentence(document: Document, at: number): boolean {
  const end = document.ends[at] ?? 0;
  if (document.text.charCodeAt(end) !== 46) return false;
  const next = document.text.charCodeAt(end + 1);
  return next === 32 || next === 10 || next === 13 || Number.isNaN(next);
}
