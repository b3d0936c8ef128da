import type { Document } from './document.ts';
import { GRAM, sameGram } from './grams.ts';
import type { LicenseIndex, Template } from './license-index.ts';

/** A template that may stand at a place of the document. */
export interface Candidate {
  readonly template: number;
  /** Document position minus template position, on the whole. */
  readonly diagonal: number;
  readonly from: number;
  readonly to: number;
  /** Distinct grams found of those the index keeps for the template. */
  readonly share: number;
}

/** A template with a smaller share of its grams in the document is not looked at. */
const LEAST_SHARE = 0.3;
/** The best candidates over one stretch of text that are aligned word by word. */
const MOST_PER_PLACE = 28;

/** Finds the templates worth aligning, by the grams they share with the document. */
export function findCandidates(index: LicenseIndex, document: Document): readonly Candidate[] {
  const hits = collectHits(index, document);
  const candidates: Candidate[] = [];
  for (const [template, places] of hits) candidates.push(...clusters(index, template, places));
  return thin(candidates);
}

/** Pairs of document and template positions, per template that has enough of them. */
function collectHits(index: LicenseIndex, document: Document): Map<number, number[]> {
  const counts = new Uint32Array(index.templates.length);
  eachHit(index, document, (template) => {
    counts[template] = (counts[template] ?? 0) + 1;
  });
  const hits = new Map<number, number[]>();
  index.templates.forEach((template, number) => {
    if ((counts[number] ?? 0) >= Math.max(2, template.grams * LEAST_SHARE)) hits.set(number, []);
  });
  if (hits.size === 0) return hits;
  eachHit(index, document, (template, documentAt, templateAt) => {
    hits.get(template)?.push(documentAt, templateAt);
  });
  return hits;
}

function eachHit(
  index: LicenseIndex,
  document: Document,
  visit: (template: number, documentAt: number, templateAt: number) => void,
): void {
  const { bucketStarts, positions, templates } = index.postings;
  const mask = bucketStarts.length - 2;
  for (let at = 0; at + GRAM <= document.count; at += 1) {
    const hash = document.grams[at] ?? 0;
    if (hash === 0) continue;
    const bucket = hash & mask;
    const end = bucketStarts[bucket + 1] ?? 0;
    for (let slot = bucketStarts[bucket] ?? 0; slot < end; slot += 1) {
      const position = positions[slot] ?? 0;
      if (sameGram(document.tokens, at, index.tokens, position)) visit(templates[slot] ?? 0, at, position);
    }
  }
}

/** Splits a template's hits into the places where it stands: hits whose diagonals lie close together. */
function clusters(index: LicenseIndex, number: number, places: readonly number[]): Candidate[] {
  const template = index.templates[number];
  if (template === undefined) return [];
  const width = Math.max(40, template.length >> 1);
  const count = places.length >> 1;
  // Sorted by diagonal, with the hit's number behind it: one number each, so that the sort is native.
  const order = new Float64Array(count);
  for (let hit = 0; hit < count; hit += 1) order[hit] = diagonalAt(template, places, hit) * HITS + hit;
  order.sort();
  const hits = Uint32Array.from(order, (key) => key - Math.floor(key / HITS) * HITS);
  const diagonal = (rank: number): number => diagonalAt(template, places, hits[rank] ?? 0);
  const found: Candidate[] = [];
  let first = 0;
  for (let rank = 1; rank <= count; rank += 1) {
    if (rank < count && diagonal(rank) - diagonal(rank - 1) <= 30 && diagonal(rank) - diagonal(first) <= width) continue;
    const candidate = toCandidate({ number, template, places }, hits.subarray(first, rank));
    if (candidate.share >= LEAST_SHARE / 2) found.push(candidate);
    first = rank;
  }
  return joinNeighbours(found, template.length);
}

const HITS = 2 ** 22;

function diagonalAt(template: Template, places: readonly number[], hit: number): number {
  return (places[hit * 2] ?? 0) - (places[hit * 2 + 1] ?? 0) + template.start;
}

interface Hits {
  readonly number: number;
  readonly template: Template;
  /** Pairs of document and template positions. */
  readonly places: readonly number[];
}

function toCandidate({ number, template, places }: Hits, hits: Uint32Array): Candidate {
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  const distinct = new Set<number>();
  for (const hit of hits) {
    const documentAt = places[hit * 2] ?? 0;
    from = Math.min(from, documentAt);
    to = Math.max(to, documentAt + GRAM);
    distinct.add(places[hit * 2 + 1] ?? 0);
  }
  const diagonal = diagonalAt(template, places, hits[hits.length >> 1] ?? 0);
  return { template: number, diagonal, from, to, share: distinct.size / template.grams };
}

/** One license whose middle was moved by an inserted paragraph is still one license. */
function joinNeighbours(found: readonly Candidate[], length: number): Candidate[] {
  const joined: Candidate[] = [];
  for (const candidate of [...found].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    const apart = last === undefined ? Number.POSITIVE_INFINITY : candidate.from - last.to;
    if (
      last !== undefined &&
      apart > -20 &&
      candidate.to - last.from <= length * 1.4 + 60 &&
      last.share + candidate.share <= 1.05
    ) {
      joined[joined.length - 1] = {
        ...last,
        to: Math.max(last.to, candidate.to),
        share: Math.min(1, last.share + candidate.share),
      };
    } else {
      joined.push(candidate);
    }
  }
  return joined.filter(({ share }) => share >= LEAST_SHARE);
}

/** Keeps the best few candidates of every stretch of text. */
function thin(candidates: readonly Candidate[]): readonly Candidate[] {
  const ranked = [...candidates].sort((a, b) => b.share - a.share || b.to - b.from - (a.to - a.from) || a.template - b.template);
  const kept: Candidate[] = [];
  for (const candidate of ranked) {
    const rivals = kept.filter(
      (other) => other.share >= candidate.share && overlap(other, candidate) > 0.7 * (candidate.to - candidate.from),
    );
    if (rivals.length < MOST_PER_PLACE) kept.push(candidate);
  }
  return kept;
}

function overlap(left: Candidate, right: Candidate): number {
  return Math.min(left.to, right.to) - Math.max(left.from, right.from);
}
