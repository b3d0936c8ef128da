import type { SbomEdge } from './draft.ts';
import type { PackageCollector } from './package-collector.ts';

type Pair = readonly [from: string, to: string];

/** Pairs of references as edges between packages; pairs that lead out of what is kept come back as `dangling`. */
export function toEdges(
  collector: PackageCollector,
  { needs, inside }: { readonly needs: readonly Pair[]; readonly inside: readonly Pair[] },
): { readonly edges: readonly SbomEdge[]; readonly dangling: readonly Pair[] } {
  const edges: SbomEdge[] = [];
  const dangling: Pair[] = [];
  const add = (pairs: readonly Pair[], kind: SbomEdge['kind']): void => {
    for (const pair of pairs) {
      const [from, to] = [collector.resolve(pair[0]), collector.resolve(pair[1])];
      if (from !== undefined && to !== undefined) edges.push({ from, to, kind, scope: 'runtime' });
      else if (!collector.isLeftOut(pair[0]) && !collector.isLeftOut(pair[1])) dangling.push(pair);
    }
  };
  add(needs, 'needs');
  add(inside, 'contains');
  return { edges, dangling };
}
