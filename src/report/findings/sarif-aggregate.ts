import type { Finding } from '../../domain/finding.ts';
import { parsePurl, withoutVersion } from '../../domain/purl.ts';
import { sha256 } from './fingerprints.ts';
import { groupBy } from './group-by.ts';

/** GitHub code scanning keeps 5,000 results of a run and refuses more than 25,000. */
export const MOST_RESULTS = 5000;

export interface FindingGroup {
  readonly id: string;
  /** What one result stands for; the first is the one to show. */
  readonly uses: readonly [Finding, ...Finding[]];
}

interface Aggregated {
  readonly groups: readonly FindingGroup[];
  readonly total: number;
  /** Findings that no result stands for. */
  readonly omitted: number;
}

/**
 * One result per finding while they fit; else one per package, license and verdict, whose id does not depend on which
 * project comes first; else the first ones, which are the worst.
 */
export function aggregateFindings(findings: readonly Finding[], most: number): Aggregated {
  const total = findings.length;
  if (total <= most) return { groups: findings.map((finding) => ({ id: finding.id, uses: [finding] })), total, omitted: 0 };
  const all = [...groupBy(findings, keyOf)].map(([key, uses]): FindingGroup => ({ id: sha256(key), uses }));
  const groups = all.slice(0, most);
  return { groups, total, omitted: total - groups.reduce((sum, group) => sum + group.uses.length, 0) };
}

function keyOf({ component, code, verdict, state, expression, isNew }: Finding): string {
  const purl = component.purl === undefined ? undefined : parsePurl(component.purl);
  const identity = purl === undefined ? component.id : withoutVersion(purl);
  return ['aggregate', identity, code, verdict, state, expression, String(isNew)].join('\u0000');
}
