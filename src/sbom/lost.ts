import { by } from '../domain/order.ts';

/** Something of a document that a snapshot has no place for. */
export interface LostItem {
  /** In words, plural: `vulnerabilities`, `relationships PATCH_FOR`. */
  readonly what: string;
  readonly count: number;
  readonly example: string;
}

export interface LostCounter {
  add(what: string, example: string, count?: number): void;
  items(): LostItem[];
}

const MOST_KINDS = 200;
const LONGEST_EXAMPLE = 120;

/** Counts what is not kept, so that nothing of a document vanishes in silence. */
export function lostCounter(): LostCounter {
  const items = new Map<string, { what: string; count: number; example: string }>();
  return {
    add: (what, example, count = 1) => {
      if (count === 0) return;
      // Words of the document may stand in `what`: however many there are, the list stays short.
      const key = items.has(what) || items.size < MOST_KINDS ? what : 'other parts';
      const known = items.get(key);
      if (known === undefined) items.set(key, { what: key, count, example: example.slice(0, LONGEST_EXAMPLE) });
      else known.count += count;
    },
    items: () => [...items.values()].toSorted(by((item) => item.what)),
  };
}
