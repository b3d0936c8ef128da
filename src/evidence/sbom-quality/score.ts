/**
 * How much of what authorities ask of an SBOM a document says, for any CycloneDX or SPDX 2 JSON document and for snapshots:
 * `scoreSbom(JSON.parse(text))`, `scoreSnapshot(snapshot, metadata)`. Every figure is a numerator and a denominator, and names the
 * components that lack the element. An absent fact never counts as there.
 */
import type { SbomMetadata } from '../../domain/sbom-metadata.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { field, textField } from '../../domain/values.ts';
import { CHECKS, type Measured } from './checks.ts';
import { fromCycloneDx } from './from-cyclonedx.ts';
import { fromSnapshot } from './from-snapshot.ts';
import { fromSpdx2 } from './from-spdx.ts';
import { PROFILES } from './profiles.ts';
import type { ScoredDocument } from './subject.ts';

/** Published as `licet-sbom-quality/1`. */
export interface SbomQuality {
  readonly schema: 'licet-sbom-quality/1';
  readonly format: ScoredDocument['format'];
  readonly components: number;
  readonly profiles: readonly ProfileScore[];
  readonly checks: readonly CheckScore[];
}

export interface CheckScore extends Omit<Measured, 'missing'> {
  readonly id: string;
  readonly title: string;
  /** Ids of components, the first of them; `missingCount` has them all. */
  readonly missing: readonly string[];
  readonly missingCount: number;
}

export interface ProfileScore {
  readonly id: string;
  readonly title: string;
  /** 0 to 10, cut and never rounded up: the mean of the shares of its checks. */
  readonly score: number;
  readonly passed: number;
  readonly checks: number;
  /** Ids of checks that are not met in full, worst first. */
  readonly gaps: readonly string[];
  readonly additionalGaps: readonly string[];
  readonly unmeasured: readonly string[];
}

/** Scores a decoded document; `undefined` when it is neither CycloneDX nor SPDX 2 JSON. */
export function scoreSbom(document: unknown): SbomQuality | undefined {
  if (field(document, 'bomFormat') === 'CycloneDX') return score(fromCycloneDx(document));
  return textField(document, 'spdxVersion')?.startsWith('SPDX-2') === true ? score(fromSpdx2(document)) : undefined;
}

export function scoreSnapshot(snapshot: Snapshot, metadata?: SbomMetadata): SbomQuality {
  return score(fromSnapshot(snapshot, metadata));
}

const MOST_MISSING = 100;

function score(document: ScoredDocument): SbomQuality {
  const measured = new Map(CHECKS.map((check) => [check.id, { check, result: check.measure(document) }]));
  const share = (id: string): number => {
    const { numerator, denominator } = measured.get(id)?.result ?? { numerator: 0, denominator: 1 };
    return numerator / denominator;
  };
  const gapsIn = (ids: readonly string[]): string[] => ids.filter((id) => share(id) < 1).toSorted((a, b) => share(a) - share(b));
  return {
    schema: 'licet-sbom-quality/1',
    format: document.format,
    components: document.components.length,
    profiles: PROFILES.map(({ id, title, checks, additional, unmeasured }) => {
      const gaps = gapsIn(checks);
      const mean = checks.reduce((sum, check) => sum + share(check), 0) / checks.length;
      return {
        id,
        title,
        // The small addend keeps 9.5 from becoming 9.4 by the way binary fractions are added.
        score: Math.floor(mean * 100 + 1e-9) / 10,
        passed: checks.length - gaps.length,
        checks: checks.length,
        gaps,
        additionalGaps: gapsIn(additional),
        unmeasured,
      };
    }),
    checks: [...measured.values()].map(({ check: { id, title }, result: { missing, ...result } }) => ({
      id,
      title,
      ...result,
      missing: missing.slice(0, MOST_MISSING),
      missingCount: missing.length,
    })),
  };
}
