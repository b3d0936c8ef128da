import type { Component } from '../../domain/component.ts';
import { byCodeUnit } from '../../domain/order.ts';
import { directoryOf } from '../../domain/path.ts';
import type { Project } from '../../domain/project.ts';
import type { Snapshot } from '../../domain/snapshot.ts';

export type Aggregate = 'complete' | 'incomplete' | 'unknown';

/** What is known of how complete the dependencies of these components are. */
export interface Composition {
  readonly aggregate: Aggregate;
  /** Only of the root: whether all components are here. */
  readonly assemblies: readonly string[];
  readonly dependencies: readonly string[];
}

/**
 * How complete the inventory is, by what the scan saw and never by hope:
 *
 * - the root is `incomplete` when any file was stale, unsupported or failed, any component has no exact version, or any
 *   error was met: something may be missing;
 * - a component is `incomplete` when a file that names it is flawed (stale, failed, or with an error or warning), or
 *   when nothing says its version, so that nobody knows what it needs;
 * - a third-party component is `complete` when every file that names it also states edges between third-party packages:
 *   then having none means needing none. In a flat list (`requirements.txt`) it means nothing: `unknown`;
 * - a project is `complete` when its lockfile was parsed, or when it needs nothing.
 */
export function composeAggregates(snapshot: Snapshot, root: string): readonly Composition[] {
  const judge = prepare(snapshot);
  const refs: Record<Aggregate, string[]> = { complete: [], incomplete: [], unknown: [] };
  for (const component of snapshot.components) refs[judge.component(component)].push(component.id);
  refs[judge.root].push(root);
  return (['complete', 'incomplete', 'unknown'] as const)
    .map((aggregate) => ({
      aggregate,
      assemblies: judge.root === aggregate ? [root] : [],
      dependencies: refs[aggregate].toSorted(byCodeUnit),
    }))
    .filter((composition) => composition.dependencies.length > 0);
}

function prepare(snapshot: Snapshot): { root: Aggregate; component: (component: Component) => Aggregate } {
  const byId = new Map(snapshot.components.map((component) => [component.id, component]));
  const projects = new Map(snapshot.projects.map((project) => [project.id, project]));
  const unread = snapshot.inputs.filter((input) => ['stale', 'unsupported', 'failed'].includes(input.state));
  const problems = snapshot.diagnostics.filter((item) => item.severity !== 'note' && item.path !== undefined);
  const flawed = new Set([...unread.map((input) => input.path), ...problems.map((item) => item.path ?? '')]);
  const flawedDirectories = new Set([...flawed].map(directoryOf));
  const parsed = new Set(snapshot.inputs.filter((input) => input.state === 'parsed').map((input) => input.path));
  const withEdges = new Set<string>();
  const graphFiles = new Set<string>();
  for (const edge of snapshot.edges) {
    withEdges.add(edge.from);
    if (byId.get(edge.from)?.firstParty === false) for (const source of edge.sources) graphFiles.add(source);
  }
  const ofProject = (component: Component, project: Project | undefined): Aggregate => {
    if (flawedDirectories.has(project?.path ?? '') || (project?.lockfile !== undefined && flawed.has(project.lockfile))) {
      return 'incomplete';
    }
    if (project?.lockfile !== undefined && parsed.has(project.lockfile)) return 'complete';
    return withEdges.has(component.id) ? 'unknown' : 'complete';
  };
  const component = (component: Component): Aggregate => {
    const files = component.occurrences.map((occurrence) => occurrence.path);
    if (component.resolution === 'declared' || files.some((path) => flawed.has(path))) return 'incomplete';
    if (component.firstParty) return ofProject(component, projects.get(component.id));
    return files.length > 0 && files.every((path) => graphFiles.has(path)) ? 'complete' : 'unknown';
  };
  const gaps =
    unread.length > 0 ||
    snapshot.diagnostics.some((item) => item.severity === 'error') ||
    snapshot.components.some((item) => item.resolution === 'declared');
  return { root: gaps ? 'incomplete' : 'complete', component };
}
