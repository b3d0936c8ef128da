/** What is known of a piece of evidence or an item. */
export type State = 'pass' | 'attested' | 'not_applicable' | 'unknown' | 'stale' | 'conflict' | 'fail';

/** From worst to best; an item is as good as its worst required evidence. `docs/adr/0009` says why this order. */
export const WORST_FIRST = ['fail', 'conflict', 'stale', 'unknown', 'attested', 'pass'] as const;

export const STATES: readonly State[] = ['pass', 'attested', 'not_applicable', 'stale', 'unknown', 'conflict', 'fail'];

export function worseOf(a: State, b: State): State {
  return rank(a) <= rank(b) ? a : b;
}

export function betterOf(a: State, b: State): State {
  return rank(a) >= rank(b) ? a : b;
}

/** Holds without a question left: measured, stated by a person, or declared not to concern the organization. */
export function holds(state: State): boolean {
  return state === 'pass' || state === 'attested' || state === 'not_applicable';
}

function rank(state: State): number {
  const found = WORST_FIRST.findIndex((one) => one === state);
  return found === -1 ? WORST_FIRST.length : found;
}
