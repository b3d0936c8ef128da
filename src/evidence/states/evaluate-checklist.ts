import type { Metric } from '../../domain/metric.ts';
import { checklistItems, type Checklist } from '../checklists/checklist.ts';
import { evaluateItem, type EvaluationFacts } from './evaluate-item.ts';
import type { EvaluatedChecklist, EvaluatedGroup, EvaluatedItem, EvaluatedView, PilotResult } from './evaluated.ts';
import { proposeRating, type RatingFacts } from './rating.ts';
import { stageReached } from './stage.ts';
import { holds, STATES, type State } from './state.ts';

export interface ChecklistFacts extends EvaluationFacts, RatingFacts {
  /** The same metrics over the declared pilot alone. */
  readonly pilot?: {
    readonly title: string;
    readonly owner: string;
    readonly repositories: number;
    readonly of: number;
    readonly metrics: ReadonlyMap<string, Metric>;
  };
}

/** Holds a checklist against what was measured, registered and stated. */
export function evaluateChecklist(checklist: Checklist, facts: ChecklistFacts): EvaluatedChecklist {
  const groups = checklist.groups.map((group): EvaluatedGroup => {
    const items = group.items.map((item) => evaluateItem(item, facts));
    return {
      id: group.id,
      title: group.title,
      ...(group.stage !== undefined && { stage: group.stage }),
      counts: countStates(items),
      ...(checklist.rated && { proposedRating: proposeRating(items, facts) }),
      items,
    };
  });
  const { pack, version, title, source, notes } = checklist;
  const stage = stageReached(groups);
  const pilot = evaluatePilot(checklist, facts);
  return {
    schema: 'licet-evaluated-checklist/1',
    pack,
    version,
    title,
    source,
    notes,
    judgedOn: facts.judgedOn,
    counts: countStates(groups.flatMap((group) => group.items)),
    ...(stage !== undefined && { stage }),
    ...(pilot !== undefined && { pilot }),
    groups,
    views: checklist.views.map((view) =>
      toView(
        view,
        groups.flatMap((group) => group.items),
      ),
    ),
  };
}

export function countStates(items: readonly { readonly state: State }[]): Record<State, number> {
  const entries = STATES.map((state) => [state, items.filter((item) => item.state === state).length] as const);
  return Object.fromEntries(entries) as Record<State, number>;
}

function evaluatePilot(checklist: Checklist, facts: ChecklistFacts): PilotResult | undefined {
  if (facts.pilot === undefined) return undefined;
  const { metrics, ...declared } = facts.pilot;
  const groups = checklist.groups.map((group) => ({
    ...group,
    items: group.items.map((item) => evaluateItem(item, { ...facts, metrics })),
  }));
  const items = groups.flatMap((group) => group.items);
  const stage = stageReached(groups);
  return {
    ...declared,
    counts: countStates(items),
    ...(stage !== undefined && { stage }),
    states: Object.fromEntries(items.map(({ id, state }) => [id, state])),
  };
}

function toView(view: Checklist['views'][number], items: readonly EvaluatedItem[]): EvaluatedView {
  const steps = view.steps.map((step) => {
    const named = items.filter(({ id }) => step.items.includes(id));
    return { ...step, holding: named.filter(({ state }) => holds(state)).length, of: named.length };
  });
  return { ...view, steps };
}

/** Everything that the registry may name. */
export function namesIn(
  checklists: readonly Checklist[],
  metrics: Iterable<string>,
): {
  items: Set<string>;
  metrics: Set<string>;
  statements: Set<string>;
  documents: Set<string>;
} {
  const requirements = checklists.flatMap((one) => checklistItems(one).flatMap((item) => item.evidence));
  return {
    items: new Set(checklists.flatMap((one) => checklistItems(one).map(({ id }) => id))),
    metrics: new Set(metrics),
    statements: new Set(requirements.flatMap((one) => (one.kind === 'attested' ? [one.statement] : []))),
    documents: new Set([
      ...requirements.flatMap((one) => (one.kind === 'artifact' ? [one.document] : [])),
      // Documents that metrics read and no item asks for by itself.
      'license-reviews',
      'license-guides',
    ]),
  };
}
