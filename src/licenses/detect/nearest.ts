import type { Document } from './document.ts';
import type { Finding } from './finding.ts';
import { textFinding } from './findings.ts';
import type { Nearest } from './identification.ts';
import type { LicenseIndex, Template } from './license-index.ts';
import type { JudgedMatch } from './match-texts.ts';
import { placeOf } from './places.ts';

const LEAST_COVERAGE = 0.5;
const LEAST_SCORE = 0.5;
/** A title stands this many words above its text at most: copyright lines lie between. */
const TITLE_REACH = 40;

/** Texts that resemble a license and were refused its name. */
export function changedTexts(refused: readonly JudgedMatch[]): readonly JudgedMatch[] {
  return refused.filter(({ coverage, score }) => coverage >= LEAST_COVERAGE && score >= LEAST_SCORE);
}

/** The title above a changed text does not give it back the name that its words took away. */
export function withoutTitles(
  index: LicenseIndex,
  findings: readonly Finding[],
  changed: readonly JudgedMatch[],
): readonly Finding[] {
  const isTitle = (finding: Finding): boolean =>
    finding.matcher === 'notice' &&
    changed.some((match) => {
      const { expression } = index.templates[match.template] as Template;
      return finding.expression === expression && finding.to >= match.from - TITLE_REACH && finding.to <= match.to;
    });
  return changed.length === 0 ? findings : findings.filter((finding) => !isTitle(finding));
}

/** The license that a changed text comes closest to, and the words that keep it from being that license. */
export function toNearest(index: LicenseIndex, document: Document, changed: readonly JudgedMatch[]): Nearest | undefined {
  const [best] = [...changed].sort((a, b) => b.score * b.coverage - a.score * a.coverage);
  if (best === undefined || best.verdict.accepted) return undefined;
  const { expression, score, start, end, missing, extra } = textFinding(index, document, best);
  const { lines } = placeOf(document.source, start, end);
  return { expression, score: Math.round(score * 1000) / 1000, reason: best.verdict.reason, lines, missing, extra };
}
