import type { Candidate } from './candidates.ts';
import type { Document } from './document.ts';
import { GRAM, gramHash, sameGram } from './grams.ts';
import { matchBetween } from './longest-common.ts';
import type { LicenseIndex, Template } from './license-index.ts';

/** For each word of a template, the document word it met, or -1. */
export interface Alignment {
  readonly template: number;
  readonly partner: Int32Array;
}

/** Aligns a template with the document around a candidate's place: unique grams first, then the gaps between them. */
export function align(index: LicenseIndex, document: Document, candidate: Candidate): Alignment {
  const template = index.templates[candidate.template] as Template;
  const slack = Math.max(30, template.length >> 2);
  const from = Math.max(0, Math.min(candidate.from, candidate.diagonal) - slack);
  const to = Math.min(document.count, Math.max(candidate.to, candidate.diagonal + template.length) + slack);
  const partner = new Int32Array(template.length).fill(-1);
  for (const [templateAt, documentAt] of anchors(index, document, { template, from, to, diagonal: candidate.diagonal })) {
    for (let offset = 0; offset < GRAM; offset += 1) partner[templateAt + offset] = documentAt + offset;
  }
  extend(index, document, template, partner);
  fillGaps(index, document, { template, partner, from, to });
  return { template: candidate.template, partner };
}

interface Place {
  readonly template: Template;
  readonly from: number;
  readonly to: number;
  readonly diagonal: number;
}

/** Grams that stand once in the template, met in rising order: a longest increasing run of them. */
function anchors(index: LicenseIndex, document: Document, place: Place): readonly (readonly [number, number])[] {
  const unique = uniqueGrams(index, place.template);
  const met = new Map<number, number>();
  for (let at = place.from; at + GRAM <= place.to; at += 1) {
    const hash = document.grams[at] ?? 0;
    const position = hash === 0 ? undefined : unique.get(hash);
    if (position === undefined || position < 0 || !sameGram(document.tokens, at, index.tokens, place.template.start + position))
      continue;
    const before = met.get(position);
    const isCloser =
      before === undefined || Math.abs(at - position - place.diagonal) < Math.abs(before - position - place.diagonal);
    if (isCloser) met.set(position, at);
  }
  const pairs = [...met].sort((a, b) => a[0] - b[0]);
  return risingRun(pairs);
}

/** Grams of the templates met last: files of one tree carry the same few licenses. */
const MOST_KEPT = 120_000;
const kept = new WeakMap<LicenseIndex, { size: number; readonly tables: Map<number, ReadonlyMap<number, number>> }>();

function uniqueGrams(index: LicenseIndex, template: Template): ReadonlyMap<number, number> {
  const cache = kept.get(index) ?? { size: 0, tables: new Map<number, ReadonlyMap<number, number>>() };
  kept.set(index, cache);
  const known = cache.tables.get(template.start);
  if (known !== undefined) return known;
  const places = new Map<number, number>();
  for (let at = 0; at + GRAM <= template.length; at += 1) {
    const hash = gramHash(index.tokens, template.start + at);
    if (hash !== 0) places.set(hash, places.has(hash) ? -1 : at);
  }
  if (cache.size + places.size > MOST_KEPT) {
    cache.tables.clear();
    cache.size = 0;
  }
  cache.tables.set(template.start, places);
  cache.size += places.size;
  return places;
}

/** The longest run of pairs whose second parts rise (patience sorting, n log n). */
function risingRun(pairs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const tails: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  pairs.forEach(([, documentAt], number) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.[1] ?? 0) < documentAt) low = middle + 1;
      else high = middle;
    }
    previous[number] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = number;
  });
  const run: (readonly [number, number])[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const pair = pairs[at];
    if (pair !== undefined) run.push(pair);
  }
  return run.toReversed();
}

/** Grows every anchor over equal neighbours. */
function extend(index: LicenseIndex, document: Document, template: Template, partner: Int32Array): void {
  const equal = (at: number, documentAt: number): boolean => {
    const token = index.tokens[template.start + at];
    return token !== 0 && token === document.tokens[documentAt];
  };
  let reach = -1;
  for (let at = 0; at < template.length; at += 1) {
    const own = partner[at] ?? -1;
    if (own >= 0) {
      reach = own;
    } else if (
      at > 0 &&
      (partner[at - 1] ?? -1) >= 0 &&
      reach + 1 < nextPartner(partner, at, document.count) &&
      equal(at, reach + 1)
    ) {
      reach += 1;
      partner[at] = reach;
    }
  }
  let bound = document.count;
  for (let at = template.length - 1; at >= 0; at -= 1) {
    const own = partner[at] ?? -1;
    if (own >= 0) {
      bound = own;
    } else if (
      at + 1 < template.length &&
      (partner[at + 1] ?? -1) >= 0 &&
      bound > 0 &&
      bound - 1 > previousPartner(partner, at) &&
      equal(at, bound - 1)
    ) {
      bound -= 1;
      partner[at] = bound;
    }
  }
}

function nextPartner(partner: Int32Array, at: number, end: number): number {
  for (let next = at; next < partner.length && next < at + 64; next += 1)
    if ((partner[next] ?? -1) >= 0) return partner[next] ?? end;
  return end;
}

function previousPartner(partner: Int32Array, at: number): number {
  for (let before = at; before >= 0 && before > at - 64; before -= 1)
    if ((partner[before] ?? -1) >= 0) return partner[before] ?? -1;
  return -1;
}

interface Gaps {
  readonly template: Template;
  readonly partner: Int32Array;
  readonly from: number;
  readonly to: number;
}

/** Between two anchors, and before the first and behind the last, takes the longest common word sequence. */
function fillGaps(index: LicenseIndex, document: Document, { template, partner, from, to }: Gaps): void {
  let documentAt = -1;
  let at = 0;
  while (at < template.length) {
    if ((partner[at] ?? -1) >= 0) {
      documentAt = partner[at] ?? -1;
      at += 1;
      continue;
    }
    const start = at;
    while (at < template.length && (partner[at] ?? -1) < 0) at += 1;
    const missing = at - start;
    const reach = missing + 40;
    const end = at < template.length ? (partner[at] ?? to) : Math.min(to, documentAt + 1 + reach);
    const begin = documentAt >= 0 ? documentAt + 1 : Math.max(from, end - reach);
    matchBetween({
      left: index.tokens.subarray(template.start + start, template.start + at),
      right: document.tokens.subarray(begin, end),
      match: (left, right) => {
        partner[start + left] = begin + right;
      },
    });
  }
}
