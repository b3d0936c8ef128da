import type { Document } from './document.ts';
import { endsSentence } from './sentences.ts';
import type { Mention } from './phrase-tree.ts';

/** The versions that exist, and what a notice without one means: any version ever published. */
const FAMILIES: Readonly<Record<string, { readonly versions: readonly string[]; readonly any: string }>> = {
  GPL: { versions: ['1.0', '2.0', '3.0'], any: 'GPL-1.0-or-later' },
  LGPL: { versions: ['2.0', '2.1', '3.0'], any: 'LGPL-2.0-or-later' },
  AGPL: { versions: ['1.0', '3.0'], any: 'AGPL-3.0-or-later' },
  GFDL: { versions: ['1.1', '1.2', '1.3'], any: 'GFDL-1.1-or-later' },
};
const LATER = new Set([
  'later',
  'newer',
  'above',
  'greater',
  'higher',
  'upwards',
  'upward',
  'onwards',
  'subsequent',
  'more',
  'ultérieure',
  'späteren',
  'spätere',
  'posterior',
  'successiva',
]);
const BEFORE_LATER = new Set([
  'or',
  'and',
  'any',
  'version',
  'versions',
  'a',
  'some',
  'all',
  'jeder',
  'jede',
  'versión',
  'versione',
  'versão',
  'o',
  'ou',
  'oder',
]);
const OR = new Set(['or', 'and', 'any', 'ou', 'oder', 'soit', 'o']);
const AHEAD = 34;
/** `version 2 of the License, a copy of which is provided under the name COPYING, or (at your option) any later version` */
const LONGEST_TAIL = 28;

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
  const second = tail.other === undefined ? undefined : existing(family, tail.other);
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

interface Found {
  readonly version: string;
  readonly from: number;
  readonly to: number;
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
      if (found !== undefined && !between.includes(')') && isJoined(words(document, found.to, mention.from))) return found;
    }
  }
  return undefined;
}

const JOINING = new Set('of the or and later any newer only at your option license s terms conditions'.split(' '));

/** Whether the words between a version and a name make one phrase: `or later of the`. */
function isJoined(between: readonly string[]): boolean {
  return between.includes('of') && between.every((text) => JOINING.has(text) || LATER.has(text));
}

function isVersionWord(document: Document, at: number): boolean {
  const text = at >= 0 ? word(document, at) : '';
  if (text === 'version' || text === 'versions' || text === 'v' || text === 'ver' || text === 'vers') return true;
  return (
    document.text.charCodeAt((document.starts[at + 1] ?? 0) - 1) === 118 ||
    document.text.charCodeAt((document.starts[at + 1] ?? 0) - 1) === 86
  );
}

const SPELLED: Readonly<Record<string, string>> = { one: '1', two: '2', three: '3' };

/** `2`, `2.0`, `2.1`, `1.3` as words, `21` in `LGPL21`; a number followed by more digits is a date or a list. */
function versionAt(document: Document, at: number): Found | undefined {
  const text = word(document, at);
  const glued = /^([123])([0-3])$/.exec(text);
  if (glued !== null && /[a-z]/i.test(document.text.charAt((document.starts[at] ?? 0) - 1)))
    return { version: `${glued[1]}.${glued[2]}`, from: at, to: at + 1 };
  const major = isVersionWord(document, at - 1) ? (SPELLED[text] ?? text) : text;
  if (!/^[123]$/.test(major)) return undefined;
  const isDotted =
    document.text.charCodeAt(document.ends[at] ?? 0) === 46 && document.starts[at + 1] === (document.ends[at] ?? 0) + 1;
  const minor = isDotted ? word(document, at + 1) : '';
  // `1.1.7` is a release.
  if (isDotted && /^\.\d/.test(document.text.slice(document.ends[at + 1] ?? 0, (document.ends[at + 1] ?? 0) + 2)))
    return undefined;
  if (isDotted && /^\d$/.test(minor)) return { version: `${major}.${minor}`, from: at, to: at + 2 };
  return { version: `${major}.0`, from: at, to: at + 1 };
}

function existing(family: string, version: string): string | undefined {
  const versions = FAMILIES[family]?.versions ?? [];
  if (versions.includes(version)) return version;
  if (family === 'GFDL' && version === '1.0') return undefined;
  return versions.find((candidate) => candidate.startsWith(version.slice(0, 2)));
}

interface Tail {
  readonly isLater: boolean;
  readonly isOnly?: boolean;
  readonly other?: string;
  readonly to: number;
}

/** What stands behind the version: `+`, `or later`, `only`, `or version 3`. */
function readTail(document: Document, from: number, limit: number): Tail {
  if (document.text.charCodeAt(document.ends[from - 1] ?? 0) === 43) return { isLater: true, to: from };
  let hasOr = false;
  let other: string | undefined;
  // Behind other words a number is the version of something else (`or the Mozilla License, Version 1.0`).
  let isForeign = false;
  let to = from;
  for (let at = from; at < Math.min(document.count, from + LONGEST_TAIL, limit); at += 1) {
    if (endsSentence(document, at - 1)) break;
    const text = word(document, at);
    if (!JOINING.has(text) && !LATER.has(text) && !/^(?:versions?|v|ver|\d|either)$/.test(text)) isForeign = true;
    if (text === 'plus' && at === from) return { isLater: true, to: at + 1 };
    if (text === 'only' && at - from < 3) return { isLater: false, isOnly: true, to: at + 1 };
    if (OR.has(text)) hasOr = true;
    // KDE's `version 3 or any later version accepted by the membership` is no open-ended grant.
    if (LATER.has(text) && /^(?:accepted|approved)$/.test(word(document, at + 2))) break;
    if (LATER.has(text) && hasOr && BEFORE_LATER.has(word(document, at - 1)))
      return { isLater: true, ...(other !== undefined && { other }), to: at + 1 };
    if (
      hasOr &&
      !isForeign &&
      other === undefined &&
      /^[123]$/.test(text) &&
      (isVersionWord(document, at - 1) || word(document, at - 1) === 'or')
    ) {
      const found = versionAt(document, at);
      if (found !== undefined) {
        other = found.version;
        to = found.to;
      }
    }
  }
  return { isLater: false, ...(other !== undefined && { other }), to };
}

function words(document: Document, from: number, to: number): string[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, offset) => word(document, from + offset));
}

function word(document: Document, at: number): string {
  return at < 0 || at >= document.count ? '' : document.text.slice(document.starts[at], document.ends[at]).toLowerCase();
}
