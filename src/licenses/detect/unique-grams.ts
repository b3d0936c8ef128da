import { GRAM, gramHash } from './grams.ts';
import type { LicenseIndex, Template } from './license-index.ts';

/** The grams of one template: an open-addressing table from a gram's hash to its place, `REPEATED` for several places. */
export interface GramTable {
  readonly keys: Int32Array;
  readonly places: Int32Array;
}

const REPEATED = -1;

/** Tables of the templates met last, of so many slots at most: files of one tree carry the same few licenses. */
const MOST_KEPT = 400_000;
const kept = new WeakMap<LicenseIndex, { size: number; readonly tables: Map<number, GramTable> }>();

/** The table of a template, made when it is first needed. */
export function uniqueGrams(index: LicenseIndex, template: Template): GramTable {
  const cache = kept.get(index) ?? { size: 0, tables: new Map<number, GramTable>() };
  kept.set(index, cache);
  const known = cache.tables.get(template.start);
  if (known !== undefined) return known;
  const table = toTable(index, template);
  if (cache.size + table.keys.length > MOST_KEPT) {
    cache.tables.clear();
    cache.size = 0;
  }
  cache.tables.set(template.start, table);
  cache.size += table.keys.length;
  return table;
}

/** The place of a gram that stands once in the template, else a negative number. */
export function placeOf(table: GramTable, hash: number): number {
  const slot = slotOf(table, hash);
  return table.keys[slot] === 0 ? REPEATED : (table.places[slot] ?? REPEATED);
}

function toTable(index: LicenseIndex, template: Template): GramTable {
  const size = 2 ** Math.ceil(Math.log2(template.length * 2 + 2));
  const table = { keys: new Int32Array(size), places: new Int32Array(size) };
  for (let at = 0; at + GRAM <= template.length; at += 1) {
    const hash = gramHash(index.tokens, template.start + at);
    if (hash === 0) continue;
    const slot = slotOf(table, hash);
    table.places[slot] = table.keys[slot] === 0 ? at : REPEATED;
    table.keys[slot] = hash;
  }
  return table;
}

/** The slot where a hash stands, or the free one where it would; 0 is no gram's hash. */
function slotOf({ keys }: GramTable, hash: number): number {
  const mask = keys.length - 1;
  let slot = (hash ^ (hash >>> 15)) & mask;
  while (keys[slot] !== 0 && keys[slot] !== hash) slot = (slot + 1) & mask;
  return slot;
}
