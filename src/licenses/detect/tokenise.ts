import { isIgnoredMarker } from './list-markers.ts';
import { markupEnd, type Markup } from './markup.ts';
import type { Passage } from './passages.ts';
import { charClass, DIGIT, HASH_SEED, hashStep, IDEOGRAPH, LETTER, SEPARATOR } from './words.ts';

/** The words of a text: where each stands and what it hashes to. Only the first `count` entries are meant. */
export interface Words {
  readonly hashes: Int32Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly count: number;
}

const HYPHEN = 45;
const NEWLINE = 10;
/** A stretch that is not read counts as a word, unknown to everybody, for each so many characters. */
const UNREAD_WORD = 8;

/**
 * Splits a text, or some passages of it, into words. Case, punctuation, comment markers, tags, entities, list numbers and
 * the hyphen that breaks a word at a line's end do not take part, as SPDX's matching guidelines ask.
 */
export function tokenise(text: string, markup: Markup, passages: readonly Passage[] = [{ from: 0, to: text.length }]): Words {
  const words = emptyList(passages.reduce((sum, { from, to }) => sum + to - from, 0));
  let last = 0;
  for (const passage of passages) {
    addUnread(words, last, passage.from);
    readWords(words, text, markup, passage);
    last = passage.to;
  }
  addUnread(words, last, text.length);
  return words;
}

/** Words that more are added to. */
type WordList = { -readonly [key in keyof Words]: Words[key] };

function emptyList(characters: number): WordList {
  const capacity = (characters >> 2) + 64;
  return { hashes: new Int32Array(capacity), starts: new Uint32Array(capacity), ends: new Uint32Array(capacity), count: 0 };
}

function add(words: WordList, hash: number, start: number, end: number): void {
  const at = words.count;
  if (at === words.hashes.length) {
    const { hashes, starts, ends } = words;
    Object.assign(words, emptyList(at * 8));
    words.count = at;
    words.hashes.set(hashes);
    words.starts.set(starts);
    words.ends.set(ends);
  }
  words.hashes[at] = hash;
  words.starts[at] = start;
  words.ends[at] = end;
  words.count = at + 1;
}

/** Words that nobody knows stand for a stretch that is not read, so that what lies on its two sides stays apart. */
function addUnread(words: WordList, from: number, to: number): void {
  for (let at = from; at + UNREAD_WORD <= to; at += UNREAD_WORD) add(words, 0, at, at);
}

function readWords(words: WordList, text: string, markup: Markup, passage: Passage): void {
  const length = passage.to;
  let lineHasWord = false;
  let at = passage.from;
  while (at < length) {
    const code = text.charCodeAt(at);
    const kind = charClass(code);
    if (kind === SEPARATOR) {
      if (code === NEWLINE) lineHasWord = false;
      at = code === 60 || code === 38 || code === 92 ? markupEnd(text, at, markup) : at + 1;
      continue;
    }
    let start = at;
    let hash = HASH_SEED;
    if (kind === IDEOGRAPH) {
      hash = hashStep(hash, code);
      at += 1;
    } else {
      while (at < length) {
        const next = text.charCodeAt(at);
        const nextKind = charClass(next);
        if (nextKind === SEPARATOR || nextKind === IDEOGRAPH) {
          const resumed = next === HYPHEN ? brokenWordResumes(text, at) : 0;
          if (resumed === 0) break;
          at = resumed;
          continue;
        }
        hash = hashStep(hash, next);
        at += 1;
      }
    }
    if (isIgnoredMarker(text, start, at, lineHasWord)) continue;
    lineHasWord = true;
    const split = kind === LETTER ? acronymEnd(text, start, at) : 0;
    if (split > 0) {
      add(words, hashOf(text, start, split), start, split);
      start = split;
      hash = hashOf(text, split, at);
    }
    const from = isVersionPrefix(text, start, at) ? start + 1 : start;
    add(words, from === start ? hash : hashOf(text, from, at), from, at);
  }
}

const VERSIONED_ACRONYM = /^(?:[al]?gpl|gfdl|fdl|mpl|epl|asl|afl|cddl|eupl|osl|lppl|cpl|artistic|apache)(?=v?[\d])/i;

/** Where the version begins in `GPLv2`, `LGPL3`, `MPLv2`; 0 for other words. */
function acronymEnd(text: string, start: number, end: number): number {
  if (end - start < 4 || end - start > 11 || charClass(text.charCodeAt(end - 1)) !== DIGIT) return 0;
  const match = VERSIONED_ACRONYM.exec(text.slice(start, end));
  return match === null ? 0 : start + match[0].length;
}

/** `v2` reads as `2`, so that "GPLv2", "v2.0" and "Version 2.0" meet. */
function isVersionPrefix(text: string, start: number, end: number): boolean {
  const code = text.charCodeAt(start);
  return end - start >= 2 && end - start <= 3 && (code === 118 || code === 86) && charClass(text.charCodeAt(start + 1)) === DIGIT;
}

function hashOf(text: string, start: number, end: number): number {
  let hash = HASH_SEED;
  for (let at = start; at < end; at += 1) hash = hashStep(hash, text.charCodeAt(at));
  return hash;
}

/** Where a word broken by `-` and a line end goes on, past comment markers; 0 when the hyphen does not break a line. */
function brokenWordResumes(text: string, hyphen: number): number {
  let at = hyphen + 1;
  let newline = false;
  for (const limit = Math.min(text.length, hyphen + 24); at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) {
      if (newline) return 0;
      newline = true;
    } else if (charClass(code) !== SEPARATOR) {
      return newline && code >= 97 && code <= 122 ? at : 0;
    } else if (!newline && code !== 13 && code !== 32) {
      return 0;
    }
  }
  return 0;
}
