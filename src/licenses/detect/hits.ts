import type { Document } from './document.ts';
import { GRAM, sameGram } from './grams.ts';
import type { LicenseIndex } from './license-index.ts';

/**
 * Where grams of templates stand in a document. The hits of template `t` are those from `starts[t]` to `starts[t + 1]`,
 * in the document's order; plain arrays, because a page of text has thousands.
 */
export interface Hits {
  /** All hits of each template, also of those that have too few to be kept. */
  readonly counts: Uint32Array;
  readonly starts: Uint32Array;
  /** Positions in the document's words and in the index's tokens. */
  readonly documentAt: Uint32Array;
  readonly templateAt: Uint32Array;
}

/** Finds the hits of the templates of which at least the share `least` of the grams is met. */
export function collectHits(index: LicenseIndex, document: Document, least: number): Hits {
  const met = lookUp(index, document);
  const { templates, positions } = index.postings;
  const counts = new Uint32Array(index.templates.length);
  for (let hit = 0; hit < met.count; hit += 1) add(counts, templates[met.slots[hit] ?? 0] ?? 0);
  const starts = new Uint32Array(counts.length + 1);
  index.templates.forEach(({ grams }, template) => {
    const count = counts[template] ?? 0;
    starts[template + 1] = (starts[template] ?? 0) + (count >= Math.max(2, grams * least) ? count : 0);
  });
  const next = starts.slice();
  const kept = starts.at(-1) ?? 0;
  const documentAt = new Uint32Array(kept);
  const templateAt = new Uint32Array(kept);
  for (let hit = 0; hit < met.count; hit += 1) {
    const slot = met.slots[hit] ?? 0;
    const template = templates[slot] ?? 0;
    if (starts[template] === starts[template + 1]) continue;
    const place = add(next, template);
    documentAt[place] = met.documentAt[hit] ?? 0;
    templateAt[place] = positions[slot] ?? 0;
  }
  return { counts, starts, documentAt, templateAt };
}

interface Met {
  readonly count: number;
  readonly slots: Uint32Array;
  readonly documentAt: Uint32Array;
}

/** The slots of the postings that are the same gram as one of the document. */
function lookUp(index: LicenseIndex, document: Document): Met {
  const { bucketStarts, positions } = index.postings;
  const mask = bucketStarts.length - 2;
  let slots = new Uint32Array(document.count * 4 + 64);
  let documentAt = new Uint32Array(slots.length);
  let count = 0;
  for (let at = 0; at + GRAM <= document.count; at += 1) {
    const hash = document.grams[at] ?? 0;
    if (hash === 0) continue;
    const bucket = hash & mask;
    const end = bucketStarts[bucket + 1] ?? 0;
    for (let slot = bucketStarts[bucket] ?? 0; slot < end; slot += 1) {
      if (!sameGram(document.tokens, at, index.tokens, positions[slot] ?? 0)) continue;
      if (count === slots.length) {
        slots = grown(slots);
        documentAt = grown(documentAt);
      }
      slots[count] = slot;
      documentAt[count] = at;
      count += 1;
    }
  }
  return { count, slots, documentAt };
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** Counts one up, and gives the count before. */
function add(counts: Uint32Array, at: number): number {
  const before = counts[at] ?? 0;
  counts[at] = before + 1;
  return before;
}
