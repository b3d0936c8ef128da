/** A maturity checklist as data: stages of items, and what evidence satisfies an item. */
export interface Checklist {
  readonly pack: string;
  readonly version: number;
  readonly title: string;
  readonly source: { readonly name: string; readonly revision: string; readonly license: string; readonly attribution: string };
  readonly stages: readonly { readonly stage: number; readonly title: string; readonly items: readonly ChecklistItem[] }[];
}

export interface ChecklistItem {
  readonly id: string;
  readonly title: string;
  /** All of it must hold, but for what is optional. */
  readonly evidence: readonly EvidenceRequirement[];
}

export type EvidenceRequirement =
  | { readonly kind: 'automatic'; readonly metric: string; readonly threshold: string; readonly optional?: boolean }
  | {
      readonly kind: 'artifact';
      readonly document: string;
      readonly title: string;
      readonly required: readonly string[];
      readonly maxAgeDays: number;
      readonly optional?: boolean;
    }
  | {
      readonly kind: 'attested';
      readonly statement: string;
      readonly title: string;
      readonly required: readonly string[];
      readonly optional?: boolean;
    };

/** From best to worst: the state of an item is the worst of its evidence. */
export const ITEM_STATES = ['pass', 'attested', 'not_applicable', 'unknown', 'stale', 'conflict', 'fail'] as const;

export type ItemState = (typeof ITEM_STATES)[number];
