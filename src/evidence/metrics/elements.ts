import { PROFILES } from '../sbom-quality/profiles.ts';
import { scoreSbom, type ProfileScore } from '../sbom-quality/score.ts';

/** What one check of an SBOM profile found: how many of those it looked at have the element. */
export interface ElementScore {
  readonly profile: string;
  /** `comp.supplier`. */
  readonly check: string;
  readonly numerator: number;
  readonly denominator: number;
}

/** The checks of every profile over one document; none for a document in a format that is not scored. */
export function elementsOf(document: unknown): readonly ElementScore[] {
  const quality = scoreSbom(document);
  if (quality === undefined) return [];
  const found = new Map(quality.checks.map((check) => [check.id, check]));
  return PROFILES.flatMap(({ id, checks }) =>
    checks.flatMap((check): ElementScore[] => {
      const score = found.get(check);
      if (score === undefined) return [];
      return [{ profile: id, check: check.replaceAll('/', '.'), numerator: score.numerator, denominator: score.denominator }];
    }),
  );
}

/** One SBOM that a supplier delivered, with what it lacks of each profile. */
export interface SupplierSbom {
  readonly supplier: string;
  readonly product: string;
  readonly file: string;
  readonly received: string;
  /** `missing`: the file is not there. `unscored`: its format is not one that is scored. */
  readonly state: 'scored' | 'missing' | 'unscored';
  readonly format?: string;
  readonly components?: number;
  readonly profiles: readonly Pick<ProfileScore, 'id' | 'passed' | 'checks' | 'gaps'>[];
}

/** Scores what a supplier delivered. */
export function scoreSupplierSbom(
  delivered: Pick<SupplierSbom, 'supplier' | 'product' | 'file' | 'received'>,
  found: { readonly isThere: boolean; readonly document: unknown },
): SupplierSbom {
  if (!found.isThere) return { ...delivered, state: 'missing', profiles: [] };
  const quality = scoreSbom(found.document);
  if (quality === undefined) return { ...delivered, state: 'unscored', profiles: [] };
  return {
    ...delivered,
    state: 'scored',
    format: `${quality.format.name} ${quality.format.version}`,
    components: quality.components,
    profiles: quality.profiles.map(({ id, passed, checks, gaps }) => ({ id, passed, checks, gaps })),
  };
}
