import type { Use } from '../domain/component.ts';
import { reachFrom, toAdjacency } from '../domain/scope-closure.ts';
import { sortScopes, type Scope } from '../domain/scope.ts';
import type { SbomDraft, SbomEdge } from './draft.ts';

/**
 * Who uses each component, by the relationships of the document, and in which scopes. What stands inside something is
 * used as that is, unless somebody needs it directly. A component that nothing leads to is used by `main`: a document
 * lists what a product holds, also where it does not say how.
 */
export function reachProjects(
  draft: SbomDraft,
  idOf: ReadonlyMap<string, string>,
  main: string | undefined,
): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Map<string, Use>>();
  if (draft.own !== undefined) return new Map();
  const needed = new Set(draft.edges.filter((edge) => edge.kind === 'needs').map((edge) => edge.to));
  const projects = new Set(
    draft.packages.filter((item) => item.project !== undefined).flatMap((item) => idOf.get(item.ref) ?? []),
  );
  const isProject = (ref: string): boolean => projects.has(idOf.get(ref) ?? '');
  const isCycloneDx = draft.format.startsWith('cyclonedx');
  const walked = draft.edges
    .filter((edge) => edge.kind === 'needs' || !needed.has(edge.to))
    // SPDX has no default scope: that a product contains something does not say what for
    .map((edge) =>
      edge.kind === 'contains' && !isCycloneDx && edge.scope === 'runtime' && isProject(edge.from)
        ? { ...edge, scope: 'unknown' as const }
        : edge,
    );
  const direct = new Set(draft.edges.filter((edge) => edge.kind === 'needs' && isProject(edge.from)).map(pairKey));
  const groups = new Set(draft.packages.filter((item) => item.project?.isGroup === true).map((item) => item.ref));
  const ofGroups = toAdjacency(walked.filter((edge) => groups.has(edge.from)));
  const outgoing = new Map(toAdjacency(walked.filter((edge) => !groups.has(edge.from))));
  const reached = new Set<string>();
  const add = (ref: string, project: string, found: { scopes: readonly Scope[]; direct: boolean }): void => {
    const id = idOf.get(ref);
    if (id === undefined || id === project) return;
    const known = uses.get(id) ?? new Map<string, Use>();
    uses.set(id, known);
    const before = known.get(project);
    const scopes = sortScopes([...(before?.scopes ?? []), ...found.scopes]);
    known.set(project, { project, scopes, direct: found.direct || before?.direct === true });
  };
  const stated = new Map(draft.packages.map((item) => [item.ref, item.scope]));
  for (const item of draft.packages) {
    const project = isProject(item.ref) ? idOf.get(item.ref) : undefined;
    if (project === undefined) continue;
    const ofGroup = ofGroups.get(item.ref);
    if (ofGroup !== undefined) outgoing.set(item.ref, ofGroup);
    const reach = reachFrom({ key: item.ref }, outgoing);
    if (ofGroup !== undefined) outgoing.delete(item.ref);
    for (const [ref, scopes] of reach.scopes) {
      reached.add(ref);
      const own = stated.get(ref);
      add(ref, project, {
        scopes: own === undefined ? scopes : [own],
        direct: reach.direct.has(ref) && direct.has(`${item.ref}\n${ref}`),
      });
    }
  }
  if (main !== undefined) {
    for (const item of draft.packages) {
      if (isProject(item.ref) || reached.has(item.ref)) continue;
      const scope = item.scope ?? (isCycloneDx ? 'runtime' : 'unknown');
      add(item.ref, main, { scopes: [scope], direct: false });
    }
  }
  return new Map([...uses].map(([id, byProject]) => [id, [...byProject.values()]]));
}

function pairKey(edge: SbomEdge): string {
  return `${edge.from}\n${edge.to}`;
}
