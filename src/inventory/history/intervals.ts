/** Rows of numbers that hold for a time: what is known, then `from` and `to` in days; `to` is `OPEN` while it holds. */
export type IntervalRow = number[];

export const OPEN = -1;

/** A list of distinct texts; rows name them by their place. */
export class Names {
  readonly list: string[];
  readonly #places: Map<string, number>;

  constructor(list: readonly string[] = []) {
    this.list = [...list];
    this.#places = new Map(list.map((name, place) => [name, place]));
  }

  place(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    this.#places.set(name, this.list.length);
    return this.list.push(name) - 1;
  }
}

/**
 * Puts the state of a day on top of what was known. What holds on stays one row, what is gone is closed, what is new is opened;
 * a change of what is known closes one row and opens another. Rows that never held for a day are dropped.
 */
export function foldState(
  rows: readonly IntervalRow[],
  state: ReadonlyMap<string, readonly number[]>,
  day: number,
): IntervalRow[] {
  const missing = new Map(state);
  const out: IntervalRow[] = [];
  for (const row of rows) {
    const at = row.length - 1;
    if (row[at] !== OPEN) {
      out.push(row);
      continue;
    }
    const key = row.slice(0, -2).join();
    if (missing.delete(key)) out.push(row);
    else if (row[at - 1] !== day) out.push([...row.slice(0, -1), day]);
  }
  for (const known of missing.values()) out.push([...known, day, OPEN]);
  return out;
}

/** The key under which `foldState` finds a row again. */
export function stateKey(known: readonly number[]): string {
  return known.join();
}
