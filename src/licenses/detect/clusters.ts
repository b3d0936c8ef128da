import { GRAM } from './grams.ts';
import type { Hits } from './hits.ts';
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

/** Hits one after the other with the same distance between document and template: words met in one go. */
interface Run {
  readonly diagonal: number;
  /** Numbers of hits. */
  readonly from: number;
  readonly to: number;
}

/** Splits a template's hits into the places where it stands: hits whose diagonals lie close together. */
export function findPlaces(index: LicenseIndex, hits: Hits, number: number, least: number): readonly Candidate[] {
  const template = index.templates[number];
  if (template === undefined) return [];
  const width = Math.max(40, template.length >> 1);
  const runs = toRuns(hits, number, template);
  const found: Candidate[] = [];
  let first = 0;
  for (let rank = 1; rank <= runs.length; rank += 1) {
    if (rank < runs.length && between(runs, rank - 1, rank) <= 30 && between(runs, first, rank) <= width) continue;
    const together = runs.slice(first, rank);
    if (countHits(together) >= (template.grams * least) / 2) {
      const candidate = toCandidate(hits, { number, template }, together);
      if (candidate.share >= least / 2) found.push(candidate);
    }
    first = rank;
  }
  return joinNeighbours(found, template.length).filter(({ share }) => share >= least);
}

function between(runs: readonly Run[], left: number, right: number): number {
  return (runs[right]?.diagonal ?? 0) - (runs[left]?.diagonal ?? 0);
}

/** The runs of a template by rising diagonal. */
function toRuns(hits: Hits, number: number, template: Template): readonly Run[] {
  const { starts, documentAt, templateAt } = hits;
  const end = starts[number + 1] ?? 0;
  const runs: Run[] = [];
  const diagonalOf = (hit: number): number => (documentAt[hit] ?? 0) - (templateAt[hit] ?? 0) + template.start;
  for (let from = starts[number] ?? 0; from < end;) {
    const diagonal = diagonalOf(from);
    let to = from + 1;
    while (to < end && diagonalOf(to) === diagonal) to += 1;
    runs.push({ diagonal, from, to });
    from = to;
  }
  return runs.length === 1 ? runs : runs.sort((a, b) => a.diagonal - b.diagonal || a.from - b.from);
}

function toCandidate(
  { documentAt, templateAt }: Hits,
  { number, template }: { readonly number: number; readonly template: Template },
  runs: readonly Run[],
): Candidate {
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  const count = countHits(runs);
  for (const run of runs) {
    from = Math.min(from, documentAt[run.from] ?? 0);
    to = Math.max(to, (documentAt[run.to - 1] ?? 0) + GRAM);
  }
  // A run meets no place of the template twice; several runs may.
  let distinct = count;
  if (runs.length > 1) {
    const seen = new Uint8Array(template.length);
    distinct = 0;
    for (const run of runs) {
      for (let hit = run.from; hit < run.to; hit += 1) {
        const place = (templateAt[hit] ?? 0) - template.start;
        if (seen[place] === 0) distinct += 1;
        seen[place] = 1;
      }
    }
  }
  return { template: number, diagonal: middleDiagonal(runs, count >> 1), from, to, share: distinct / template.grams };
}

function countHits(runs: readonly Run[]): number {
  return runs.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** The diagonal of the hit in the middle. */
function middleDiagonal(runs: readonly Run[], middle: number): number {
  let passed = 0;
  for (const { diagonal, from, to } of runs) {
    passed += to - from;
    if (passed > middle) return diagonal;
  }
  return 0;
}

/** One license whose middle was moved by an inserted paragraph is still one license. */
function joinNeighbours(found: readonly Candidate[], length: number): readonly Candidate[] {
  if (found.length < 2) return found;
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
  return joined;
}
