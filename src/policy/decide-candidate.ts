import type { Decision, ReasonCode } from './decision.ts';
import { listReason } from './decision.ts';
import { matchEntry, type Candidate, type EntryKind, type LicenseEntry } from './entry.ts';
import type { ListEntry, Outcome, Policy, Rule } from './model.ts';

/** Rules that can speak in one context; their conditions hold and their packages match already. */
export interface ActiveRules {
  readonly policy: Policy;
  readonly rules: readonly Rule[];
}

/** Id before glob before category; `deny > allow > review` inside one of them. */
const SPECIFICITY: readonly (readonly EntryKind[])[] = [['id'], ['exception'], ['glob'], ['category'], ['any']];
const OUTCOMES: readonly Outcome[] = ['deny', 'allow', 'review'];

/** What the policy says of one license, first match wins: rules, then lists, then what it is when nobody speaks. */
export function decideCandidate(candidate: Candidate, active: ActiveRules): Decision {
  const ruled = decideByRules(candidate, active);
  if (ruled !== undefined) return ruled;
  const { policy } = active;
  const listed = decideByLists(candidate, policy.lists);
  if (listed !== undefined) return listed;
  if (candidate.exception === undefined) return unlisted(candidate, policy);
  return decideByBase(candidate, active);
}

// A listed exception only adds permission, so an allowed base allows the pair; what SPDX does not list may take rights
// away (Commons Clause) and never inherits an allow.
function decideByBase(candidate: Candidate, active: ActiveRules): Decision {
  const { policy } = active;
  const { exception: _exception, pairCategory: _pair, ...base } = candidate;
  const decision = decideByLists(base, policy.lists) ?? unlisted(base, policy);
  if (decision.level === 'deny') return decision;
  if (candidate.knownException !== true) {
    const reason = candidate.additionRef === true ? 'unknown-addition' : 'unknown-license';
    return unknown(policy, reason);
  }
  if (policy.exceptions === 'exact') return byDefault(policy);
  return decision.level === 'allow' && decision.by.kind === 'list'
    ? { ...decision, reason: 'exception-adds-permission' }
    : decision;
}

function decideByRules(candidate: Candidate, { policy, rules }: ActiveRules): Decision | undefined {
  for (const rule of rules) {
    const kind = matchingKind(rule, candidate, policy);
    if (kind === undefined) continue;
    const by = { label: rule.id, kind: 'rule', outcome: rule.outcome, at: rule.at, rule } as const;
    return { level: rule.outcome, reason: `rule-by-${kind}`, by, explicit: kind !== 'category' };
  }
  return undefined;
}

function matchingKind(rule: Rule, candidate: Candidate, policy: Policy): EntryKind | 'package' | undefined {
  if (rule.licenses === undefined) return 'package';
  for (const entry of rule.licenses) {
    if (entry.kind === 'any' && rule.packages !== undefined) return 'any';
    const match = matchEntry(entry, candidate);
    if (match === 'full' || (match === 'base' && baseSpeaks(rule.outcome, candidate, policy))) return entry.kind;
  }
  return undefined;
}

// A rule on `GPL-2.0-only` speaks about `GPL-2.0-only WITH x` when it denies, or when x can only add to what it allows.
function baseSpeaks(outcome: Outcome, candidate: Candidate, policy: Policy): boolean {
  if (outcome === 'deny') return candidate.pairCategory === undefined || policy.exceptions === 'exact';
  return candidate.knownException === true && policy.exceptions === 'monotone' && candidate.pairCategory === undefined;
}

function decideByLists(candidate: Candidate, lists: readonly ListEntry[]): Decision | undefined {
  const index = indexOf(lists);
  let best: { entry: ListEntry; order: number } | undefined;
  for (const entries of [index.byId.get(candidate.key), index.others]) {
    for (const entry of entries ?? []) {
      const order = orderOf(entry);
      if ((best === undefined || order < best.order) && matchEntry(entry, candidate) === 'full') best = { entry, order };
    }
  }
  if (best === undefined) return undefined;
  const { entry } = best;
  const by = { label: `${entry.outcome}: ${entry.text}`, kind: 'list', outcome: entry.outcome, at: entry.at } as const;
  const reason = listReason(entry.outcome, entry.kind);
  return {
    level: entry.outcome,
    reason,
    by,
    explicit: entry.kind === 'id' || entry.kind === 'exception' || entry.kind === 'glob',
  };
}

interface ListIndex {
  readonly byId: ReadonlyMap<string, readonly ListEntry[]>;
  readonly others: readonly ListEntry[];
}

const INDEXES = new WeakMap<readonly ListEntry[], ListIndex>();

// Lists of hundreds of ids are common: an id finds its entries without walking over the others.
function indexOf(lists: readonly ListEntry[]): ListIndex {
  const known = INDEXES.get(lists);
  if (known !== undefined) return known;
  const byId = new Map<string, ListEntry[]>();
  for (const entry of lists) {
    for (const id of entry.kind === 'id' ? (entry.ids ?? []) : []) {
      const entries = byId.get(id) ?? [];
      byId.set(id, entries);
      entries.push(entry);
    }
  }
  const index = { byId, others: lists.filter((entry) => entry.kind !== 'id') };
  INDEXES.set(lists, index);
  return index;
}

function orderOf(entry: ListEntry): number {
  const specificity = SPECIFICITY.findIndex((kinds) => kinds.includes(entry.kind));
  return specificity * OUTCOMES.length + OUTCOMES.indexOf(entry.outcome);
}

function unlisted(candidate: Candidate, policy: Policy): Decision {
  switch (candidate.kind) {
    case 'none': {
      const outcome = policy.defaults.noLicense;
      const by = { label: 'defaults.noLicense', kind: 'default', outcome, at: policy.defaults.at } as const;
      return { level: outcome, reason: 'no-license', by, explicit: false };
    }
    case 'noassertion':
    case 'unknown':
      return unknown(policy, 'unknown-license');
    case 'reference':
      return candidate.category === undefined ? unknown(policy, 'unclassified-licenseref') : byDefault(policy);
    case 'license':
      return byDefault(policy);
  }
}

function byDefault(policy: Policy): Decision {
  const outcome = policy.defaults.unclassified;
  const by = { label: 'defaults.unclassified', kind: 'default', outcome, at: policy.defaults.at } as const;
  return { level: outcome, reason: `default-${outcome}`, by, explicit: false };
}

export function unknown(policy: Policy, reason: ReasonCode): Decision {
  const by = { label: 'defaults.unknown', kind: 'default', outcome: policy.defaults.unknown, at: policy.defaults.at } as const;
  return { level: 'unknown', reason, by, explicit: false };
}

/** Is this term one of those that the list names? For `prefer`. */
export function isNamed(entries: readonly LicenseEntry[], candidate: Candidate): number {
  const index = entries.findIndex((entry) => matchEntry(entry, candidate) !== undefined);
  return index === -1 ? entries.length : index;
}
