import { GRAM, gramHash } from './grams.ts';
import { markupOf } from './markup.ts';
import type { Passage } from './passages.ts';
import type { SourceText } from './source-text.ts';
import { tokenise, type Words } from './tokenise.ts';
import { type LicenseIndex, wordId } from './license-index.ts';

export const COPYRIGHT_STATEMENT = 1;
/** A paragraph that offers another license beside the text around it. */
export const OTHER_OFFER = 2;

/** A text in the index's terms: its words as ids, with their places. */
export interface Document {
  readonly source: SourceText;
  readonly text: string;
  /** Dictionary ids; 0 for words that no template or rule uses. */
  readonly tokens: Uint16Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly count: number;
  /** The hash of the gram that begins at each word; 0 where a word of it is unknown. */
  readonly grams: Int32Array;
  /** Not 0 for words that never count as a difference: `COPYRIGHT_STATEMENT`, `OTHER_OFFER`. */
  readonly ignorable: Uint8Array;
}

/** Reads the passages of a text into words. */
export function toDocument(index: LicenseIndex, source: SourceText, passages: readonly Passage[]): Document {
  const { text } = source;
  const words = tokenise(text, markupOf(text), passages);
  const tokens = new Uint16Array(words.count);
  for (let at = 0; at < words.count; at += 1) tokens[at] = wordId(index.dictionary, words.hashes[at] ?? 0);
  const ignorable = copyrightWords(text, passages, words);
  markAlternatives(text, words.starts, words.count, ignorable);
  const grams = new Int32Array(words.count);
  for (let at = 0; at + GRAM <= words.count; at += 1) grams[at] = gramHash(tokens, at);
  return { source, text, tokens, grams, starts: words.starts, ends: words.ends, count: words.count, ignorable };
}

const STATEMENT =
  /^[^\p{L}\d\n]{0,12}(?:portions |(?:the )?(?:\w+ ){0,2}(?:are |is )?)?(?:copyright\b|\(c\)|©|Ⓒ|all rights reserved)/iu;

const LONGEST_LINE = 400;

/** Marks the words on lines that begin a copyright statement with a year, a sign or a reservation. */
function copyrightWords(text: string, passages: readonly Passage[], { starts, count }: Words): Uint8Array {
  const marks = new Uint8Array(count);
  let at = 0;
  for (const passage of passages) {
    for (let lineStart = passage.from; lineStart < passage.to;) {
      const newline = text.indexOf('\n', lineStart);
      const lineEnd = newline < 0 ? text.length : newline;
      if (lineEnd - lineStart <= LONGEST_LINE && isCopyrightStatement(text.slice(lineStart, lineEnd))) {
        while (at < count && (starts[at] ?? 0) < lineStart) at += 1;
        for (; at < count && (starts[at] ?? 0) < lineEnd; at += 1) marks[at] = COPYRIGHT_STATEMENT;
      }
      lineStart = lineEnd + 1;
    }
  }
  return marks;
}

const ALTERNATIVELY = /\balternatively\b/gi;
const PARAGRAPH_END = /\n[^\p{L}\d\n]*\n/u;
const LONGEST_ALTERNATIVE = 900;

/** The length of a paragraph that offers a license, and of one behind it that says more about the GPL; -1 when it offers none. */
function offerLength(text: string): number {
  const length = text.search(PARAGRAPH_END);
  if (length < 0 || !/general public|gpl\b|license/i.test(text.slice(0, length))) return -1;
  const next = text.slice(length + 1).search(PARAGRAPH_END);
  const isMore =
    next > 0 && /\bgpl\b/i.test(text.slice(length, length + 1 + next)) && !/warrant/i.test(text.slice(length, length + 1 + next));
  return isMore ? length + 1 + next : length;
}

/** A paragraph that offers another license inside a license's text is no part of that text, and no change to it. */
function markAlternatives(text: string, starts: Uint32Array, count: number, marks: Uint8Array): void {
  for (const { index } of text.matchAll(ALTERNATIVELY)) {
    const paragraph = text.slice(index, index + LONGEST_ALTERNATIVE);
    const length = offerLength(paragraph);
    if (length < 0) continue;
    for (let at = 0; at < count; at += 1) {
      const start = starts[at] ?? 0;
      if (start >= index && start < index + length) marks[at] = OTHER_OFFER;
      if (start >= index + length) break;
    }
  }
}

function isCopyrightStatement(line: string): boolean {
  const lower = line.slice(0, 60).toLowerCase();
  if (!lower.includes('copyright') && !lower.includes('(c)') && !lower.includes('©') && !lower.includes('all rights'))
    return false;
  return STATEMENT.test(line) && (/\d{4}|\(c\)|©|<|\[|all rights reserved/i.test(line) || line.length < 80);
}
