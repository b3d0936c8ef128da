import type { Component, ComponentId } from '../../domain/component.ts';
import type { LicenseEvidence } from '../../domain/license.ts';
import type { Project } from '../../domain/project.ts';
import type { Snapshot } from '../../domain/snapshot.ts';

/**
 * The snapshot as if the repository lay in a directory of its name beside the others: every path and every id of a project
 * begins with the name, so that nothing of two repositories can be the same by chance.
 */
export function sideBySide(snapshot: Snapshot, repository: string): Snapshot {
  const paths = new Map<string, string>();
  const at = (path: string): string => {
    const known = paths.get(path);
    if (known !== undefined) return known;
    const made = path === '' ? repository : `${repository}/${path}`;
    paths.set(path, made);
    return made;
  };
  const own = new Map(snapshot.components.filter((one) => one.firstParty).map((one) => [one.id, idIn(repository, one.id)]));
  for (const { id } of snapshot.projects) own.set(id, idIn(repository, id));
  const idOf = (id: ComponentId): ComponentId => own.get(id) ?? id;
  return {
    ...snapshot,
    projects: snapshot.projects.map((project) => moveProject(project, idOf, at)),
    components: snapshot.components.map((component) => moveComponent(component, idOf, at)),
    edges: snapshot.edges.map((edge) => ({
      ...edge,
      from: idOf(edge.from),
      to: idOf(edge.to),
      sources: edge.sources.map(at),
    })),
    inputs: snapshot.inputs.map((input) => ({ ...input, path: at(input.path) })),
    diagnostics: snapshot.diagnostics.map((item) => (item.path === undefined ? item : { ...item, path: at(item.path) })),
  };
}

// `.#npm:shop` of acme/shop is `acme/shop#npm:shop`, `api#npm:api` is `acme/shop/api#npm:api`.
function idIn(repository: string, id: string): string {
  return id.startsWith('.#') ? `${repository}${id.slice(1)}` : `${repository}/${id}`;
}

type Move = (text: string) => string;

function moveProject(project: Project, idOf: Move, at: Move): Project {
  const { manifest, lockfile } = project;
  return {
    ...project,
    id: idOf(project.id),
    path: at(project.path),
    ...(manifest !== undefined && { manifest: at(manifest) }),
    ...(lockfile !== undefined && { lockfile: at(lockfile) }),
  };
}

function moveComponent(component: Component, idOf: Move, at: Move): Component {
  const { bundledIn, patches, copyrights } = component;
  return {
    ...component,
    id: idOf(component.id),
    uses: component.uses.map((use) => ({ ...use, project: idOf(use.project) })),
    occurrences: component.occurrences.map((occurrence) => ({ ...occurrence, path: at(occurrence.path) })),
    licenseEvidence: component.licenseEvidence.map((item) => moveEvidence(item, at)),
    ...(bundledIn !== undefined && { bundledIn: bundledIn.map(idOf) }),
    ...(patches !== undefined && { patches: patches.map(at) }),
    ...(copyrights !== undefined && { copyrights: copyrights.map((item) => moveEvidence(item, at)) }),
  };
}

function moveEvidence<T extends Pick<LicenseEvidence, never> & { location: { root: string; path: string } }>(
  item: T,
  at: Move,
): T {
  return item.location.root === 'tree' ? { ...item, location: { ...item.location, path: at(item.location.path) } } : item;
}
