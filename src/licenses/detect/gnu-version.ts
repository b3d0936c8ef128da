import type { Document } from './document.ts';
import { JOINING, LATER, readTail } from './gnu-tail.ts';
import { type Found, isVersionWord, versionAt, word, words } from './version-words.ts';
import { endsSentence } from './sentences.ts';
import type { Mention } from './phrase-tree.ts';

/** The versions that exist, and what a notice without one means: any version ever published. */
const FAMILIES: Readonly<Record<string, { readonly versions: readonly string[]; readonly any: string }>> = {
  GPL: { versions: ['1.0', '2.0', '3.0'], any: 'GPL-1.0-or-later' },
  LGPL: { versions: ['2.0', '2.1', '3.0'], any: 'LGPL-2.0-or-later' },
  AGPL: { versions: ['1.0', '3.0'], any: 'AGPL-3.0-or-later' },
  GFDL: { versions: ['1.1', '1.2', '1.3'], any: 'GFDL-1.1-or-later' },
};
const AHEAD = 34;
/** What a mention of a GNU license says about its version. */
export interface GnuReading {
  readonly expression: string;
  readonly isVersioned: boolean;
  /** It says `only`. */
  readonly isOnly: boolean;
  /** Where the reading ends: behind `any later version`. */
  readonly from: number;
  readonly to: number;
}

/** Whether a rule's expression is a GNU family whose version the notice tells. */
export function isGnuFamily(expression: string): boolean {
  return Object.hasOwn(FAMILIES, expression);
}

/** What a GNU family without a version stands for; `undefined` when the expression is no family. */
export function anyVersion(expression: string): string | undefined {
  return Object.hasOwn(FAMILIES, expression) ? FAMILIES[expression]?.any : undefined;
}

/**
 * Reads the grammar of GNU notices: `version 2 of the License, or (at your option) any later version`, `GPLv2+`,
 * `version 2 only`, `version 2 or version 3`, and `version 2 of the GNU …` before the name.
 */
export function readGnuVersion(
  document: Document,
  mention: Mention,
  bounds: { readonly before: number; readonly after: number },
): GnuReading {
  const family = mention.rule.expression;
  const before = versionBefore(document, mention, bounds.before);
  const behind = before === undefined ? versionBehind(document, mention, bounds.after) : undefined;
  const found = behind ?? before;
  // The Library GPL became the Lesser GPL with version 2.1.
  const isLesser = family === 'LGPL' && words(document, mention.from, mention.to).includes('lesser');
  const any = isLesser ? 'LGPL-2.1-or-later' : (FAMILIES[family]?.any ?? '');
  if (found === undefined) return { expression: any, isVersioned: false, isOnly: false, from: mention.from, to: mention.to };
  const version = existing(family, found.version);
  if (version === undefined) return { expression: any, isVersioned: false, isOnly: false, from: mention.from, to: mention.to };
  const tail = readTail(document, found.to, found === behind ? bounds.after : mention.from);
  const other = tail.other ?? (found === before ? versionAhead(document, found) : undefined);
  const second = other === undefined ? undefined : existing(family, other);
  const first = `${family}-${version}-${tail.isLater && second === undefined ? 'or-later' : 'only'}`;
  const expression =
    second === undefined || second === version ? first : `${first} OR ${family}-${second}-${tail.isLater ? 'or-later' : 'only'}`;
  return {
    expression,
    isVersioned: true,
    isOnly: tail.isOnly === true,
    from: Math.min(mention.from, found.from),
    to: Math.max(mention.to, tail.to),
  };
}

function versionBehind(document: Document, mention: Mention, after: number): Found | undefined {
  const end = Math.min(document.count, mention.to + AHEAD, after);
  // Behind the end of a paragraph or a comment, only a version that comes first belongs to the name above (a heading).
  const isHeading = isApart(document, mention.to);
  for (let at = mention.to; at < end; at += 1) {
    const isFirst = at - mention.to <= 1;
    if (!isFirst && (isHeading || isApart(document, at))) return undefined;
    if (at > mention.to && endsSentence(document, at - 1) && !isVersionWord(document, at - 1)) return undefined;
    if (at === mention.to && endsSentence(document, at - 1)) return undefined;
    const isNear = isFirst && word(document, at - 1) !== 'of';
    if (!isNear && !isVersionWord(document, at - 1)) continue;
    const found = versionAt(document, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

const APART = /\n[^\p{L}\d\n]*\n|\*\//u;

function isApart(document: Document, at: number): boolean {
  return APART.test(document.text.slice(document.ends[at - 1], document.starts[at]));
}

/** `version 2 of the`, `version 2 or later of the`, right before the name. */
function versionBefore(document: Document, mention: Mention, before: number): Found | undefined {
  for (let at = mention.from - 1; at >= Math.max(before, mention.from - 14, 0); at -= 1) {
    if (isVersionWord(document, at - 1) && !endsSentence(document, at)) {
      const found = versionAt(document, at);
      const between = document.text.slice(document.ends[(found?.to ?? at) - 1], document.starts[mention.from]);
      if (found !== undefined && !isClosed(between) && isJoined(words(document, found.to, mention.from))) return found;
    }
  }
  return undefined;
}

/** Whether the words between a version and a name make one phrase: `or later of the`. */
function isClosed(between: string): boolean {
  return between.split(')').length > between.split('(').length;
}

/** The `2` of `either version 2 or version 3 of the`. */
function versionAhead(document: Document, { from }: Found): string | undefined {
  const or = isVersionWord(document, from - 1) && word(document, from - 1) !== 'or' ? from - 2 : from - 1;
  if (!/^(?:or|and)$/.test(word(document, or))) return undefined;
  return [or - 1, or - 2].map((at) => versionAt(document, at)).find((found) => found?.to === or)?.version;
}

function isJoined(between: readonly string[]): boolean {
  const last = between.at(-1) === 'the' ? between.at(-2) : between.at(-1);
  return last === 'of' && between.every((text) => JOINING.has(text) || LATER.has(text));
}

function existing(family: string, version: string): string | undefined {
  const versions = FAMILIES[family]?.versions ?? [];
  if (versions.includes(version)) return version;
  if (family === 'GFDL' && version === '1.0') return undefined;
  return versions.find((candidate) => candidate.startsWith(version.slice(0, 2)));
}
