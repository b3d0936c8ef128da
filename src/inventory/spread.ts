import type { Counters } from './counters.ts';

/** The numbers that say in how many repositories something is, and since when; they stand together in a group of `Counters`. */
export const SPREAD = ['spread', 'spreadSeen', 'spreadFirst'] as const;

type Spread = (typeof SPREAD)[number];

/** Counts a repository and a day for the group at a place; `mark` is the repository's number plus one, so that none is 0. */
export function addSpread(counters: Counters<Spread>, at: number, mark: number, from: number): void {
  const { spread, spreadSeen, spreadFirst } = counters.of;
  if (counters.get(at + spreadSeen) !== mark) {
    counters.set(at + spreadSeen, mark);
    counters.add(at + spread, 1);
  }
  const first = counters.get(at + spreadFirst);
  if (first === 0 || from < first) counters.set(at + spreadFirst, from);
}

export function readSpread(counters: Counters<Spread>, at: number): { readonly repositories: number; readonly first: number } {
  const { spread, spreadFirst } = counters.of;
  return { repositories: counters.get(at + spread), first: counters.get(at + spreadFirst) };
}
