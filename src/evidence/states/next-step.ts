import type { ChecklistItem } from '../checklists/checklist.ts';
import type { Claim } from './claims.ts';
import type { EvaluatedEvidence } from './evaluated.ts';
import { WORST_FIRST, type State } from './state.ts';

interface ItemOutcome {
  readonly state: State;
  /** Somebody says that the item does not hold. */
  readonly denied: Claim | undefined;
}

/** The one thing to do next for an item, in words that somebody can act on. */
export function nextStep(item: ChecklistItem, evidence: readonly EvaluatedEvidence[], { state, denied }: ItemOutcome): string {
  if (state === 'fail' && denied !== undefined)
    return `make it hold: ${item.title}; ${denied.owner} states that it does not (${denied.text})`;
  const open = evidence.filter((one) => !one.optional && (WORST_FIRST as readonly State[]).includes(one.state));
  const index = (one: EvaluatedEvidence): number => (WORST_FIRST as readonly State[]).indexOf(one.state);
  const candidates = open.toSorted((a, b) => (item.match === 'any' ? index(b) - index(a) : index(a) - index(b)));
  const [first] = candidates;
  if (first === undefined) return 'settle the contradiction between what was said and what was declared';
  if (state === 'conflict' && first.state !== 'conflict')
    return 'settle the contradiction: somebody says that it does not hold, and the evidence says that it does';
  switch (first.state) {
    case 'conflict':
      return `settle the contradiction: ${first.why}`;
    case 'stale':
      return first.kind === 'automatic'
        ? `measure again: ${first.why}`
        : `renew it with ${first.owner ?? 'its owner'}: ${first.why}`;
    case 'fail':
      return first.kind === 'automatic' ? `mend \`${first.name}\`: ${first.why}` : `complete it: ${first.why}`;
    case 'unknown':
      return unknownStep(first);
    case 'pass':
    case 'attested':
    case 'not_applicable':
      return first.why;
  }
}

function unknownStep({ kind, name, title, why }: EvaluatedEvidence): string {
  switch (kind) {
    case 'automatic':
      return `make \`${name}\` measurable: ${why}`;
    case 'artifact':
      return `register a document \`${name}\` (${title})`;
    case 'attested':
      return `have the owner state \`${name}\`: ${title}`;
  }
}
