import type { Document } from './document.ts';
import type { Mention } from './phrase-tree.ts';
import { endsSentence } from './sentences.ts';
import { isVersionWord, word } from './version-words.ts';
import { VERSIONED_ID, type Versions } from './versions.ts';

const AHEAD = 8;
const BEFORE = 5;
const NUMBER = /^\d{1,2}[a-z]?$/;
const JOINING = /^(?:of|the|this|license|licence|agreement|either|or)$/;

/**
 * The license that a name means with the version that the words around it tell: `Zope Public License (ZPL) Version 2.0`,
 * `version 2.1 of the Academic Free License`. `undefined` for a version that is not listed, and for a family without one.
 */
export function inStatedVersion(
  document: Document,
  mention: Mention,
  { after, versions }: { readonly after: number; readonly versions: Versions },
): string | undefined {
  const { expression, weak } = mention.rule;
  const family = expression.replace(VERSIONED_ID, '$1').toLowerCase();
  if (!versions.has(family) || expression.includes(' ')) return expression;
  const stated = weak === true ? versionAround(document, mention, after) : cutVersion(document, mention);
  if (stated === undefined) return expression.endsWith('*') ? undefined : expression;
  const forms = [stated, `${stated}.0`, `${stated}.0.0`, `${stated}c`, `${stated}a`];
  return forms.map((form) => versions.get(`${family}-${form}`)).find((id) => id !== undefined);
}

function versionAround(document: Document, mention: Mention, after: number): string | undefined {
  return versionBehind(document, mention, after) ?? versionBefore(document, mention);
}

/** Where a name ends in the middle of a number (`BitTorrent License 1` in `BitTorrent License 1.2`), the whole number. */
function cutVersion(document: Document, mention: Mention): string | undefined {
  const last = mention.to - 1;
  if (!NUMBER.test(word(document, last)) || !isDotted(document, last) || !/^[1-9]\d?$/.test(word(document, last + 1)))
    return undefined;
  let first = last;
  while (first > mention.from && NUMBER.test(word(document, first - 1)) && isDotted(document, first - 1)) first -= 1;
  return numberAt(document, first);
}

function versionBehind(document: Document, mention: Mention, after: number): string | undefined {
  for (let at = mention.to; at < Math.min(document.count, mention.to + AHEAD, after); at += 1) {
    if (endsSentence(document, at - 1)) return undefined;
    if (NUMBER.test(word(document, at)) && (at === mention.to || isVersionWord(document, at - 1))) return numberAt(document, at);
  }
  return undefined;
}

function versionBefore(document: Document, mention: Mention): string | undefined {
  for (let at = mention.from - 1; at > Math.max(0, mention.from - BEFORE); at -= 1) {
    const text = word(document, at);
    if (JOINING.test(text)) continue;
    if (!NUMBER.test(text) || word(document, mention.from - 1) === text) return undefined;
    let first = at;
    while (first > 0 && NUMBER.test(word(document, first - 1)) && isDotted(document, first - 1)) first -= 1;
    return isVersionWord(document, first - 1) ? numberAt(document, first) : undefined;
  }
  return undefined;
}

/** `2`, `2.1`, `1.3c`: the numbers joined by dots from here on. */
function numberAt(document: Document, at: number): string {
  let number = word(document, at);
  for (let next = at; isDotted(document, next) && NUMBER.test(word(document, next + 1)); next += 1)
    number += `.${word(document, next + 1)}`;
  return number;
}

/** Whether a dot and the next word follow without a blank. */
function isDotted(document: Document, at: number): boolean {
  const end = document.ends[at] ?? 0;
  return document.text.charCodeAt(end) === 46 && document.starts[at + 1] === end + 1;
}
