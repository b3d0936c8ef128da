import type { Document } from './document.ts';
import type { LicenseIndex, Template } from './license-index.ts';
import type { Difference, TextMatch } from './measure.ts';

/** Whether the differences leave the terms unchanged; if not, why. */
export type Verdict = { readonly accepted: true } | { readonly accepted: false; readonly reason: string };

const RESTRICTIVE = 1;
const LONGEST_NAME = 12;

/** Judges a match: enough of the text, no clause missing, no clause added. */
export function judge(index: LicenseIndex, document: Document, match: TextMatch): Verdict {
  const template = index.templates[match.template] as Template;
  const least = leastScore(template.required);
  if (match.score < least) return { accepted: false, reason: `similarity ${match.score.toFixed(2)} is below ${least}` };
  if (match.coverage < least)
    return { accepted: false, reason: `only ${Math.round(match.coverage * 100)} % of the text is there` };
  const longest = Math.max(14, template.required * 0.06);
  for (const difference of match.differences) {
    if (difference.lost > longest) return { accepted: false, reason: `${difference.lost} words in a row are missing` };
    if (difference.added > longest * 2) return { accepted: false, reason: `${difference.added} words in a row are added` };
    if (restricts(index, document, difference)) return { accepted: false, reason: 'words that restrict the terms are added' };
  }
  return { accepted: true };
}

function leastScore(required: number): number {
  if (required < 25) return 0.92;
  return required < 60 ? 0.86 : 0.8;
}

/**
 * An added stretch of words with a restriction in it that the template does not have at that place. What stands in a
 * holder's gap is looked at too, once it is longer than a name, unless a whole optional section is missing there.
 */
function restricts(index: LicenseIndex, document: Document, { extra, missing, added, lost }: Difference): boolean {
  const isAddition = added >= 3 && added > lost * 2;
  const isInGap = added === 0 && lost === 0 && missing[1] - missing[0] < LONGEST_NAME && extra[1] - extra[0] >= LONGEST_NAME;
  if (!isAddition && !isInGap) return false;
  let restrictions = 0;
  for (let at = extra[0]; at < extra[1]; at += 1) {
    const id = document.tokens[at] ?? 0;
    if (document.ignorable[at] === 0 && ((index.dictionary.traits[id] ?? 0) & RESTRICTIVE) !== 0) restrictions += 1;
  }
  return restrictions > 0;
}

/** Whether the phrases without which the text is another license are there. */
export function hasTellingPhrases(index: LicenseIndex, document: Document, match: TextMatch): boolean {
  const template = index.templates[match.template] as Template;
  return template.mustHave.every((phrase) => contains(document, match, phrase));
}

function contains(document: Document, match: TextMatch, phrase: readonly number[]): boolean {
  for (let at = match.from; at + phrase.length <= match.to; at += 1) {
    if (phrase.every((id, offset) => document.tokens[at + offset] === id)) return true;
  }
  return false;
}
