import type { Metric } from '../../domain/metric.ts';
import type { ChecklistItem, EvidenceRequirement } from '../checklists/checklist.ts';
import { requirementName } from '../checklists/checklist.ts';
import { claimsAbout, type Claim } from './claims.ts';
import { evaluateStatement, weigh, withClaims } from './evaluate-claims.ts';
import { evaluateDocument, type DocumentFacts } from './evaluate-document.ts';
import { evaluateMetric } from './evaluate-metric.ts';
import type { EvaluatedEvidence, EvaluatedItem } from './evaluated.ts';
import { nextStep } from './next-step.ts';
import { betterOf, holds, worseOf, type State } from './state.ts';

export interface EvaluationFacts extends DocumentFacts {
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly claims: readonly Claim[];
}

/** Holds one item against the facts: the worst of its required evidence, or the best where one is enough. */
export function evaluateItem(item: ChecklistItem, facts: EvaluationFacts): EvaluatedItem {
  const itemClaims = claimsAbout(facts.claims, 'item', item.id);
  const evidence = item.evidence.map((requirement) => evaluateRequirement(item, requirement, itemClaims, facts));
  const declared = facts.registry.notApplicable.find(
    (one) => one.item === item.id && one.evidence === undefined && one.date <= facts.judgedOn && facts.judgedOn <= one.expires,
  );
  const measured = contradicted(combine(item, evidence), itemClaims, facts.judgedOn);
  const state = declared === undefined ? measured : withDeclaration(evidence);
  const next = holds(state) ? undefined : nextStep(item, evidence, { state, denied: weigh(itemClaims, facts.judgedOn).no[0] });
  return {
    id: item.id,
    title: item.title,
    ...(item.text !== undefined && { text: item.text }),
    ...(item.variant !== undefined && { variant: item.variant }),
    match: item.match,
    state,
    evidence,
    ...(declared !== undefined && {
      notApplicable: { reason: declared.reason, owner: declared.owner, expires: declared.expires },
    }),
    ...(next !== undefined && { next }),
  };
}

function combine(item: ChecklistItem, evidence: readonly EvaluatedEvidence[]): State {
  const deciding = evidence.filter((one) => !one.optional && one.state !== 'not_applicable').map(({ state }) => state);
  const [first, ...rest] = deciding;
  // Nothing but optional evidence, or all of it declared away.
  if (first === undefined) return evidence.some((one) => one.state === 'not_applicable') ? 'not_applicable' : 'unknown';
  return rest.reduce(item.match === 'any' ? betterOf : worseOf, first);
}

// Somebody says "no" to the item itself: then it does not hold, and where the evidence says that it does, they disagree.
function contradicted(state: State, claims: readonly Claim[], today: string): State {
  if (weigh(claims, today).no.length === 0) return state;
  if (state === 'pass' || state === 'attested') return 'conflict';
  return state === 'unknown' || state === 'stale' ? 'fail' : state;
}

// What is measured and does not hold does concern the organization, whatever was declared.
function withDeclaration(evidence: readonly EvaluatedEvidence[]): State {
  return evidence.some((one) => one.kind === 'automatic' && !one.optional && one.state === 'fail')
    ? 'conflict'
    : 'not_applicable';
}

function evaluateRequirement(
  item: ChecklistItem,
  requirement: EvidenceRequirement,
  itemClaims: readonly Claim[],
  facts: EvaluationFacts,
): EvaluatedEvidence {
  const evidence = evaluateKind(requirement, itemClaims, facts);
  const name = requirementName(requirement);
  const declared = facts.registry.notApplicable.find(
    (one) => one.item === item.id && one.evidence === name && one.date <= facts.judgedOn && facts.judgedOn <= one.expires,
  );
  if (declared === undefined) return evidence;
  const why = `${declared.owner} declared until ${declared.expires} that it does not apply: ${declared.reason}`;
  if (evidence.kind === 'automatic' && evidence.state === 'fail')
    return { ...evidence, state: 'conflict', why: `${evidence.why}; ${why}` };
  return { ...evidence, state: 'not_applicable', why, owner: declared.owner, expires: declared.expires };
}

function evaluateKind(requirement: EvidenceRequirement, itemClaims: readonly Claim[], facts: EvaluationFacts): EvaluatedEvidence {
  const { judgedOn, claims } = facts;
  switch (requirement.kind) {
    case 'automatic': {
      const measured = evaluateMetric(requirement, facts.metrics.get(requirement.metric), judgedOn);
      return withClaims(measured, [...claimsAbout(claims, 'metric', requirement.metric), ...positive(itemClaims)], judgedOn);
    }
    case 'artifact':
      return evaluateDocument(requirement, facts);
    case 'attested':
      return evaluateStatement(
        requirement,
        [...claimsAbout(claims, 'statement', requirement.statement), ...positive(itemClaims)],
        judgedOn,
      );
  }
}

// A "no" to the whole item is weighed once, for the item.
function positive(claims: readonly Claim[]): readonly Claim[] {
  return claims.filter(({ holds }) => holds === true);
}
