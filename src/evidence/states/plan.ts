import { by } from '../../domain/order.ts';
import { daysBetween } from '../dates.ts';
import type { Registry } from '../registry/registry.ts';
import type { EvaluatedChecklist, EvaluatedItem } from './evaluated.ts';
import { holds, type State } from './state.ts';

export interface Action {
  readonly items: readonly string[];
  readonly state: State;
  readonly what: string;
}

const URGENCY: readonly State[] = ['fail', 'conflict', 'stale', 'unknown'];

/**
 * What to do next: what the next stages lack, worst first. A step that serves several items counts once and comes before
 * one that serves a single item; what can be measured or shown comes before what somebody has to state.
 */
export function nextActions(checklists: readonly EvaluatedChecklist[], most = 3): readonly Action[] {
  const wanted = checklists.flatMap((checklist) => {
    const items = checklist.groups.flatMap((group) => group.items);
    const missing = checklist.stage?.next?.missing;
    return missing === undefined ? [] : items.filter(({ id }) => missing.includes(id));
  });
  const open = (wanted.length > 0 ? wanted : checklists.flatMap(({ groups }) => groups.flatMap((group) => group.items))).filter(
    ({ state }) => !holds(state),
  );
  const steps = new Map<string, EvaluatedItem[]>();
  for (const item of open) {
    const what = item.next ?? '';
    steps.set(what, [...(steps.get(what) ?? []), item]);
  }
  const actions = [...steps].map(([what, items]) => ({
    items: items.map(({ id }) => id),
    state: URGENCY.find((state) => items.some((item) => item.state === state)) ?? 'unknown',
    what,
    isStatement: items.every((item) => item.evidence.every(({ kind }) => kind === 'attested')) ? 1 : 0,
  }));
  const rank = ({ state }: Action): number => URGENCY.indexOf(state);
  // Sorting keeps the order of the checklists among equals.
  return actions
    .toSorted((a, b) => rank(a) - rank(b) || a.isStatement - b.isStatement || b.items.length - a.items.length)
    .slice(0, most)
    .map(({ items, state, what }) => ({ items, state, what }));
}

export interface Expiry {
  readonly date: string;
  /** Days from the day of judgement; negative when it is over. */
  readonly days: number;
  readonly what: string;
  readonly owner: string;
  readonly items: readonly string[];
}

/** What is over, and what runs out within so many days: documents, statements, declarations, targets, waivers. */
export function expiryCalendar(
  checklists: readonly EvaluatedChecklist[],
  { registry, judgedOn, waivers }: Pick<CalendarFacts, 'registry' | 'judgedOn' | 'waivers'>,
  within = 90,
): readonly Expiry[] {
  const found = new Map<string, { date: string; what: string; owner: string; items: Set<string> }>();
  const add = (date: string, what: string, owner: string, item?: string): void => {
    if (daysBetween(judgedOn, date) > within) return;
    const key = `${date}\n${what}\n${owner}`;
    const known = found.get(key) ?? { date, what, owner, items: new Set<string>() };
    if (item !== undefined) known.items.add(item);
    found.set(key, known);
  };
  for (const item of checklists.flatMap(({ groups }) => groups.flatMap((group) => group.items))) {
    for (const one of item.evidence)
      if (one.expires !== undefined && one.kind !== 'automatic')
        add(one.expires, `${one.kind === 'artifact' ? 'document' : 'statement'} \`${one.name}\``, one.owner ?? '', item.id);
  }
  for (const { item, owner, expires } of registry.notApplicable)
    add(expires, `declaration that ${item} does not apply`, owner, item);
  for (const { metric, expires } of registry.attestations)
    if (metric !== undefined)
      add(expires, `statement about \`${metric}\``, registry.attestations.find((one) => one.metric === metric)?.owner ?? '');
  for (const { item, owner, expires } of registry.targets)
    if (expires !== undefined) add(expires, `own target of ${item}`, owner, item);
  for (const { id, owner, expires } of waivers) add(expires, `waiver ${id}`, owner);
  return [...found.values()]
    .map(({ items, ...one }) => ({ ...one, days: daysBetween(judgedOn, one.date), items: [...items].toSorted() }))
    .toSorted(by((one) => `${one.date}\n${one.what}\n${one.owner}`));
}

interface CalendarFacts {
  readonly registry: Registry;
  readonly judgedOn: string;
  readonly waivers: readonly { readonly id: string; readonly owner: string; readonly expires: string }[];
}
