import type { IndexRules } from './index-rules.ts';

/** A template token that may be missing. */
export const OPTIONAL = 1;
/** After this template token, other words (a holder, a product, a date) may stand. */
export const GAP = 2;

/** What a word can do to terms: bits of `Dictionary.traits`, named after the lists of words.yml. */
export const RESTRICTIVE = 1;
export const DISCLAIMING = 4;
export const LIMITING = 8;
export const GRANTING = 16;
export const REFUSING = 32;

/** A license, exception or notice text in the index. */
export interface Template {
  /** The expression this text stands for; other ids with the same words are `twins`. */
  readonly expression: string;
  readonly twins: readonly string[];
  readonly start: number;
  readonly length: number;
  /** How many of its tokens must be there. */
  readonly required: number;
  /** Grams of this template that are in the postings. */
  readonly grams: number;
  /** Places of names that hardly another text has; empty for most. */
  readonly signature: readonly number[];
  /** Word sequences (ids) without which the text is another license. */
  readonly mustHave: readonly (readonly number[])[];
  /** The conditions alone: what follows must not be a disclaimer of another wording. */
  readonly isCut?: true;
}

/** Everything a scan needs to know about licenses: plain arrays over one buffer, ready as soon as it is read. */
export interface LicenseIndex {
  readonly version: string;
  readonly templates: readonly Template[];
  /** The words of all templates, one after the other, as dictionary ids. */
  readonly tokens: Uint16Array;
  readonly flags: Uint8Array;
  readonly dictionary: Dictionary;
  readonly postings: Postings;
  readonly rules: IndexRules;
}

/** An open-addressing hash table: word hash -> word id (0: not known). Variants share an id. */
export interface Dictionary {
  readonly keys: Int32Array;
  readonly ids: Uint16Array;
  readonly size: number;
  /** Bit set per id: words to which alignment gives no weight, and the like. */
  readonly traits: Uint8Array;
  readonly spelling: (id: number) => string;
}

/** Buckets of gram hashes: `bucketStarts[h]` to `bucketStarts[h + 1]` are positions in `tokens`. */
interface Postings {
  readonly bucketStarts: Uint32Array;
  readonly positions: Uint32Array;
  readonly templates: Uint16Array;
}

/** The id of a word by its hash, 0 when no template or rule uses it. */
export function wordId(dictionary: Dictionary, hash: number): number {
  const mask = dictionary.keys.length - 1;
  let slot = (hash ^ (hash >>> 15)) & mask;
  for (;;) {
    const key = dictionary.keys[slot];
    if (key === hash) return dictionary.ids[slot] ?? 0;
    if (key === 0) return 0;
    slot = (slot + 1) & mask;
  }
}
