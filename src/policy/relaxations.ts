import type { LicenseCategories } from './categories.ts';
import { levelRank } from './decision.ts';
import type { ListEntry, Outcome, Policy, Rule, Waiver } from './model.ts';
import { problem, type PolicyProblem } from './problem.ts';
import { softerSettings, strictest } from './strictness.ts';
import type { PolicyPosition } from './position.ts';

export interface PolicyPair {
  readonly before: Policy;
  readonly now: Policy;
  readonly categories: LicenseCategories;
  /** Place of a top-level key in the policy file as it is now. */
  readonly placeOf: (section: string) => PolicyPosition;
}

/**
 * What a policy permits that it did not permit before, by line (POL013). A change is judged by the policy that it
 * brings along, so whoever reviews it must see what it loosens. What may loosen, and cannot be compared, is named too.
 */
export function findRelaxations(pair: PolicyPair): PolicyProblem[] {
  const { before, now, placeOf } = pair;
  return [
    ...listRelaxations(pair),
    ...ruleRelaxations(pair),
    ...softerSettings(now, before).map(({ section, what }) => relaxed(`\`${what}\` is softer`, placeOf(section))),
    ...waiverRelaxations(before.waivers, now.waivers),
    ...addedStatements(pair),
  ].toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
}

function relaxed(what: string, at: PolicyPosition, options: { length?: number; was?: PolicyPosition } = {}): PolicyProblem {
  const { length, was } = options;
  return problem('POL013', what, at, {
    ...(length !== undefined && { length }),
    ...(was !== undefined && { hint: `it stood in line ${was.line} before this change` }),
  });
}

function listRelaxations({ before, now, categories, placeOf }: PolicyPair): PolicyProblem[] {
  const keyOf = (entry: ListEntry): string => entry.text.toLowerCase();
  const [then, current] = [
    new Map(before.lists.map((item) => [keyOf(item), item])),
    new Map(now.lists.map((item) => [keyOf(item), item])),
  ];
  const softer = now.lists
    .filter((entry) => then.get(keyOf(entry))?.outcome !== entry.outcome)
    .filter(
      (entry) => levelRank(entry.outcome) < levelRank(then.get(keyOf(entry))?.outcome ?? strictest(entry, before, categories)),
    )
    .map((entry) => relaxed(`\`${entry.outcome}: ${entry.text}\` is new`, entry.at, { length: entry.text.length }));
  const gone = before.lists
    .filter((entry) => entry.outcome !== 'allow' && !current.has(keyOf(entry)))
    .filter((entry) => isOpaque(entry) || levelRank(strictest(entry, now, categories)) < levelRank(entry.outcome))
    .map((entry) => relaxed(`\`${entry.outcome}: ${entry.text}\` was taken out`, placeOf(entry.outcome), { was: entry.at }));
  return [...softer, ...gone];
}

// Nobody can say what a glob or an exception covers.
function isOpaque(entry: ListEntry): boolean {
  return entry.kind === 'glob' || entry.kind === 'exception' || entry.kind === 'any';
}

function ruleRelaxations({ before, now, categories, placeOf }: PolicyPair): PolicyProblem[] {
  const then = new Map(before.rules.map((rule) => [rule.id, rule]));
  const current = new Map(now.rules.map((rule) => [rule.id, rule]));
  const worstBefore = (rule: Rule): Outcome => {
    const levels = rule.licenses?.map((entry) => strictest(entry, before, categories)) ?? (['deny'] as const);
    return levels.some((level) => levelRank(level) >= levelRank('unknown'))
      ? 'deny'
      : levels.includes('review')
        ? 'review'
        : 'allow';
  };
  const changed = now.rules.flatMap((rule): PolicyProblem[] => {
    const was = then.get(rule.id);
    if (was === undefined)
      return isBelow(rule.outcome, worstBefore(rule)) ? [relaxed(`rule \`${rule.id}\` is new`, rule.at)] : [];
    if (isBelow(rule.outcome, was.outcome))
      return [relaxed(`rule \`${rule.id}\` says ${rule.outcome} instead of ${was.outcome}`, rule.at)];
    if (was.locked && !rule.locked) return [relaxed(`rule \`${rule.id}\` is no longer locked`, rule.at)];
    return reachOf(rule) === reachOf(was) ? [] : [relaxed(`rule \`${rule.id}\` speaks in other cases than before`, rule.at)];
  });
  const gone = before.rules
    .filter((rule) => rule.outcome !== 'allow' && !current.has(rule.id))
    .map((rule) => relaxed(`rule \`${rule.id}\` was taken out`, placeOf('rules'), { was: rule.at }));
  const order = (rules: readonly Rule[], others: ReadonlyMap<string, Rule>): string[] =>
    rules.flatMap((rule) => (others.has(rule.id) ? [rule.id] : []));
  const moved = order(now.rules, then).join('\n') !== order(before.rules, current).join('\n');
  return [
    ...changed,
    ...gone,
    ...(moved ? [relaxed('the rules stand in another order, and the first that fits decides', placeOf('rules'))] : []),
  ];
}

function isBelow(a: Outcome, b: Outcome): boolean {
  return levelRank(a) < levelRank(b);
}

function reachOf({ licenses, packages, when }: Rule): string {
  return JSON.stringify([licenses?.map((entry) => entry.text), packages?.map((pattern) => pattern.text), sorted(when)]);
}

function sorted(record: object | undefined): unknown {
  return record === undefined ? undefined : Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function waiverRelaxations(before: readonly Waiver[], now: readonly Waiver[]): PolicyProblem[] {
  const then = new Map(before.map((waiver) => [waiver.id, waiver]));
  return now.flatMap((waiver): PolicyProblem[] => {
    const was = then.get(waiver.id);
    const what = `waiver \`${waiver.id}\` of ${waiver.owner}`;
    if (was === undefined) return [relaxed(`${what} is new, until ${waiver.expires}`, waiver.at)];
    if (waiver.expires > was.expires)
      return [relaxed(`${what} runs until ${waiver.expires} instead of ${was.expires}`, waiver.at)];
    const same = coverOf(waiver) === coverOf(was);
    return same ? [] : [relaxed(`${what} permits something else than before`, waiver.at)];
  });
}

function coverOf({ package: pattern, expression, paths }: Waiver): string {
  return JSON.stringify([pattern.text, expression, paths]);
}

/** Statements that move verdicts in either direction: a reviewer has to look at them. */
function addedStatements({ before, now, placeOf }: PolicyPair): PolicyProblem[] {
  const news = <T extends { readonly at: PolicyPosition }>(then: readonly T[], current: readonly T[]): T[] => {
    const known = new Set(then.map(textOf));
    return current.filter((item) => !known.has(textOf(item)));
  };
  const [old, young] = [before.compatibility, now.compatibility];
  return [
    ...news(before.contexts, now.contexts).map((item) =>
      relaxed(`the context of ${item.paths.join(', ')} is new or changed`, item.at),
    ),
    ...news(before.curations, now.curations).map((item) =>
      relaxed(`the curation of \`${item.package.text}\` is new or changed: ${item.expression}`, item.at),
    ),
    ...news(before.choices, now.choices).map((item) => relaxed('this choice is new or changed', item.at)),
    ...(textOf(before.categories) === textOf(now.categories)
      ? []
      : [relaxed('what belongs to categories changed', placeOf('categories'))]),
    ...(old !== undefined && textOf(old) !== textOf(young ?? null)
      ? [
          relaxed(
            young === undefined ? '`compatibility` was taken out' : '`compatibility` changed',
            young?.at ?? placeOf('version'),
          ),
        ]
      : []),
    ...(textOf(before.defaults.context) === textOf(now.defaults.context)
      ? []
      : [relaxed('`defaults.context` changed', now.defaults.at)]),
  ];
}

// Where something stands does not matter for what it says.
function textOf(value: unknown): string {
  return JSON.stringify(value, (key, item: unknown) => (PLACES.has(key) ? undefined : item)) ?? '';
}

const PLACES: ReadonlySet<string> = new Set(['at', 'start', 'end']);
