import type { JudgementSummary } from '../domain/finding.ts';
import type { Scope } from '../domain/scope.ts';
import type { Verdict } from './judge.ts';

/** Counts what was judged, by verdict: packages of one license share theirs, so each costs one look-up. */
export interface Tally {
  /** @returns true the first time a verdict is counted */
  add(verdict: Verdict, scope: Scope): boolean;
  summary(projects: number): JudgementSummary;
}

export function tally(): Tally {
  const rows = new Map<Verdict, { readonly scopes: Partial<Record<Scope, number>> }>();
  return {
    add: (verdict, scope) => {
      const known = rows.get(verdict);
      if (known === undefined) rows.set(verdict, { scopes: { [scope]: 1 } });
      else known.scopes[scope] = (known.scopes[scope] ?? 0) + 1;
      return known === undefined;
    },
    summary: (projects) => {
      const counts = { evaluated: 0, allowed: 0, review: 0, denied: 0, waived: 0, curated: 0, orChoices: 0, unknown: 0 };
      const scopes = new Map<string, number>();
      for (const [verdict, row] of rows) {
        let uses = 0;
        for (const [scope, count] of Object.entries(row.scopes)) {
          uses += count;
          scopes.set(scope, (scopes.get(scope) ?? 0) + count);
        }
        counts.evaluated += uses;
        counts[outcomeOf(verdict)] += uses;
        if (verdict.level === 'unknown') counts.unknown += uses;
        if (verdict.curation !== undefined) counts.curated += uses;
        if (verdict.notes.includes('or-choice')) counts.orChoices += uses;
      }
      const sorted = [...scopes].toSorted(([a], [b]) => (a < b ? -1 : 1));
      return { ...counts, projects, scopes: Object.fromEntries(sorted) };
    },
  };
}

function outcomeOf(verdict: Verdict): 'waived' | 'allowed' | 'review' | 'denied' {
  if (verdict.reason === 'waived') return 'waived';
  return ({ allow: 'allowed', review: 'review', deny: 'denied' } as const)[verdict.verdict];
}
