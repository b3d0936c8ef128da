import { hasTellingPhrases, judge, type Verdict } from './accept.ts';
import { align } from './align.ts';
import { findCandidates } from './candidates.ts';
import type { Document } from './document.ts';
import type { LicenseIndex } from './license-index.ts';
import { measure, type TextMatch } from './measure.ts';

export interface JudgedMatch extends TextMatch {
  readonly verdict: Verdict;
}

/** The license texts of a document, each word claimed by at most one of them; the rejected ones are kept for `nearest`. */
export function matchTexts(index: LicenseIndex, document: Document): readonly JudgedMatch[] {
  const matches: JudgedMatch[] = [];
  for (const candidate of findCandidates(index, document)) {
    const match = measure(index, document, align(index, document, candidate));
    if (match !== undefined && match.score >= 0.4 && hasTellingPhrases(index, document, match))
      matches.push({ ...match, verdict: judge(index, document, match) });
  }
  return choose(matches);
}

/** Takes the matches that explain most, one after the other, as long as they do not stand on taken words. */
function choose(matches: readonly JudgedMatch[]): readonly JudgedMatch[] {
  const ranked = [...matches].sort((a, b) => worth(b) - worth(a) || b.explained - a.explained || a.template - b.template);
  const chosen: JudgedMatch[] = [];
  for (const match of ranked) {
    const isFree = chosen.every(
      (other) => Math.min(other.to, match.to) - Math.max(other.from, match.from) <= 0.25 * (match.to - match.from),
    );
    if (isFree) chosen.push(match);
  }
  return chosen.sort((a, b) => a.from - b.from);
}

/** Similarity weighs most: a text that fits exactly beats a longer one that fits roughly. */
function worth(match: JudgedMatch): number {
  return (match.matched + 0.02 * match.explained) * match.score ** 8;
}
