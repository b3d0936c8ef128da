/** A checklist as data: groups of items, and what evidence satisfies an item. Published as `licet-checklist/1`. */
export interface Checklist {
  readonly schema: 'licet-checklist/1';
  readonly pack: string;
  readonly version: number;
  readonly title: string;
  readonly source: ChecklistSource;
  /** What a reader has to know before the table: how the source counts, what a full list allows to say. */
  readonly notes: readonly string[];
  /** The source rates each group from 0 to 5; licet proposes a rating. */
  readonly rated: boolean;
  readonly groups: readonly ChecklistGroup[];
  /** Other ways to read the same items: involvement models, summaries. */
  readonly views: readonly ChecklistView[];
}

export interface ChecklistSource {
  readonly name: string;
  readonly url?: string | undefined;
  readonly revision: string;
  /** Terms of the source's text. */
  readonly license: string;
  readonly attribution: string;
}

export interface ChecklistGroup {
  readonly id: string;
  readonly title: string;
  /** Groups of a stage count together; a stage is reached when it and all lower ones hold. */
  readonly stage?: number | undefined;
  readonly items: readonly ChecklistItem[];
}

export interface ChecklistItem {
  readonly id: string;
  readonly title: string;
  /** What is asked and why, in our own words. */
  readonly text?: string | undefined;
  /** Only some editions of the source have it. */
  readonly variant?: string | undefined;
  /** `all`: every piece of evidence must hold; `any`: one is enough. */
  readonly match: 'all' | 'any';
  readonly evidence: readonly EvidenceRequirement[];
}

export type EvidenceRequirement = AutomaticRequirement | ArtifactRequirement | AttestedRequirement;

export interface AutomaticRequirement {
  readonly kind: 'automatic';
  readonly metric: string;
  /** `>= 0.95` of a share, `== 0` of a count. */
  readonly threshold: string;
  /** Older measurements are stale. */
  readonly maxAgeDays?: number | undefined;
  readonly optional: boolean;
  /** Set by who lowered or raised the source's target, and said wherever the item is shown. */
  readonly changed?: ChangedTarget | undefined;
}

export interface ChangedTarget {
  readonly from: string;
  readonly reason: string;
  readonly owner: string;
  readonly expires?: string | undefined;
}

export interface ArtifactRequirement {
  readonly kind: 'artifact';
  readonly document: string;
  readonly title: string;
  /** Fields the registry must fill in. */
  readonly required: readonly string[];
  readonly maxAgeDays: number;
  readonly optional: boolean;
}

export interface AttestedRequirement {
  readonly kind: 'attested';
  readonly statement: string;
  readonly title: string;
  readonly maxAgeDays: number;
  readonly optional: boolean;
}

export interface ChecklistView {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** In order; each names the items that show it. */
  readonly steps: readonly { readonly title: string; readonly text: string; readonly items: readonly string[] }[];
}

/** The name of what a requirement asks for: a metric, a kind of document, a statement. */
export function requirementName(requirement: EvidenceRequirement): string {
  switch (requirement.kind) {
    case 'automatic':
      return requirement.metric;
    case 'artifact':
      return requirement.document;
    case 'attested':
      return requirement.statement;
  }
}

export function checklistItems(checklist: Checklist): readonly ChecklistItem[] {
  return checklist.groups.flatMap((group) => group.items);
}
