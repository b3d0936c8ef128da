import type { ComponentId, Edge } from '../domain/component.ts';
import type { Snapshot } from '../domain/snapshot.ts';

const MOST_STEPS = 200_000;

/**
 * Ways from a project to a component, shortest first, without loops: at most `most`. Only edges that the project's own
 * lockfile states are followed, and development edges only from the project itself.
 */
export function dependencyChains(snapshot: Snapshot, project: string, target: ComponentId, most: number): ComponentId[][] {
  const lockfile = snapshot.projects.find((item) => item.id === project)?.lockfile;
  const incoming = new Map<ComponentId, Edge[]>();
  for (const edge of snapshot.edges) {
    if (lockfile !== undefined && !edge.sources.includes(lockfile)) continue;
    if (edge.from !== project && (edge.scope === 'dev' || edge.scope === 'test')) continue;
    const known = incoming.get(edge.to);
    if (known === undefined) incoming.set(edge.to, [edge]);
    else known.push(edge);
  }
  const found: ComponentId[][] = [];
  let front: ComponentId[][] = [[target]];
  for (let steps = 0; front.length > 0 && found.length < most && steps < MOST_STEPS;) {
    const next: ComponentId[][] = [];
    for (const chain of front) {
      steps += 1;
      const head = chain[0] ?? '';
      if (head === project) found.push(chain);
      else for (const edge of incoming.get(head) ?? []) if (!chain.includes(edge.from)) next.push([edge.from, ...chain]);
    }
    // for one way, the first one to each component is enough; for all of them every way counts, up to the bound
    front = most === 1 ? firstTo(next) : next.slice(0, MOST_STEPS);
  }
  return found.slice(0, Number.isFinite(most) ? most : undefined);
}

function firstTo(chains: readonly ComponentId[][]): ComponentId[][] {
  const seen = new Set<ComponentId>();
  return chains.filter(([head = '']) => !seen.has(head) && seen.add(head));
}
