/**
 * Some numbers for each of many things, side by side in one array: what is counted together lies together, which is twice as fast
 * as a list for each number, and there is no object for each thing.
 */
export class Counters<Name extends string> {
  /** Where in the group of a thing a number stands. */
  readonly of: Readonly<Record<Name, number>>;
  readonly #width: number;
  #values: Float64Array;

  constructor(names: readonly Name[]) {
    this.#width = names.length;
    this.#values = new Float64Array(names.length * 1024);
    this.of = Object.fromEntries(names.map((name, index) => [name, index])) as Record<Name, number>;
  }

  /** Where the numbers of a thing begin; there is room for them from now on. */
  at(index: number): number {
    const [start, end] = [index * this.#width, (index + 1) * this.#width];
    if (end > this.#values.length) {
      const grown = new Float64Array(Math.max(end, this.#values.length * 2));
      grown.set(this.#values);
      this.#values = grown;
    }
    return start;
  }

  get(place: number): number {
    return this.#values[place] ?? 0;
  }

  set(place: number, value: number): void {
    this.#values[place] = value;
  }

  add(place: number, value: number): void {
    this.#values[place] = (this.#values[place] ?? 0) + value;
  }
}
