/** Compares by UTF-16 code unit: the same order on every machine, unlike `localeCompare`. */
export function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A comparator on a text key of the items, for `sort` and `toSorted`. */
export function by<T>(key: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => byCodeUnit(key(a), key(b));
}

/** The distinct texts, sorted by code unit. */
export function sortedUnique(texts: Iterable<string>): string[] {
  return [...new Set(texts)].toSorted(byCodeUnit);
}
