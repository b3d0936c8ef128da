import { byCodeUnit } from '../../domain/order.ts';

// The order of Maven's resolver (`GenericVersion` of Maven Artifact Resolver): numbers by value, known qualifiers before
// and after the release, other words after all of them, missing parts as nothing.

type Item =
  | { readonly kind: 'min' | 'max' }
  | { readonly kind: 'qualifier'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: bigint };

const KIND_RANK = { min: 0, qualifier: 2, string: 3, number: 4, max: 8 } as const;

const QUALIFIERS: ReadonlyMap<string, number> = new Map([
  ['alpha', -5],
  ['beta', -4],
  ['milestone', -3],
  ['cr', -2],
  ['rc', -2],
  ['snapshot', -1],
  ['ga', 0],
  ['final', 0],
  ['release', 0],
  ['', 0],
  ['sp', 1],
]);

/** Compares two versions: `1.0-rc1` is before `1.0`, which equals `1.0.0` and `1.0.Final`. */
export function compareVersions(a: string, b: string): number {
  return compareItems(itemsOf(a), itemsOf(b));
}

function compareItems(these: readonly Item[], those: readonly Item[]): number {
  let number = true;
  for (let index = 0; ; index += 1) {
    const [own, other] = [these[index], those[index]];
    if (own === undefined) return other === undefined ? 0 : -comparePadding(those, index, undefined);
    if (other === undefined) return comparePadding(these, index, undefined);
    if (isNumber(own) !== isNumber(other)) {
      return isNumber(own) === number ? comparePadding(these, index, number) : -comparePadding(those, index, number);
    }
    const order = compareItem(own, other);
    if (order !== 0) return order;
    number = isNumber(own);
  }
}

function comparePadding(items: readonly Item[], from: number, number: boolean | undefined): number {
  for (const item of items.slice(from)) {
    if (number !== undefined && number !== isNumber(item)) return 0;
    const order = compareToNothing(item);
    if (order !== 0) return order;
  }
  return 0;
}

function compareItem(a: Item, b: Item): number {
  if (a.kind === 'number' && b.kind === 'number') return a.value === b.value ? 0 : a.value < b.value ? -1 : 1;
  if (a.kind === 'qualifier' && b.kind === 'qualifier') return a.value - b.value;
  if (a.kind === 'string' && b.kind === 'string') return byCodeUnit(a.value, b.value);
  return KIND_RANK[a.kind] - KIND_RANK[b.kind];
}

function compareToNothing(item: Item): number {
  switch (item.kind) {
    case 'min':
      return -1;
    case 'max':
    case 'string':
      return 1;
    case 'number':
      return item.value === 0n ? 0 : 1;
    case 'qualifier':
      return item.value;
  }
}

function isNumber(item: Item): boolean {
  return item.kind !== 'qualifier' && item.kind !== 'string';
}

const TOKEN = /(\d+)|([^\d._-]+)|(?=[._-])/y;

function itemsOf(version: string): Item[] {
  const items: Item[] = [];
  let at = 0;
  while (at < version.length) {
    TOKEN.lastIndex = at;
    const [text = '', digits, word] = TOKEN.exec(version) ?? [];
    at += text.length;
    const next = version[at] ?? '';
    if (digits !== undefined) items.push({ kind: 'number', value: BigInt(digits.slice(0, 100)) });
    else if (word !== undefined) items.push(wordItem(word.toLowerCase(), at >= version.length, /\d/.test(next)));
    else items.push({ kind: 'number', value: 0n }); // nothing between two separators
    if (/[._-]/.test(next)) at += 1;
  }
  return withoutPadding(items);
}

function wordItem(word: string, last: boolean, beforeNumber: boolean): Item {
  if (last && (word === 'min' || word === 'max')) return { kind: word };
  const full = beforeNumber ? ({ a: 'alpha', b: 'beta', m: 'milestone' } as Record<string, string>)[word] : undefined;
  const value = QUALIFIERS.get(full ?? word);
  return value === undefined ? { kind: 'string', value: word } : { kind: 'qualifier', value };
}

// Zeroes and release words at the end of a run of numbers, or of words, say nothing.
function withoutPadding(items: Item[]): Item[] {
  const out = [...items];
  let number: boolean | undefined;
  let end = out.length - 1;
  for (let at = end; at > 0; at -= 1) {
    const item = out[at];
    const before = out[at - 1];
    if (item === undefined || before === undefined) break;
    if (isNumber(item) !== number) {
      end = at;
      number = isNumber(item);
    }
    const sameRun = at === out.length - 1 || isNumber(before) === isNumber(item);
    if (end === at && sameRun && compareToNothing(item) === 0) {
      out.splice(at, 1);
      end -= 1;
    }
  }
  return out;
}
