import type { ComponentId, Edge } from '../domain/component.ts';
import type { Snapshot } from '../domain/snapshot.ts';

const MOST_STEPS = 200_000;

/** Ways from a project to a component, shortest first, without loops: at most `most`. */
export type ChainFinder = (project: string, target: ComponentId, most: number) => ComponentId[][];

/**
 * Finds ways through a snapshot. Only edges that the project's own lockfile states are followed, and development edges only from the
 * project itself.
 */
export function chainFinder(snapshot: Snapshot): ChainFinder {
  const lockfiles = new Map(snapshot.projects.map(({ id, lockfile }) => [id, lockfile]));
  const incoming = new Map<ComponentId, Edge[]>();
  for (const edge of snapshot.edges) {
    const known = incoming.get(edge.to);
    if (known === undefined) incoming.set(edge.to, [edge]);
    else known.push(edge);
  }
  return (project, target, most) => {
    const lockfile = lockfiles.get(project);
    const isFollowed = ({ from, scope, sources }: Edge): boolean =>
      (lockfile === undefined || sources.includes(lockfile)) && (from === project || (scope !== 'dev' && scope !== 'test'));
    return findChains({ project, target, most }, (id) => (incoming.get(id) ?? []).filter(isFollowed));
  };
}

interface Wanted {
  readonly project: string;
  readonly target: ComponentId;
  readonly most: number;
}

function findChains({ project, target, most }: Wanted, incomingTo: (id: ComponentId) => readonly Edge[]): ComponentId[][] {
  const found: ComponentId[][] = [];
  const seen = new Set<ComponentId>([target]);
  let front: ComponentId[][] = [[target]];
  for (let steps = 0; front.length > 0 && found.length < most && steps < MOST_STEPS;) {
    const next: ComponentId[][] = [];
    for (const chain of front) {
      steps += 1;
      const head = chain[0] ?? '';
      if (head === project) found.push(chain);
      else for (const edge of incomingTo(head)) if (!chain.includes(edge.from)) next.push([edge.from, ...chain]);
    }
    // for one way, the first one to each component is enough; for all of them every way counts, up to the bound
    front = most === 1 ? next.filter(([head = '']) => !seen.has(head) && seen.add(head)) : next.slice(0, MOST_STEPS);
  }
  return found.slice(0, Number.isFinite(most) ? most : undefined);
}
