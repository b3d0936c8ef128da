import type { Cell } from '../blocks.ts';
import type { Finding } from '../../../domain/finding.ts';
import type { ComponentFact, EstateRepository, EvidenceFacts, Observation } from '../../metrics/facts.ts';
import { scopeOf } from '../../metrics/scope.ts';

export interface FindingIn {
  readonly repository: EstateRepository;
  readonly finding: Finding;
}

/** Open findings of the repositories in scope, worst first. */
export function openIn(facts: EvidenceFacts): readonly FindingIn[] {
  const all = scopeOf(facts).flatMap(({ repository, judgement }) =>
    (judgement?.findings ?? []).filter((finding) => finding.state === 'open').map((finding) => ({ repository, finding })),
  );
  const rank = ({ finding }: FindingIn): number => (finding.verdict === 'deny' ? 0 : 1);
  return all.toSorted((a, b) => rank(a) - rank(b));
}

export function waivedIn(facts: EvidenceFacts): readonly FindingIn[] {
  return scopeOf(facts).flatMap(({ repository, judgement }) =>
    (judgement?.findings ?? []).filter((finding) => finding.state === 'waived').map((finding) => ({ repository, finding })),
  );
}

export function repositoriesWithout(facts: EvidenceFacts): readonly Observation[] {
  return scopeOf(facts).filter(({ snapshot }) => snapshot === undefined);
}

export function isWithoutLicense(seen: readonly ComponentFact[]): boolean {
  return !seen.some((one) => one.status === 'concluded');
}

/** Rows that a reader takes in; the rest is counted, and is in the pack. */
export const MOST_ROWS = 40;

/** The first rows, and one that says how many there are more and where. */
export function firstRows<T>(all: readonly T[], where: string, toRow: (one: T) => readonly Cell[]): (readonly Cell[])[] {
  const more = all.length - MOST_ROWS;
  return [...all.slice(0, MOST_ROWS).map(toRow), ...(more > 0 ? [[`${more} more in ${where}`]] : [])];
}
