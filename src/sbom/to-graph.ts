import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Edge, Hash, Occurrence, Origin, Use } from '../domain/component.ts';
import { by, byCodeUnit, sortedUnique } from '../domain/order.ts';
import { projectId, type Project } from '../domain/project.ts';
import { purlParts } from '../domain/purl.ts';
import { SCOPES } from '../domain/scope.ts';
import type { SbomDraft, SbomLicense, SbomPackage } from './draft.ts';
import { ecosystemOf } from './ecosystem-of.ts';
import { ownUses } from './own-properties.ts';
import { reachProjects } from './reach-projects.ts';

/** A component of the document with its claims; several packages under one purl have become one. */
export interface SbomComponent {
  readonly id: string;
  readonly first: SbomPackage;
  readonly ecosystem: string;
  readonly name: string;
  readonly hashes: readonly Hash[];
  readonly origins: readonly Origin[];
  readonly uses: readonly Use[];
  readonly occurrences: readonly Occurrence[];
  readonly bundledIn: readonly string[];
  readonly copyrights: readonly string[];
  readonly licenses: readonly (SbomLicense & { readonly line: number | undefined })[];
}

export interface SbomGraph {
  readonly projects: readonly Project[];
  readonly components: readonly SbomComponent[];
  readonly edges: readonly Edge[];
  readonly diagnostics: readonly Diagnostic[];
}

const MOST_SHOWN = 40;

/** Joins the packages of a document into components and projects, with the uses that its relationships give. */
export function toGraph(draft: SbomDraft, path: string): SbomGraph {
  const idOf = new Map<string, string>();
  const members = new Map<string, SbomPackage[]>();
  const projects = new Map<string, Project>();
  const itself = new Map<string, string>();
  for (const item of draft.packages) {
    if (item.project === undefined) continue;
    const id = addProject(item, projects, path);
    idOf.set(item.ref, id);
    // syft lists the package that a directory holds among the packages that were found in it
    if (draft.own === undefined && item.project.path === '' && item.version !== undefined) itself.set(nameOf(item), id);
  }
  for (const item of draft.packages) {
    const id = idOf.get(item.ref) ?? itself.get(nameOf(item)) ?? item.purl ?? nameOf(item);
    idOf.set(item.ref, id);
    const known = members.get(id);
    if (known === undefined) members.set(id, [item]);
    else known.push(item);
  }
  const main = mainProject(draft, projects, path);
  const reached = reachProjects(draft, idOf, main);
  const edges = toEdges(draft, idOf, path);
  const bundled = bundles(draft, idOf);
  const components = [...members].map(([id, packages]) => {
    const own = ownUses(packages, projects);
    return toComponent(packages, {
      id,
      path,
      uses: own ?? reached.get(id) ?? [],
      bundledIn: bundled.get(id) ?? [],
    });
  });
  return {
    projects: [...projects.values()].toSorted(by((project) => project.id)),
    components: components.toSorted(by((component) => component.id)),
    edges,
    diagnostics: [...draft.diagnostics, ...lostNotes(draft, path)],
  };
}

function addProject(item: SbomPackage, projects: Map<string, Project>, path: string): string {
  const { project, name, version } = item;
  if (project === undefined) throw new Error('only for projects');
  const ecosystem = project.ecosystem ?? (project.purlType === undefined ? 'sbom' : ecosystemOf(project.purlType));
  const id = projectId(project.path, ecosystem, name);
  if (!projects.has(id)) {
    projects.set(id, {
      id,
      path: project.path,
      name,
      ...(version !== undefined && { version }),
      ecosystem,
      role: project.role,
      roleReason: project.roleReason,
      ...(project.private !== undefined && { private: project.private }),
      lockfile: path,
    });
  }
  return id;
}

/** What uses a package that nothing in the document leads to: the root, or the document itself when it has none. */
function mainProject(draft: SbomDraft, projects: Map<string, Project>, path: string): string | undefined {
  const first = draft.packages.find((item) => item.project !== undefined);
  if (draft.own !== undefined) return undefined;
  const known = first === undefined ? undefined : [...projects.values()].find((project) => project.name === first.name);
  if (known !== undefined) return known.id;
  // Not the name of the file: a document under another name is still about the same thing.
  const name = draft.name ?? 'sbom';
  const id = projectId('', 'sbom', name);
  projects.set(id, {
    id,
    path: '',
    name,
    ecosystem: 'sbom',
    role: 'product',
    roleReason: 'what the SBOM is about',
    lockfile: path,
  });
  return id;
}

// Without a purl there is no identity beyond this document: its name and version are all there is.
function nameOf({ name, version }: SbomPackage): string {
  return `sbom:${name}${version === undefined ? '' : `@${version}`}`;
}

// Ids by their place in sorted order: numbers sort and compare far faster than the texts of a million edges.
function toEdges(draft: SbomDraft, idOf: ReadonlyMap<string, string>, path: string): Edge[] {
  const ids = sortedUnique(idOf.values());
  const ranks = new Map(ids.map((id, rank) => [id, rank]));
  const rankOf = new Map([...idOf].map(([ref, id]) => [ref, ranks.get(id) ?? 0]));
  const targets = new Map<number, number[]>();
  for (const { from, to, kind, scope } of draft.edges) {
    const [source, target] = [rankOf.get(from), rankOf.get(to)];
    if (kind !== 'needs' || source === undefined || target === undefined || source === target) continue;
    const known = targets.get(source);
    const key = target * SCOPES.length + SCOPE_ORDER.indexOf(scope);
    if (known === undefined) targets.set(source, [key]);
    else known.push(key);
  }
  const sources = [path];
  return [...targets]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([source, keys]) =>
      keys
        .toSorted((a, b) => a - b)
        .filter((key, index, sorted) => key !== sorted[index - 1])
        .map((key) => ({
          from: ids[source] ?? '',
          to: ids[Math.floor(key / SCOPES.length)] ?? '',
          scope: SCOPE_ORDER[key % SCOPES.length] ?? 'unknown',
          sources,
        })),
    );
}

const SCOPE_ORDER = SCOPES.toSorted(byCodeUnit);

// Only where a package stands inside another package; what a project contains is simply its own.
function bundles(draft: SbomDraft, idOf: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  if (!draft.edges.some((edge) => edge.kind === 'contains')) return new Map();
  const firstParty = new Set(draft.packages.filter((item) => item.project !== undefined).map((item) => item.ref));
  // cyclonedx-npm nests what npm installs below something: a place on disk, which says nothing when somebody needs it
  const needed = new Set(draft.edges.filter((edge) => edge.kind === 'needs').map((edge) => edge.to));
  const found = new Map<string, Set<string>>();
  for (const { from, to, kind } of draft.edges) {
    const [container, part] = [idOf.get(from), idOf.get(to)];
    if (
      kind !== 'contains' ||
      firstParty.has(from) ||
      needed.has(to) ||
      container === undefined ||
      part === undefined ||
      container === part
    )
      continue;
    const known = found.get(part);
    if (known === undefined) found.set(part, new Set([container]));
    else known.add(container);
  }
  return new Map([...found].map(([id, containers]) => [id, sortedUnique(containers)]));
}

interface ComponentParts {
  readonly id: string;
  readonly path: string;
  readonly uses: readonly Use[];
  readonly bundledIn: readonly string[];
}

function toComponent(packages: readonly SbomPackage[], { id, path, uses, bundledIn }: ComponentParts): SbomComponent {
  const first = packages.find((item) => item.project !== undefined) ?? packages[0];
  if (first === undefined) throw new Error('a component needs a package');
  const own = first.own?.get('licet:ecosystem')?.[0] ?? first.project?.ecosystem;
  const type = first.project?.purlType ?? (first.purl === undefined ? undefined : purlParts(first.purl).type);
  const ecosystem = own ?? (type === undefined ? 'sbom' : ecosystemOf(type));
  return {
    id,
    first,
    ecosystem,
    name: first.name,
    hashes: distinct(packages.flatMap((item) => item.hashes)),
    origins: distinct(packages.flatMap((item) => item.origins)),
    uses: uses.toSorted(by((use) => use.project)),
    occurrences: distinct(packages.flatMap((item) => [place(path, item.line), ...item.places])).toSorted(
      (a, b) => byCodeUnit(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0),
    ),
    bundledIn,
    copyrights: sortedUnique(packages.flatMap((item) => item.copyrights)),
    licenses: packages.flatMap((item) => item.licenses.map((license) => ({ ...license, line: item.line }))),
  };
}

function place(path: string, line: number | undefined): Occurrence {
  return line === undefined ? { path } : { path, line };
}

function distinct<T extends object>(items: readonly T[]): T[] {
  if (items.length < 2) return [...items];
  const byText = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...byText].toSorted(by(([text]) => text)).map(([, item]) => item);
}

function lostNotes(draft: SbomDraft, path: string): Diagnostic[] {
  if (draft.lost.length === 0) return [];
  const shown = draft.lost.slice(0, MOST_SHOWN).map(({ what, count }) => `${what} (${count})`);
  const rest = draft.lost.length - shown.length;
  const more = rest > 0 ? ` and ${rest} more kinds of content` : '';
  return [
    diagnostic('sbom-content-unused', `left out, as an inventory has no place for it: ${shown.join(', ')}${more}`, { path }),
  ];
}
