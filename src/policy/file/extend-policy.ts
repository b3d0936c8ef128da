import { createHash } from 'node:crypto';
import type { LicenseCategories } from '../categories.ts';
import { levelRank, type Level } from '../decision.ts';
import type { LicenseEntry } from '../entry.ts';
import type { Policy } from '../model.ts';
import { problem, type PolicyProblem } from '../problem.ts';
import type { PolicyLayer } from './decode-policy.ts';
import { softerSettings, strictest } from '../strictness.ts';
import type { Delegable } from './keys.ts';
import type { PolicyPosition } from '../position.ts';

/**
 * A policy on top of the one that it extends. It may always tighten; what relaxes is an error (POL010) unless the
 * extended policy delegates it. Locked rules are judged first, then the extending file's rules, then the rest.
 */
export function extendPolicy(parent: PolicyLayer, child: PolicyLayer, categories: LicenseCategories): PolicyLayer {
  const found: PolicyProblem[] = [];
  const relaxes = (what: string, at: PolicyPosition, needs?: Delegable): void => {
    const hint = needs === undefined ? undefined : `the extended policy would have to say \`delegate: [${needs}]\``;
    found.push(problem('POL010', `${what} relaxes ${parent.policy.id ?? parent.policy.file}`, at, { hint }));
  };
  const delegated = (key: Delegable): boolean => parent.delegate.includes(key);
  checkEntries(parent.policy, child.policy, { categories, delegated, relaxes });
  checkSettings(parent, child, relaxes);
  for (const key of ['contexts', 'choices', 'curations', 'waivers'] as const) {
    const first = child.policy[key].find((item) => item.at.file === child.policy.file);
    if (first !== undefined && !delegated(key)) relaxes(`\`${key}\``, first.at, key);
  }
  return {
    ...child,
    policy: merge(parent, child),
    problems: [...child.problems, ...found],
    delegate: parent.delegate.filter((key) => child.delegate.includes(key)),
  };
}

interface Checks {
  readonly categories: LicenseCategories;
  readonly delegated: (key: Delegable) => boolean;
  readonly relaxes: (what: string, at: PolicyPosition, needs?: Delegable) => void;
}

function checkEntries(parent: Policy, child: Policy, { categories, delegated, relaxes }: Checks): void {
  const before = (entry: LicenseEntry): Level => strictest(entry, parent, categories);
  if (!delegated('lists')) {
    for (const entry of child.lists)
      if (levelRank(entry.outcome) < levelRank(before(entry))) relaxes(`\`${entry.outcome}: ${entry.text}\``, entry.at, 'lists');
    for (const change of child.categories)
      for (const entry of [...change.add, ...change.remove]) relaxes(`the category of \`${entry.text}\``, entry.at, 'lists');
  }
  if (delegated('rules')) return;
  for (const rule of child.rules) {
    const worst = rule.licenses?.map(before) ?? (['deny'] as const);
    if (worst.some((level) => levelRank(rule.outcome) < levelRank(level))) relaxes(`rule \`${rule.id}\``, rule.at, 'rules');
  }
  for (const pair of child.compatibility?.pairs ?? []) if (pair.outcome === 'allow') relaxes('this pair', pair.at, 'rules');
}

function checkSettings(parent: PolicyLayer, child: PolicyLayer, relaxes: (what: string, at: PolicyPosition) => void): void {
  for (const { section, what } of softerSettings(child.policy, parent.policy))
    if (child.says.has(section)) relaxes(`\`${what}\``, child.reader.at(child.root.get(section)));
}

function merge({ policy: parent }: PolicyLayer, { policy: child, says }: PolicyLayer): Policy {
  const inherit = <T>(items: readonly T[]): T[] => items.map((item) => ({ ...item, inherited: true }));
  const inheritedRules = inherit(parent.rules);
  const choose = <K extends keyof Policy>(key: K): Policy[K] => (says.has(key) ? child[key] : parent[key]);
  const own = new Set(child.lists.map((entry) => entry.text.toLowerCase()));
  return {
    ...parent,
    ...child,
    digest: createHash('sha256').update(`${parent.digest}\n${child.digest}`).digest('hex'),
    match: choose('match'),
    exceptions: choose('exceptions'),
    defaults: choose('defaults'),
    gate: choose('gate'),
    licenses: choose('licenses'),
    lint: choose('lint'),
    prefer: choose('prefer'),
    contexts: [...child.contexts, ...parent.contexts],
    categories: [...child.categories, ...parent.categories],
    rules: [...inheritedRules.filter((rule) => rule.locked), ...child.rules, ...inheritedRules.filter((rule) => !rule.locked)],
    // The extending file may say something stricter of the same entry; then that is what holds.
    lists: [...child.lists, ...inherit(parent.lists).filter((entry) => !own.has(entry.text.toLowerCase()))],
    choices: [...child.choices, ...parent.choices],
    curations: [...child.curations, ...parent.curations],
    waivers: [...child.waivers, ...parent.waivers],
    obligations: [...child.obligations, ...parent.obligations],
    tests: [...child.tests, ...parent.tests],
  };
}
