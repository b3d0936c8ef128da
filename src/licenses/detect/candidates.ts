import { type Candidate, findPlaces } from './clusters.ts';
import type { Document } from './document.ts';
import { GRAM } from './grams.ts';
import { collectHits } from './hits.ts';
import type { LicenseIndex } from './license-index.ts';

/** A template with a smaller share of its grams in the document is not looked at. */
const LEAST_SHARE = 0.3;
/** A text that is there word by word has nearly all its grams there. */
const NEARLY_ALL = 0.97;
/** The best candidates over one stretch of text that are aligned word by word. */
const MOST_PER_PLACE = 28;

/** A stretch of the document's words. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The templates worth aligning, by the grams they share with the document, best first. Most texts are there word by word:
 * what stands in the `exact` ones (which grow while the caller goes on) needs not even be looked for.
 */
export function* findCandidates(index: LicenseIndex, document: Document, exact: readonly Stretch[]): Generator<Candidate> {
  const hits = collectHits(index, document, LEAST_SHARE);
  const isMet = (number: number): boolean => hits.starts[number] !== hits.starts[number + 1];
  const shareAtMost = (number: number): number => (hits.counts[number] ?? 0) / (index.templates[number]?.grams ?? 1);
  const met = index.templates.map((_, number) => number).filter(isMet);
  const found = met
    .filter((number) => shareAtMost(number) >= NEARLY_ALL)
    .flatMap((number) => findPlaces(index, hits, number, LEAST_SHARE));
  const kept: Candidate[] = [];
  yield* keepBest(
    kept,
    found.filter(({ share }) => share >= NEARLY_ALL),
  );
  const isLost = (number: number): boolean => {
    const from = hits.documentAt[hits.starts[number] ?? 0] ?? 0;
    const to = (hits.documentAt[(hits.starts[number + 1] ?? 0) - 1] ?? 0) + GRAM;
    return exact.some((stretch) => isWithin({ from, to }, stretch));
  };
  const others = met
    .filter((number) => shareAtMost(number) < NEARLY_ALL && !isLost(number))
    .flatMap((number) => findPlaces(index, hits, number, LEAST_SHARE));
  for (const candidate of keepBest(kept, [...found.filter(({ share }) => share < NEARLY_ALL), ...others])) {
    // What lies in an exact text and lacks some of its own words is a relative of it.
    if (!exact.some((stretch) => isWithin(candidate, stretch))) yield candidate;
  }
}

function isWithin({ from, to }: Stretch, stretch: Stretch): boolean {
  return from >= stretch.from - GRAM && to <= stretch.to + GRAM;
}

/** Keeps the best few candidates of every stretch of text, beside those kept before, which are better. */
function* keepBest(kept: Candidate[], candidates: readonly Candidate[]): Generator<Candidate> {
  const ranked = [...candidates].sort((a, b) => b.share - a.share || b.to - b.from - (a.to - a.from) || a.template - b.template);
  for (const candidate of ranked) {
    const much = 0.7 * (candidate.to - candidate.from);
    let rivals = 0;
    for (const other of kept) if (overlap(other, candidate) > much) rivals += 1;
    if (rivals >= MOST_PER_PLACE) continue;
    kept.push(candidate);
    yield candidate;
  }
}

function overlap(left: Stretch, right: Stretch): number {
  return Math.min(left.to, right.to) - Math.max(left.from, right.from);
}
