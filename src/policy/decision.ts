import type { EntryKind } from './entry.ts';
import type { Outcome, Rule } from './model.ts';
import type { PolicyPosition } from './position.ts';

/** The lattice. Unknown becomes `defaults.unknown` once, at the root of the expression. */
export type Level = 'allow' | 'review' | 'unknown' | 'deny';

export const LEVELS: readonly Level[] = ['allow', 'review', 'unknown', 'deny'];

export function levelRank(level: Level): number {
  return LEVELS.indexOf(level);
}

export type ListReason = `${'allowed' | 'denied' | 'review'}-by-${'id' | 'exception' | 'glob' | 'category' | 'any'}`;

/** Stable: tests, CI filters and dashboards depend on these words. */
export type ReasonCode =
  | ListReason
  | `rule-by-${EntryKind | 'package'}`
  | `default-${Outcome}`
  | 'exception-adds-permission'
  | 'unknown-license'
  | 'unknown-addition'
  | 'unclassified-licenseref'
  | 'invalid-expression'
  | 'no-license'
  | 'ambiguous-license-list'
  | 'license-conflict'
  | 'outbound-incompatible'
  | 'outbound-unknown'
  | 'waived';

export type VerdictNote =
  | 'or-choice'
  | 'or-later-choice'
  | 'deprecated-id'
  | 'curated'
  | 'curation-stale'
  | 'choice-applied'
  | 'choice-invalid'
  | 'waiver-expired'
  | 'waiver-license-changed'
  | 'joined-and'
  | 'joined-or';

/** The line of the policy that decided. */
export interface DecidedBy {
  /** `category:permissive`, the rule's id, `defaults.unknown`. */
  readonly label: string;
  readonly kind: 'rule' | 'list' | 'default' | 'compatibility' | 'waiver';
  readonly outcome: Outcome | undefined;
  readonly at: PolicyPosition;
  readonly rule?: Rule;
}

/** What the policy says of one term. */
export interface Decision {
  readonly level: Level;
  readonly reason: ReasonCode;
  readonly by: DecidedBy;
  /** A list or a rule names it, not only its category or a default. */
  readonly explicit: boolean;
}

export function listReason(outcome: Outcome, kind: EntryKind): ListReason {
  const word = { allow: 'allowed', deny: 'denied', review: 'review' } as const;
  return `${word[outcome]}-by-${kind}`;
}
