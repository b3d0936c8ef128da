import type { Edge } from '../domain/component.ts';
import type { Project } from '../domain/project.ts';

/** Shortest ways from a project to its components. */
export interface DependencyPaths {
  /** Component ids from the project on; `undefined` when no edge of the project leads there. */
  to(component: string): readonly string[] | undefined;
  /** How many other components of the project point at it directly, beyond the one on the path. */
  otherParents(component: string): number;
}

/** All edges by where they start, made once for all projects. */
export type EdgeIndex = ReadonlyMap<string, readonly Edge[]>;

export function indexEdges(edges: readonly Edge[]): EdgeIndex {
  const index = new Map<string, Edge[]>();
  for (const edge of edges) {
    const known = index.get(edge.from);
    if (known === undefined) index.set(edge.from, [edge]);
    else known.push(edge);
  }
  return index;
}

/** Breadth first over the edges that the project's own files state: a path never mixes two lockfiles. */
export function dependencyPaths(project: Project, edges: EdgeIndex): DependencyPaths {
  const { lockfile } = project;
  const parents = new Map<string, string | undefined>([[project.id, undefined]]);
  const counts = new Map<string, number>();
  const queue: string[] = [project.id];
  for (let next = 0; next < queue.length; next++) {
    const from = queue[next] as string;
    for (const edge of edges.get(from) ?? []) {
      if (lockfile !== undefined && !edge.sources.includes(lockfile)) continue;
      counts.set(edge.to, (counts.get(edge.to) ?? 0) + 1);
      if (parents.has(edge.to)) continue;
      parents.set(edge.to, from);
      queue.push(edge.to);
    }
  }
  return {
    to: (component) => {
      if (!parents.has(component)) return undefined;
      const path: string[] = [];
      for (let at: string | undefined = component; at !== undefined; at = parents.get(at)) path.push(at);
      return path.toReversed();
    },
    otherParents: (component) => Math.max(0, (counts.get(component) ?? 0) - 1),
  };
}
