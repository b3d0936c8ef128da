import { toCandidate, type LicenseCategories } from './categories.ts';
import { decideCandidate } from './decide-candidate.ts';
import { levelRank, type Level } from './decision.ts';
import type { LicenseEntry } from './entry.ts';
import type { Outcome, Policy } from './model.ts';

/** What a policy says of an entry at its strictest, over all contexts: rules with conditions count when they tighten. */
export function strictest(entry: LicenseEntry, policy: Policy, categories: LicenseCategories): Level {
  const unconditional = policy.rules.filter((rule) => rule.packages === undefined);
  const names = entry.kind === 'id' ? [...(entry.ids ?? [])] : [];
  if (entry.category !== undefined) {
    const pseudo = { license: '', key: '', kind: 'license', category: entry.category } as const;
    return worstOf(pseudo, policy, unconditional);
  }
  // A glob, an exception: nobody can say what it covers, so it is no relaxation only where everything is allowed.
  if (names.length === 0)
    return policy.rules.length === 0 && policy.lists.every((item) => item.outcome === 'allow')
      ? policy.defaults.unclassified
      : 'deny';
  const levels = names.map((license) => {
    const exception = entry.exception === undefined ? {} : { exception: entry.exception };
    const candidate = toCandidate({ kind: 'license', license, ...exception }, categories, policy.categories);
    return worstOf(candidate, policy, unconditional);
  });
  return levels.reduce((worst, level) => (levelRank(level) > levelRank(worst) ? level : worst));
}

function worstOf(candidate: Parameters<typeof decideCandidate>[0], policy: Policy, rules: Policy['rules']): Level {
  // Each rule alone, and none: with conditions any of them may be the first to hold.
  const levels = [[], ...rules.map((rule) => [rule])].map(
    (active) => decideCandidate(candidate, { policy, rules: active }).level,
  );
  const always = rules.find(
    (rule) => rule.when === undefined && decideCandidate(candidate, { policy, rules: [rule] }).by.rule === rule,
  );
  if (always !== undefined && always.outcome !== 'deny') return always.outcome;
  return levels.reduce((worst, level) => (levelRank(level) > levelRank(worst) ? level : worst));
}

/** A setting that leaves more open than another policy does, and the section of the file that holds it. */
export interface SofterSetting {
  readonly section: 'defaults' | 'exceptions' | 'match' | 'gate' | 'licenses';
  readonly what: string;
}

/** The settings of `mine` that are softer than those of `theirs`. */
export function softerSettings(mine: Policy, theirs: Policy): SofterSetting[] {
  const softer = (a: Outcome, b: Outcome): boolean => levelRank(a) < levelRank(b);
  const below = <T>(order: readonly T[], a: T, b: T): boolean => order.indexOf(a) < order.indexOf(b);
  const found: SofterSetting[] = [];
  const add = (isSofter: boolean, section: SofterSetting['section'], what: string): void => {
    if (isSofter) found.push({ section, what });
  };
  for (const key of ['unclassified', 'unknown', 'noLicense'] as const)
    add(softer(mine.defaults[key], theirs.defaults[key]), 'defaults', `defaults.${key}`);
  add(mine.exceptions === 'monotone' && theirs.exceptions === 'exact', 'exceptions', 'exceptions');
  add(mine.match === 'range' && theirs.match === 'exact', 'match', 'match');
  add(below(['never', 'deny', 'review'], mine.gate.failOn, theirs.gate.failOn), 'gate', 'gate.failOn');
  add(below(['warn', 'fail', 'strict'], mine.gate.incomplete, theirs.gate.incomplete), 'gate', 'gate.incomplete');
  add(mine.gate.new === 'changed' && theirs.gate.new === 'all', 'gate', 'gate.new');
  add(softer(mine.licenses.conflict, theirs.licenses.conflict), 'licenses', 'licenses.conflict');
  for (const [ecosystem, mode] of Object.entries(mine.licenses.multiple)) {
    const other = theirs.licenses.multiple[ecosystem] ?? theirs.licenses.multiple['default'] ?? 'and';
    add(mode === 'or' && below(['or', 'and', 'review'], mode, other), 'licenses', `licenses.multiple.${ecosystem}`);
  }
  return found;
}
