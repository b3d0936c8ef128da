import type { Term } from './terms.ts';

/** The characters of a text or an atom. */
export function wordOf(term: Term | undefined): string | undefined {
  return term !== undefined && 'value' in term ? term.value : undefined;
}

export function textOf(term: Term | undefined): string | undefined {
  return term?.kind === 'text' ? term.value : undefined;
}

/** The items of a list or a tuple; none for anything else. */
export function itemsOf(term: Term | undefined): readonly Term[] {
  return term !== undefined && 'items' in term ? term.items : [];
}

/** The value of a key in a list of pairs (`[hex: :jason]`, `[{hex, jason}]`). */
export function pairValue(list: Term | undefined, key: string): Term | undefined {
  const pair = itemsOf(list).find((item) => item.kind === 'tuple' && wordOf(item.items[0]) === key);
  return pair === undefined ? undefined : itemsOf(pair)[1];
}

/** A word, or the words of a list: `:dev` and `[:dev, :test]`. */
export function wordsOf(term: Term | undefined): readonly string[] {
  const one = wordOf(term);
  return one === undefined ? itemsOf(term).flatMap((item) => wordOf(item) ?? []) : [one];
}
