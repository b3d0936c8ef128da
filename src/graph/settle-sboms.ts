import type { ReadOutcome } from '../domain/component-graph.ts';
import type { LockedPackage } from '../domain/read-result.ts';

const SBOM = 'sbom';

/**
 * Holds the SBOMs of the tree against what was read from the sources themselves. A package that is known already is the
 * same one whatever its purl says beside name and version: the SBOM is one more place that names it, and says nothing of
 * who uses it. What is left is used by what the SBOM is about; a document that brings nothing new makes no project.
 */
export function settleSboms(outcomes: readonly ReadOutcome[]): readonly ReadOutcome[] {
  if (!outcomes.some(({ ecosystem }) => ecosystem === SBOM)) return outcomes;
  const known = new Map<string, string>();
  for (const { ecosystem, result } of outcomes)
    if (ecosystem !== SBOM)
      for (const item of result.packages)
        if (item.kind === 'third-party' && !known.has(bare(item.purl))) known.set(bare(item.purl), item.purl);
  return outcomes.map((outcome) => (outcome.ecosystem === SBOM ? settle(outcome, known) : outcome));
}

function settle(outcome: ReadOutcome, known: ReadonlyMap<string, string>): ReadOutcome {
  const isKnown = (item: LockedPackage): boolean => item.kind === 'third-party' && known.has(bare(item.purl));
  const { packages, edges } = outcome.result;
  const repeated = new Set(packages.filter(isKnown).map(({ key }) => key));
  const isNew = packages.some((item) => item.kind === 'third-party' && !repeated.has(item.key));
  return {
    ...outcome,
    result: {
      ...outcome.result,
      packages: packages.flatMap((item): LockedPackage[] => {
        if (item.kind === 'first-party') return isNew ? [item] : [];
        if (!repeated.has(item.key)) return [item];
        // Its hashes are of archives that somebody else looked at: the lockfile's stay alone.
        const { stated: _stated, hashes: _hashes, ...rest } = item;
        return [{ ...rest, purl: (known.get(bare(item.purl)) ?? item.purl) as typeof item.purl }];
      }),
      edges: edges.filter(({ from, to }) => !repeated.has(to) && !repeated.has(from)),
    },
  };
}

/** The purl up to its qualifiers. */
function bare(purl: string): string {
  return purl.replace(/[?#].*$/s, '');
}
