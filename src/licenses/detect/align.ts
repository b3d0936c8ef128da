import type { Candidate } from './clusters.ts';
import type { Document } from './document.ts';
import { GRAM, sameGram } from './grams.ts';
import { matchBetween } from './longest-common.ts';
import type { LicenseIndex, Template } from './license-index.ts';
import { placeOf, uniqueGrams } from './unique-grams.ts';

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
  const partner = anchors(index, document, { template, from, to, diagonal: candidate.diagonal });
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

/** Grams that stand once in the template, met in rising order: the words of a longest increasing run of them. */
function anchors(index: LicenseIndex, document: Document, place: Place): Int32Array {
  const { template, diagonal } = place;
  const unique = uniqueGrams(index, template);
  const met = new Int32Array(template.length).fill(-1);
  for (let at = place.from; at + GRAM <= place.to; at += 1) {
    const hash = document.grams[at] ?? 0;
    const position = hash === 0 ? -1 : placeOf(unique, hash);
    if (position < 0 || !sameGram(document.tokens, at, index.tokens, template.start + position)) continue;
    const before = met[position] ?? -1;
    if (before < 0 || Math.abs(at - position - diagonal) < Math.abs(before - position - diagonal)) met[position] = at;
  }
  return toPartners(met, risingRun(met));
}

/** The places of the longest run whose partners rise (patience sorting, n log n), the last one first. */
function risingRun(met: Int32Array): readonly number[] {
  const tails: number[] = [];
  const previous = new Int32Array(met.length).fill(-1);
  for (let templateAt = 0; templateAt < met.length; templateAt += 1) {
    const documentAt = met[templateAt] ?? -1;
    if (documentAt < 0) continue;
    let low = tails.length;
    // Nearly always the run just goes on.
    if (low > 0 && (met[tails[low - 1] ?? 0] ?? 0) >= documentAt) {
      let high = low - 1;
      low = 0;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((met[tails[middle] ?? 0] ?? 0) < documentAt) low = middle + 1;
        else high = middle;
      }
    }
    if (low > 0) previous[templateAt] = tails[low - 1] ?? -1;
    tails[low] = templateAt;
  }
  const run: number[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) run.push(at);
  return run;
}

/** Each anchor is a gram's first word; where two overlap, the later one counts. */
function toPartners(met: Int32Array, run: readonly number[]): Int32Array {
  const partner = new Int32Array(met.length).fill(-1);
  for (let rank = run.length - 1; rank >= 0; rank -= 1) {
    const at = run[rank] ?? 0;
    const documentAt = met[at] ?? 0;
    for (let offset = 0; offset < GRAM; offset += 1) partner[at + offset] = documentAt + offset;
  }
  return partner;
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
      left: { tokens: index.tokens, from: template.start + start, length: missing },
      right: { tokens: document.tokens, from: begin, length: Math.max(0, Math.min(end, document.count) - begin) },
      match: (left, right) => {
        partner[start + left] = begin + right;
      },
    });
  }
}
