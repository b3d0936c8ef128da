import { fromDay } from './day.ts';
import { OPEN } from './history/intervals.ts';

const MONTHS_A_YEAR = 12;
const remembered = new Map<number, number>();

/** Months since year 0 of a day. */
export function toMonth(day: number): number {
  const known = remembered.get(day);
  if (known !== undefined) return known;
  const [year = 0, month = 1] = fromDay(day).split('-').map(Number);
  const months = year * MONTHS_A_YEAR + month - 1;
  remembered.set(day, months);
  return months;
}

/** First day of a month, in days since 1970-01-01. */
export function firstDayOf(month: number): number {
  return Math.floor(Date.UTC(Math.floor(month / MONTHS_A_YEAR), month % MONTHS_A_YEAR, 1) / 86_400_000);
}

/**
 * Counts what held at the end of each month. A thing that came and went within one month is not seen: these are states, like those
 * that an auditor asks for, not events.
 */
export class MonthlyCounts {
  readonly #changes = new Map<number, number[]>();
  readonly #kinds: number;

  constructor(kinds: number) {
    this.#kinds = kinds;
  }

  /** Something of some kinds that held from a day until another one. */
  add(from: number, to: number, kinds: readonly number[]): void {
    const [start, end] = [toMonth(from), to === OPEN ? undefined : toMonth(to)];
    if (start === end) return;
    for (const kind of kinds) {
      this.#at(start)[kind] = (this.#at(start)[kind] ?? 0) + 1;
      if (end !== undefined) this.#at(end)[kind] = (this.#at(end)[kind] ?? 0) - 1;
    }
  }

  /** Each month from the first with something to `last`, with what held at its end. */
  *upTo(last: number): Generator<readonly [month: number, counts: readonly number[]]> {
    const first = Math.min(...this.#changes.keys());
    if (!Number.isFinite(first)) return;
    const held = Array.from({ length: this.#kinds }, () => 0);
    for (let month = first; month <= last; month += 1) {
      const changes = this.#changes.get(month) ?? [];
      for (const [kind, change] of changes.entries()) held[kind] = (held[kind] ?? 0) + change;
      yield [month, [...held]];
    }
  }

  #at(month: number): number[] {
    const known = this.#changes.get(month) ?? Array.from({ length: this.#kinds }, () => 0);
    this.#changes.set(month, known);
    return known;
  }
}
