import type { IdentityEvidence, Occurrence } from '../../domain/component.ts';
import type { InventoryComponent } from './model.ts';
import type { SpecFeatures } from './spec-version.ts';

/** `evidence.identity` in the order in which both formats write it. */
export interface Identity {
  readonly field: 'purl';
  readonly confidence: number;
  readonly concludedValue?: string;
  readonly methods: readonly Pick<IdentityEvidence, 'technique' | 'confidence' | 'value'>[];
}

/** How we know which package it is: a lockfile or manifest names it, or a copy in the tree looks like it. `undefined` where there is no purl to identify. */
export function identityOf(model: InventoryComponent, features: SpecFeatures): Identity | undefined {
  const [first] = model.occurrences;
  if (!features.evidenceDetails || model.purl === undefined || first === undefined) return undefined;
  const { identity } = model;
  if (identity !== undefined) {
    const { confidence, technique, value } = identity;
    const concluded = features.evidenceLines && { concludedValue: model.purl };
    return { field: 'purl', confidence, ...concluded, methods: [{ technique, confidence, value }] };
  }
  const files = [...new Set(model.occurrences.map((occurrence) => occurrence.path))];
  return {
    field: 'purl',
    confidence: 1,
    ...(features.evidenceLines && { concludedValue: model.purl }),
    methods: files.map((value) => ({ technique: 'manifest-analysis', confidence: 1, value })),
  };
}

/** Where it is named; before 1.6 there are no lines, so one entry per file. */
export function occurrencesOf(model: InventoryComponent, features: SpecFeatures): readonly { location: string; line?: number }[] {
  if (!features.evidenceDetails) return [];
  const places = model.occurrences.map(({ path, line }: Occurrence) => ({
    location: path,
    ...(features.evidenceLines && line !== undefined && { line }),
  }));
  return [...new Map(places.map((place) => [`${place.location}\n${place.line ?? ''}`, place])).values()];
}
