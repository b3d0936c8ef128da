import type { Document } from './document.ts';
import { GRANTING, LIMITING, type LicenseIndex, OPTIONAL, REFUSING, RESTRICTIVE, type Template } from './license-index.ts';
import type { Difference } from './measure.ts';

const LONGEST_NAME = 12;
const STEM = 6;

/**
 * An added stretch of words with a restriction in it that the template does not have at that place, or a single word
 * that limits (`only`, `unmodified`, `noncommercial`). What stands in a holder's gap is looked at too, once it is longer
 * than a name, unless a whole optional section is missing there.
 */
export function restricts(index: LicenseIndex, document: Document, { extra, missing, added, lost }: Difference): boolean {
  const has = (trait: number): boolean => {
    for (let at = extra[0]; at < extra[1]; at += 1) {
      if (document.ignorable[at] === 0 && (traitsOf(index, document.tokens[at] ?? 0) & trait) !== 0) return true;
    }
    return false;
  };
  if (added > 0 && added >= lost && has(LIMITING)) return true;
  if (extra[1] > extra[0] && isRefusedBefore(index, document, extra[1]) && grants(index, document, extra[1])) return true;
  const isAddition = added >= 3 && added > lost * 2;
  const isInGap = added === 0 && lost === 0 && missing[1] - missing[0] < LONGEST_NAME && extra[1] - extra[0] >= LONGEST_NAME;
  return (isAddition || isInGap) && has(RESTRICTIVE);
}

/** Words between a denial and the right it denies (`not be permitted`), at most. */
const DENIAL_REACH = 4;

/** `even if not advised of` denies no right; `not permitted` does. */
function grants(index: LicenseIndex, document: Document, from: number): boolean {
  for (let at = from; at < from + DENIAL_REACH; at += 1) {
    if ((traitsOf(index, document.tokens[at] ?? 0) & GRANTING) !== 0) return true;
  }
  return false;
}

/** A lost stretch of words with a right in it (`modify`, `sublicense`) that does not stand there in another form. */
export function takesBack(index: LicenseIndex, document: Document, template: Template, difference: Difference): boolean {
  const { extra, missing, lost } = difference;
  if (lost === 0) return false;
  let instead: string | undefined;
  for (let at = missing[0]; at < missing[1]; at += 1) {
    const id = index.tokens[template.start + at] ?? 0;
    if ((traitsOf(index, id) & GRANTING) === 0 || isOptional(index, template, at) || isNoticeName(index, template, at)) continue;
    // At the beginning of a text, its first words may stand a little apart from the rest.
    const from = missing[0] === 0 ? Math.max(0, extra[0] - LONGEST_NAME) : extra[0];
    instead ??= lettersOf(document.text.slice(document.starts[from], document.ends[extra[1] - 1] ?? 0));
    if (!instead.includes(index.dictionary.spelling(id).slice(0, STEM))) return true;
  }
  return false;
}

/** `this permission notice` names the text; it grants nothing. */
function isNoticeName(index: LicenseIndex, template: Template, at: number): boolean {
  return at + 1 < template.length && index.dictionary.spelling(index.tokens[template.start + at + 1] ?? 0) === 'notice';
}

/** `No permission is hereby granted`: the word before the text takes it back. */
export function isRefusedBefore(index: LicenseIndex, document: Document, from: number): boolean {
  return from > 0 && (traitsOf(index, document.tokens[from - 1] ?? 0) & REFUSING) !== 0;
}

function isOptional(index: LicenseIndex, template: Template, at: number): boolean {
  return ((index.flags[template.start + at] ?? 0) & OPTIONAL) !== 0;
}

function traitsOf(index: LicenseIndex, id: number): number {
  return index.dictionary.traits[id] ?? 0;
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
