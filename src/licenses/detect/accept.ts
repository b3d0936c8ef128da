import { isRefusedBefore, restricts, takesBack } from './changed-terms.ts';
import type { Document } from './document.ts';
import { DISCLAIMING, type LicenseIndex, type Template } from './license-index.ts';
import type { Difference, TextMatch } from './measure.ts';

/** Whether the differences leave the terms unchanged; if not, why. */
export type Verdict = { readonly accepted: true } | { readonly accepted: false; readonly reason: string };

const DISCLAIMER_REACH = 220;
/** More words in a row are a clause. */
const LONGEST_LOSS = 24;
/** An introduction or a closing remark may be left out. */
const LONGEST_EDGE = 40;
/** Shorter texts have nothing to leave out. */
const MANY_WORDS = 100;
/** In longer texts one word more or less carries no grant. */
const LONG_TEXT = 400;
/** More words than this, added to a text of a few sentences, are a condition of their own. */
const ONE_MORE_CONDITION = 12;

/** Judges a match: enough of the text, no clause missing, no clause added. */
export function judge(index: LicenseIndex, document: Document, match: TextMatch): Verdict {
  const template = index.templates[match.template] as Template;
  const least = leastScore(template.required);
  if (match.score < least) return { accepted: false, reason: `similarity ${match.score.toFixed(2)} is below ${least}` };
  if (match.coverage < least)
    return { accepted: false, reason: `only ${Math.round(match.coverage * 100)} % of the text is there` };
  if (template.isCut === true && isDisclaimed(index, document, match.to))
    return { accepted: false, reason: 'the disclaimer has another wording' };
  if (template.isCut === true && hasFurtherCondition(document, match.to))
    return { accepted: false, reason: 'further conditions follow' };
  if (isRefusedBefore(index, document, match.from)) return { accepted: false, reason: 'a word before the text takes it back' };
  const longest = Math.min(LONGEST_LOSS, Math.max(14, template.required * 0.06));
  for (const difference of match.differences) {
    if (difference.lost > (isAtEdge(template, difference) ? LONGEST_EDGE : longest))
      return { accepted: false, reason: `${difference.lost} words in a row are missing` };
    if (difference.added > mostAdded(template, longest))
      return { accepted: false, reason: `${difference.added} words in a row are added` };
    if (restricts(index, document, difference)) return { accepted: false, reason: 'words that restrict the terms are added' };
    if (template.required < LONG_TEXT && takesBack(index, document, template, difference))
      return { accepted: false, reason: 'words that grant the terms are missing' };
  }
  return { accepted: true };
}

function isAtEdge(template: Template, { missing, added }: Difference): boolean {
  return added === 0 && template.required >= MANY_WORDS && (missing[0] === 0 || missing[1] === template.length);
}

/** How many words in a row may be added. */
function mostAdded({ required }: Template, longest: number): number {
  return required < LONG_TEXT ? ONE_MORE_CONDITION : Math.max(longest, required * 0.06) * 2;
}

function leastScore(required: number): number {
  if (required < 25) return 0.92;
  if (required < 60) return 0.88;
  return required < LONG_TEXT ? 0.87 : 0.8;
}

/** Whether words of a disclaimer follow. */
function isDisclaimed(index: LicenseIndex, document: Document, from: number): boolean {
  for (let at = from; at < Math.min(document.count, from + DISCLAIMER_REACH); at += 1) {
    if (((index.dictionary.traits[document.tokens[at] ?? 0] ?? 0) & DISCLAIMING) !== 0) return true;
  }
  return false;
}

const NEXT_NUMBER = /^[^\p{L}\d]*\d[.)]\s/u;

/** Whether the conditions go on behind the last one of the license: `3. Names of the holders must not …`. */
function hasFurtherCondition(document: Document, to: number): boolean {
  const end = document.ends[to - 1] ?? 0;
  return NEXT_NUMBER.test(document.text.slice(end, document.starts[to] ?? end));
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
