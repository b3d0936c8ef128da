import type { CopyrightStatement } from '../../domain/copyright.ts';
import { isNotice } from './is-notice.ts';
import { findMarkers, mayHoldNotice, type Marker } from './markers.ts';
import { belongsToText } from './text-own.ts';
import { plainLine } from './plain-line.ts';
import { readNotice } from './read-notice.ts';

/** A statement and the lines, from 1, on which it stands. */
export interface FoundCopyright extends CopyrightStatement {
  readonly lines: readonly [first: number, last: number];
}

const MOST = 1000;
const LONGEST_LINE = 1000;
const MOST_JOINED = 3;

/**
 * The copyright statements of a text, in order: of a license file, a notice, or a source file's header.
 * Not among them are the license texts' own (the FSF's on the GPL), forms to be filled in, and prose about copyright.
 */
export function extractCopyrights(text: string): FoundCopyright[] {
  if (!mayHoldNotice(text)) return [];
  const lines = text.split(/\r\n|\n|\r|\u2028/);
  const found: FoundCopyright[] = [];
  // Lines before this one are part of a statement already.
  let free = 0;
  for (let at = 0; at < lines.length && found.length < MOST; at += 1) {
    const line = lines[at] ?? '';
    if (at < free || !mayHoldNotice(line)) continue;
    for (const piece of line.length > LONGEST_LINE ? pieces(line) : [line]) {
      const read = readLine(piece, lines, at);
      found.push(...read.statements);
      free = Math.max(free, read.next);
    }
  }
  return found.slice(0, MOST);
}

/** Around the markers of an overlong line: minified code has its notices in one. */
function pieces(line: string): string[] {
  const starts: number[] = [];
  for (const { start } of findMarkers(line)) {
    if (start >= (starts.at(-1) ?? -LONGEST_LINE) + LONGEST_LINE / 2) starts.push(start);
    if (starts.length >= 100) break;
  }
  return starts.map((start, index) => {
    const next = starts[index + 1];
    return line.slice(Math.max(0, start - 12), Math.min(next ?? line.length, start + LONGEST_LINE / 2));
  });
}

interface ReadLine {
  readonly statements: readonly FoundCopyright[];
  /** Index of the first line that is not part of them. */
  readonly next: number;
}

function readLine(piece: string, lines: readonly string[], at: number): ReadLine {
  const own = plainLine(piece);
  const statements: FoundCopyright[] = [];
  let next = at + 1;
  let from = 0;
  for (const marker of findMarkers(own)) {
    if (marker.start < from) continue;
    const { text, last } = joined(own, marker, lines, at);
    const notice = readNotice(text, marker);
    if (!isNotice(notice, text, marker) || belongsToText(notice.text, text, lines, at)) continue;
    const end = notice.end > own.length ? last : at;
    const { end: _end, ...statement } = notice;
    statements.push({ ...statement, lines: [at + 1, end + 1] });
    from = notice.end;
    next = Math.max(next, end + 1);
  }
  const first = statements[0];
  if (statements.length !== 1 || first === undefined || !/^copyright/i.test(first.text)) return { statements, next };
  for (; next < lines.length; next += 1) {
    const more = furtherYears(first.text, lines[next] ?? '', next + 1);
    if (more === undefined) break;
    statements.push(more);
  }
  return { statements, next };
}

const WANTS_MORE = /(?:,|&|\b(?:and|by|of|the|for|de|der|und|et))$/i;
const GOES_ON = /^(?:and|&|by|of)\s/;
const NO_HOLDER = /^[\s,\d–—().-]*(?:present|now|today)?[\s,.:-]*$/i;

/** The line with the ones that its notice runs on into. */
function joined(own: string, marker: Marker, lines: readonly string[], at: number): { text: string; last: number } {
  let text = own;
  let last = at;
  while (last + 1 < lines.length && last - at < MOST_JOINED) {
    const following = plainLine((lines[last + 1] ?? '').slice(0, LONGEST_LINE));
    if (following === '' || findMarkers(following).length > 0 || STARTS_ANEW.test(following)) break;
    const rest = text.slice(marker.end);
    const isOpen = NO_HOLDER.test(rest) ? /^[\p{Lu}\p{Lo}\d]|^(?:by|the) /u.test(following) : WANTS_MORE.test(text);
    if (!isOpen && !(GOES_ON.test(following) && following.length < 100)) break;
    text = `${text} ${following}`;
    last += 1;
  }
  return { text, last };
}

const STARTS_ANEW =
  /^(?:all rights|permission|redistribution|licensed|license\b|this (?:program|software|file|library|work|code)|the (?:software|above|following)|see |\* |author|file:|source:|comment:|everyone|version\b|@)/i;

// debian/copyright and old headers go on with years alone: "Copyright: 2001, A\n           2004, B"
const FURTHER = /^\(?(?:19[5-9]\d|20[0-4]\d)\b[\d\s,–—()-]*[\s,]+(?:by\s)?\p{Lu}/u;

function furtherYears(first: string, line: string, number: number): FoundCopyright | undefined {
  if (line.length > 200) return undefined;
  const plain = plainLine(line);
  if (!FURTHER.test(plain) || findMarkers(plain).length > 0) return undefined;
  const head = /^copyright(?:s)?(?::?\s*(?:\(c\)|©))?:?/i.exec(first)?.[0] ?? 'Copyright';
  const text = `${head} ${plain}`;
  const marker = findMarkers(text)[0];
  if (marker === undefined) return undefined;
  const { end: _end, ...statement } = readNotice(text, marker);
  return statement.holder === undefined ? undefined : { ...statement, lines: [number, number] };
}
