import type { Document } from './document.ts';
import { isVersionWord, versionAt, word } from './version-words.ts';
import { endsSentence } from './sentences.ts';

/** Words that open a version upwards. */
export const LATER = new Set([
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
/** `version 2 of the License, a copy of which is provided under the name COPYING, or (at your option) any later version` */
const LONGEST_TAIL = 28;

/** Words that may stand between a version and a name, or a version and `later`. */
export const JOINING = new Set(
  'of the version versions or and later any newer only at your option license s terms conditions'.split(' '),
);

interface Tail {
  readonly isLater: boolean;
  readonly isOnly?: boolean;
  readonly other?: string;
  readonly to: number;
}

/** What stands behind the version: `+`, `or later`, `only`, `or version 3`. */
export function readTail(document: Document, from: number, limit: number): Tail {
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
