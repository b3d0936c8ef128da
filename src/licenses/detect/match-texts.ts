import { hasTellingPhrases, judge, type Verdict } from './accept.ts';
import { align } from './align.ts';
import { findCandidates } from './candidates.ts';
import type { Document } from './document.ts';
import type { LicenseIndex } from './license-index.ts';
import { measure, type TextMatch } from './measure.ts';

export interface JudgedMatch extends TextMatch {
  readonly verdict: Verdict;
}

export interface TextMatches {
  /** Each word is claimed by at most one of them. */
  readonly accepted: readonly JudgedMatch[];
  /** What resembles a license where no accepted text stands, all candidates. */
  readonly refused: readonly JudgedMatch[];
}

/** Finds the license texts of a document, and what only resembles one. */
export function matchTexts(index: LicenseIndex, document: Document): TextMatches {
  const matches: JudgedMatch[] = [];
  const exact: JudgedMatch[] = [];
  for (const candidate of findCandidates(index, document, exact)) {
    const match = measure(index, document, align(index, document, candidate));
    if (match === undefined || match.score < LEAST_SCORE || !hasTellingPhrases(index, document, match)) continue;
    const verdict = judge(index, document, match);
    // A refused excerpt must not stand in the way of the whole text.
    if (verdict.accepted || index.templates[match.template]?.isCut !== true) matches.push({ ...match, verdict });
    if (verdict.accepted && match.score >= EXACT && match.to - match.from - match.explained <= MOST_EXTRA)
      exact.push({ ...match, verdict });
  }
  const chosen = choose(withoutOwnRivals(index, matches));
  const accepted = chosen.filter(({ verdict }) => verdict.accepted);
  const refused = matches.filter(
    (match) => !match.verdict.accepted && accepted.every((other) => overlap(other, match) <= MOST_OVERLAP),
  );
  return { accepted, refused };
}

const LEAST_SCORE = 0.4;
const MOST_OVERLAP = 0.25;
const EXACT = 0.99;
/** Holders and years stand between the words of an exact text, and nothing longer. */
const MOST_EXTRA = 16;

/** How much better than an accepted wording of a license a refused one may fit and still be only the wrong wording. */
const NEARLY_AS_GOOD = 0.03;

/** Of one license's wordings, one that was accepted speaks for it: a refused one beside it keeps nothing out. */
function withoutOwnRivals(index: LicenseIndex, matches: readonly JudgedMatch[]): readonly JudgedMatch[] {
  const accepted = matches.filter(({ verdict }) => verdict.accepted);
  const license = ({ template }: JudgedMatch): string | undefined => index.templates[template]?.expression;
  return matches.filter(
    (match) =>
      match.verdict.accepted ||
      !accepted.some(
        (other) =>
          license(other) === license(match) &&
          other.score >= match.score - NEARLY_AS_GOOD &&
          overlap(other, match) > MOST_OVERLAP,
      ),
  );
}

/**
 * Takes the matches that explain most, one after the other, as long as they do not stand on taken words. A refused
 * match that explains more than an accepted one keeps it out: the text is a changed X, and not the Y that fits less.
 */
function choose(matches: readonly JudgedMatch[]): readonly JudgedMatch[] {
  const ranked = [...matches].sort((a, b) => worth(b) - worth(a) || b.explained - a.explained || a.template - b.template);
  const chosen: JudgedMatch[] = [];
  for (const match of ranked) {
    if (chosen.every((other) => overlap(other, match) <= MOST_OVERLAP)) chosen.push(match);
  }
  return chosen.sort((a, b) => a.from - b.from);
}

/** The share of a match's words that another one covers. */
function overlap(other: JudgedMatch, match: JudgedMatch): number {
  return (Math.min(other.to, match.to) - Math.max(other.from, match.from)) / (match.to - match.from);
}

/** Similarity weighs most: a text that fits exactly beats a longer one that fits roughly. */
function worth(match: JudgedMatch): number {
  return match.explained * match.score ** 8;
}
