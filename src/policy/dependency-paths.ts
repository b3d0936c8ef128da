import type { Edge } from '../domain/component.ts';
import type { Project } from '../domain/project.ts';

/** Shortest ways from a project to its components. */
export interface DependencyPaths {
  /** Component ids from the project on; `undefined` when no edge of the project leads there. */
  to(component: string): readonly string[] | undefined;
  /** How many other components of the project point at it directly, beyond the one on the path. */
  otherParents(component: string): number;
}

/** All edges by where they start, made once for all projects: nodes and edges as numbers, since there are many of both. */
export interface EdgeIndex {
  readonly edges: readonly Edge[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly names: readonly string[];
  /** Per edge, the node it leads to. */
  readonly targets: Int32Array;
  /** Per node, its first edge; per edge, the next one of the same node. -1 ends. */
  readonly first: Int32Array;
  readonly next: Int32Array;
}

export function indexEdges(edges: readonly Edge[]): EdgeIndex {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const numberOf = (name: string): number => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, names.length);
    return names.push(name) - 1;
  };
  const targets = new Int32Array(edges.length);
  const sources = new Int32Array(edges.length);
  edges.forEach((edge, i) => {
    sources[i] = numberOf(edge.from);
    targets[i] = numberOf(edge.to);
  });
  const first = new Int32Array(names.length).fill(-1);
  const next = new Int32Array(edges.length).fill(-1);
  // From the last to the first, so that each node's edges come in the order they are listed.
  for (let i = edges.length - 1; i >= 0; i--) {
    const from = sources[i] as number;
    next[i] = first[from] as number;
    first[from] = i;
  }
  return { edges, numbers, names, targets, first, next };
}

/** Breadth first over the edges that the project's own files state: a path never mixes two lockfiles. */
export function dependencyPaths(project: Project, index: EdgeIndex): DependencyPaths {
  const { lockfile } = project;
  const start = index.numbers.get(project.id);
  const parents = new Map<number, number>();
  const counts = new Map<number, number>();
  const queue: number[] = [];
  if (start !== undefined) {
    parents.set(start, -1);
    queue.push(start);
  }
  for (let at = 0; at < queue.length; at++) {
    const from = queue[at] as number;
    for (let edge = index.first[from] ?? -1; edge !== -1; edge = index.next[edge] ?? -1) {
      if (lockfile !== undefined && index.edges[edge]?.sources.includes(lockfile) !== true) continue;
      const to = index.targets[edge] as number;
      counts.set(to, (counts.get(to) ?? 0) + 1);
      if (parents.has(to)) continue;
      parents.set(to, from);
      queue.push(to);
    }
  }
  const numberOf = (component: string): number => index.numbers.get(component) ?? -1;
  return {
    to: (component) => {
      const number = numberOf(component);
      if (!parents.has(number)) return undefined;
      const path: string[] = [];
      for (let at = number; at !== -1; at = parents.get(at) ?? -1) path.push(index.names[at] as string);
      return path.toReversed();
    },
    otherParents: (component) => Math.max(0, (counts.get(numberOf(component)) ?? 0) - 1),
  };
}
