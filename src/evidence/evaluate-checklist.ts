import type { Metric } from '../domain/metric.ts';
import { ITEM_STATES, type Checklist, type ChecklistItem, type EvidenceRequirement, type ItemState } from './checklist.ts';
import { meetsThreshold } from './threshold.ts';

export interface EvaluatedChecklist {
  readonly schema: 'licet-checklist/1';
  readonly pack: string;
  readonly version: number;
  readonly title: string;
  readonly source: Checklist['source'];
  readonly stages: readonly { readonly stage: number; readonly title: string; readonly items: readonly EvaluatedItem[] }[];
  /** How many items are in each state; no percentage, since unknown is not half of anything. */
  readonly counts: Readonly<Record<ItemState, number>>;
}

export interface EvaluatedItem {
  readonly id: string;
  readonly title: string;
  readonly state: ItemState;
  readonly evidence: readonly EvaluatedEvidence[];
}

export interface EvaluatedEvidence {
  readonly kind: EvidenceRequirement['kind'];
  /** The metric, document or statement asked for. */
  readonly name: string;
  readonly state: ItemState;
  readonly why: string;
  readonly optional: boolean;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly threshold?: string;
}

/** Holds a checklist against what was measured. What was not measured is unknown: it never passes and is never left out. */
export function evaluateChecklist(checklist: Checklist, metrics: readonly Metric[]): EvaluatedChecklist {
  const byId = new Map(metrics.map((metric) => [metric.id, metric]));
  const stages = checklist.stages.map(({ stage, title, items }) => ({
    stage,
    title,
    items: items.map((item) => evaluateItem(item, byId)),
  }));
  const states = stages.flatMap((stage) => stage.items.map((item) => item.state));
  const counts = Object.fromEntries(ITEM_STATES.map((state) => [state, states.filter((found) => found === state).length]));
  const { pack, version, title, source } = checklist;
  return { schema: 'licet-checklist/1', pack, version, title, source, stages, counts: counts as Record<ItemState, number> };
}

function evaluateItem(item: ChecklistItem, metrics: ReadonlyMap<string, Metric>): EvaluatedItem {
  const evidence = item.evidence.map((requirement) => evaluateEvidence(requirement, metrics));
  const deciding = evidence.filter((found) => !found.optional);
  const state = deciding.reduce<ItemState>((worst, found) => worseOf(worst, found.state), 'pass');
  return { id: item.id, title: item.title, state, evidence };
}

function worseOf(a: ItemState, b: ItemState): ItemState {
  return ITEM_STATES.indexOf(a) >= ITEM_STATES.indexOf(b) ? a : b;
}

function evaluateEvidence(requirement: EvidenceRequirement, metrics: ReadonlyMap<string, Metric>): EvaluatedEvidence {
  const optional = requirement.optional === true;
  switch (requirement.kind) {
    case 'automatic':
      return { ...evaluateMetric(requirement.metric, requirement.threshold, metrics.get(requirement.metric)), optional };
    case 'artifact':
      return {
        kind: 'artifact',
        name: requirement.document,
        optional,
        state: 'unknown',
        why: `no registry names a document: ${requirement.title}`,
      };
    case 'attested':
      return {
        kind: 'attested',
        name: requirement.statement,
        optional,
        state: 'unknown',
        why: `no registry holds a statement: ${requirement.title}`,
      };
  }
}

function evaluateMetric(name: string, threshold: string, metric: Metric | undefined): Omit<EvaluatedEvidence, 'optional'> {
  const asked = { kind: 'automatic', name, threshold } as const;
  if (metric?.numerator === undefined) return { ...asked, state: 'unknown', why: metric?.reason ?? 'not measured' };
  const { numerator, denominator } = metric;
  const measured = { numerator, ...(denominator !== undefined && { denominator }) };
  if (denominator === 0) return { ...asked, ...measured, state: 'unknown', why: 'there is nothing to count' };
  const holds = meetsThreshold(threshold, numerator, denominator);
  const shown = denominator === undefined ? String(numerator) : `${numerator} of ${denominator}`;
  return { ...asked, ...measured, state: holds ? 'pass' : 'fail', why: `${shown}, asked for ${threshold}` };
}
