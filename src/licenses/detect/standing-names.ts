import { COPYRIGHT_STATEMENT, type Document } from './document.ts';
import type { GnuReading } from './gnu-version.ts';
import type { NoticeWords } from './notice-words.ts';
import type { Mention } from './phrase-tree.ts';
import { endsSentence } from './sentences.ts';

/** A file of so few words is a license field. */
const TINY = 6;
/** A word that denies stands at most so many words before a name. */
const DENIAL_REACH = 8;
const LONGEST_LINE = 400;

/** Whether the name itself has a word like `license` in it. */
export function isFullName(mention: Mention, { heading }: NoticeWords): boolean {
  return mention.rule.words.length >= 2 && mention.rule.words.some((word) => heading.has(word));
}

/** Whether a name counts without a word before it that says so. */
export function needsNoTrigger(document: Document, mention: Mention, lists: NoticeWords, gnu: GnuReading | undefined): boolean {
  return (
    speaksForItself(document, mention, lists) ||
    isInBanner(document, mention) ||
    (standsAlone(document, mention, lists, gnu !== undefined) && !isDenied(document, mention, lists)) ||
    (isExact(mention, lists, gnu) && !isData(document, gnu ?? mention) && !isDenied(document, mention, lists))
  );
}

/** `GNU General Public License, version 2 or later`, `Apache License, Version 2.0`: so much is said for a reason. */
function isExact(mention: Mention, lists: NoticeWords, gnu: GnuReading | undefined): boolean {
  const isFull = isFullName(mention, lists);
  if (gnu !== undefined) return gnu.isVersioned && (isFull || gnu.isOnly || gnu.expression.endsWith('-or-later'));
  return isFull && mention.rule.weak !== true && (mention.rule.kind === 'title' || mention.rule.words.length >= 3);
}

/** `"Apache License 2.0"`, `GPL-2.0-only`: a string or an id, as in a table of licenses. */
function isData(document: Document, { from, to }: { readonly from: number; readonly to: number }): boolean {
  const begin = document.starts[from] ?? 0;
  if (/["'`]/.test(document.text.charAt(begin - 1))) return true;
  return /^[^\s-]+-\S+$/.test(document.text.slice(begin, document.ends[to - 1]));
}

function isDenied(document: Document, mention: Mention, lists: NoticeWords): boolean {
  for (let at = mention.from - 1; at >= Math.max(0, mention.from - DENIAL_REACH); at -= 1) {
    if (endsSentence(document, at)) return false;
    if (lists.negation.has(document.tokens[at] ?? 0)) return true;
  }
  return lists.negation.has(document.tokens[mention.to] ?? 0);
}

/** `BSD licensed`, `Copyright … MIT license`, `MIT license, see LICENSE`: no trigger before, and still a grant. */
function speaksForItself(document: Document, mention: Mention, lists: NoticeWords): boolean {
  if (!isFullName(mention, lists)) return false;
  if (document.ignorable[mention.from] === COPYRIGHT_STATEMENT) return true;
  const wordAt = (at: number): string => document.text.slice(document.starts[at], document.ends[at]).toLowerCase();
  const isNegative = lists.negation.has(document.tokens[mention.from - 1] ?? 0);
  return (
    !isNegative &&
    (wordAt(mention.to - 1) === 'licensed' ||
      (wordAt(mention.to) === 'see' && /^(?:licen[sc]e|copying|the|file)$/.test(wordAt(mention.to + 1))))
  );
}

const BANNER_REACH = 200;

/** `Modernizr 3.5.0 | MIT`, `… | MIT & BSD`: a part of its own in the banner of a built file, which is a comment. */
function isInBanner(document: Document, mention: Mention): boolean {
  const begin = document.starts[mention.from] ?? 0;
  const end = document.ends[mention.to - 1] ?? 0;
  const before = document.text.slice(Math.max(0, begin - BANNER_REACH), begin);
  const after = document.text.slice(end, end + 24);
  if (!/\/[/*]|#|^\s*\*|\n\s*\*|<!--/.test(before)) return false;
  return /[ \t]\|[ \t]*(?:[\w.-]+[ \t]*[&,/][ \t]*)?$/.test(before) && /^[ \t]*(?:$|\n|\r|\*\/|[|&,/])/.test(after);
}

/** A heading: the name makes up its line. Bare acronyms (`MIT`, `BSD`) do not count so. */
function standsAlone(document: Document, mention: Mention, { heading }: NoticeWords, isGnu: boolean): boolean {
  const names = mention.to - mention.from;
  const [lineFrom, lineTo] = lineOf(document, mention);
  const others = lineTo - lineFrom - names;
  let hasLicenseWord = mention.rule.kind === 'title';
  // `the XFree86 1.1 license`: the word behind a name counts as its own.
  for (let at = mention.from; at <= mention.to; at += 1) if (heading.has(document.tokens[at] ?? 0)) hasLicenseWord = true;
  if (isGnu && document.count <= TINY) return lineFrom === 0;
  if (!hasLicenseWord) return names >= 2 && others === 0 && lineTo - lineFrom <= 6 && document.count < 40;
  return others <= 2 || (mention.rule.kind === 'title' && names >= 4 && others <= names * 2);
}

/** The words of the mention's line; a comment's marks end a line too, so that a banner in a minified file has one. */
function lineOf(document: Document, mention: Mention): readonly [from: number, to: number] {
  const begin = document.starts[mention.from] ?? 0;
  const end = document.ends[mention.to - 1] ?? 0;
  const before = document.text.slice(Math.max(0, begin - LONGEST_LINE), begin);
  const after = document.text.slice(end, end + LONGEST_LINE);
  const start = begin - before.length + Math.max(before.lastIndexOf('\n'), before.lastIndexOf('/*'));
  const stop = end + Math.min(...['\n', '*/'].map((mark) => after.indexOf(mark)).map((at) => (at < 0 ? after.length : at)));
  let from = mention.from;
  while (from > 0 && (document.starts[from - 1] ?? 0) > start) from -= 1;
  let to = mention.to;
  while (to < document.count && (document.starts[to] ?? 0) < stop) to += 1;
  return [from, to];
}
