import type { Edge } from '../domain/component.ts';
import type { Project } from '../domain/project.ts';
import type { Snapshot } from '../domain/snapshot.ts';

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

export function indexEdges({ components, edges }: Pick<Snapshot, 'components' | 'edges'>): EdgeIndex {
  const names = components.map((component) => component.id);
  const numbers = new Map<string, number>();
  for (let number = 0; number < names.length; number++) numbers.set(names[number] as string, number);
  // The components come first, so that a number below theirs is a place in their list.
  const numberOf = (name: string): number => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, names.length);
    return names.push(name) - 1;
  };
  const targets = new Int32Array(edges.length);
  const sources = new Int32Array(edges.length);
  let from: string | undefined;
  let source = -1;
  edges.forEach((edge, i) => {
    // Edges of one component stand together.
    if (from !== edge.from) {
      from = edge.from;
      source = numberOf(from);
    }
    sources[i] = source;
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

/** Room for one walk at a time, made once for all projects. */
export interface PathScratch {
  /** Per node, the one before it; -1 for the start, -2 where the walk did not come. */
  readonly parents: Int32Array;
  readonly counts: Int32Array;
  readonly queue: Int32Array;
}

export function pathScratch(index: EdgeIndex): PathScratch {
  const size = index.names.length;
  return { parents: new Int32Array(size).fill(-2), counts: new Int32Array(size), queue: new Int32Array(size) };
}

/**
 * Breadth first over the edges that the project's own files state: a path never mixes two lockfiles. The answers hold
 * inside `use`, since the next walk has the same room.
 */
export function withDependencyPaths<T>(
  project: Project,
  { index, scratch }: { readonly index: EdgeIndex; readonly scratch: PathScratch },
  use: (paths: DependencyPaths) => T,
): T {
  const { lockfile } = project;
  const { parents, counts, queue } = scratch;
  const start = index.numbers.get(project.id);
  let length = 0;
  if (start !== undefined) {
    parents[start] = -1;
    queue[length++] = start;
  }
  for (let at = 0; at < length; at++) {
    const from = queue[at] as number;
    for (let edge = index.first[from] ?? -1; edge !== -1; edge = index.next[edge] ?? -1) {
      if (lockfile !== undefined && index.edges[edge]?.sources.includes(lockfile) !== true) continue;
      const to = index.targets[edge] as number;
      counts[to] = (counts[to] ?? 0) + 1;
      if (parents[to] !== -2) continue;
      parents[to] = from;
      queue[length++] = to;
    }
  }
  const numberOf = (component: string): number => index.numbers.get(component) ?? -1;
  const found = use({
    to: (component) => {
      const number = numberOf(component);
      if ((parents[number] ?? -2) === -2) return undefined;
      const path: string[] = [];
      for (let at = number; at !== -1; at = parents[at] ?? -1) path.push(index.names[at] as string);
      return path.toReversed();
    },
    otherParents: (component) => Math.max(0, (counts[numberOf(component)] ?? 0) - 1),
  });
  for (let at = 0; at < length; at++) {
    const node = queue[at] as number;
    parents[node] = -2;
    counts[node] = 0;
  }
  return found;
}
