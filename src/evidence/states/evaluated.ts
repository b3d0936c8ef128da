import type { Checklist, ChecklistView, EvidenceRequirement } from '../checklists/checklist.ts';
import type { State } from './state.ts';

/** A checklist held against the facts. Published as `licet-evaluated-checklist/1`. */
export interface EvaluatedChecklist {
  readonly schema: 'licet-evaluated-checklist/1';
  readonly pack: string;
  readonly version: number;
  readonly title: string;
  readonly source: Checklist['source'];
  readonly notes: readonly string[];
  readonly judgedOn: string;
  readonly groups: readonly EvaluatedGroup[];
  /** How many items are in each state. No percentage: unknown is not half of anything. */
  readonly counts: Readonly<Record<State, number>>;
  /** Only of checklists with stages. */
  readonly stage?: StageReached;
  /** The declared pilot, beside the whole and never instead of it. */
  readonly pilot?: PilotResult;
  readonly views: readonly EvaluatedView[];
}

export interface EvaluatedGroup {
  readonly id: string;
  readonly title: string;
  readonly stage?: number;
  readonly counts: Readonly<Record<State, number>>;
  /** Of 0 to 5, only where the source rates activities; a proposal that a person confirms. */
  readonly proposedRating?: number;
  readonly items: readonly EvaluatedItem[];
}

export interface EvaluatedItem {
  readonly id: string;
  readonly title: string;
  readonly text?: string;
  readonly variant?: string;
  readonly match: 'all' | 'any';
  readonly state: State;
  readonly evidence: readonly EvaluatedEvidence[];
  /** Why a person declared that it does not concern the organization. */
  readonly notApplicable?: NotApplicable;
  /** What would bring it further; absent when it holds. */
  readonly next?: string;
}

export interface NotApplicable {
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

export interface EvaluatedEvidence {
  readonly kind: EvidenceRequirement['kind'];
  /** The metric, document or statement asked for. */
  readonly name: string;
  readonly title: string;
  readonly state: State;
  readonly optional: boolean;
  /** One sentence: what was found and what was asked. */
  readonly why: string;
  readonly threshold?: string;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly unknown?: number;
  readonly unmeasured?: number;
  readonly observedOn?: string;
  /** Who answers for it, of documents and statements. */
  readonly owner?: string;
  readonly date?: string;
  readonly expires?: string;
  readonly link?: string;
  readonly file?: string;
  /** The source asks for another target. */
  readonly changed?: {
    readonly from: string;
    readonly reason: string;
    readonly owner: string;
    readonly expires?: string;
    /** The state by the source's own target. */
    readonly otherwise: State;
  };
}

export interface StageReached {
  /** The highest stage that holds together with all lower ones; absent when not even the first does. */
  readonly reached?: number;
  readonly next?: { readonly stage: number; readonly title: string; readonly missing: readonly string[] };
}

export interface PilotResult {
  readonly title: string;
  readonly owner: string;
  readonly repositories: number;
  readonly of: number;
  readonly counts: Readonly<Record<State, number>>;
  readonly stage?: StageReached;
  /** State of each item over the pilot alone. */
  readonly states: Readonly<Record<string, State>>;
}

export interface EvaluatedView {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly steps: readonly (ChecklistView['steps'][number] & { readonly holding: number; readonly of: number })[];
}
