import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ComponentGraph, ReadOutcome, UnlicensedComponent } from '../domain/component-graph.ts';
import { by, sortedUnique } from '../domain/order.ts';
import { directoryOf } from '../domain/path.ts';
import { projectId, type Project, type ProjectRole } from '../domain/project.ts';
import { purlParts } from '../domain/purl.ts';
import { sortScopes } from '../domain/scope.ts';
import type { Edge, Use } from '../domain/component.ts';
import type { FirstPartyPackage, LockedPackage, ThirdPartyPackage } from '../domain/read-result.ts';
import type { Draft } from './draft.ts';
import { reachFrom, toAdjacency } from '../domain/scope-closure.ts';

export interface RoleOf {
  (path: string): { readonly role: ProjectRole; readonly reason: string };
}

/**
 * Joins what the readers found into one graph: a component per purl or project, edges with the files that state
 * them, and per project the scopes by which it uses each component, computed inside each lockfile.
 */
export function merge(outcomes: readonly ReadOutcome[], roleOf: RoleOf): ComponentGraph {
  const merger = new Merger(roleOf);
  for (const outcome of outcomes) merger.add(outcome);
  return merger.finish();
}

// A class because a merge is constructed and closed: drafts are filled by `add` and frozen by `finish`.
class Merger {
  readonly #roleOf: RoleOf;
  readonly #drafts = new Map<string, Draft>();
  readonly #projects = new Map<string, Project>();
  readonly #edges = new Map<string, Edge & { sources: string[] }>();
  readonly #numbers = new Map<string, number>();
  readonly #diagnostics: Diagnostic[] = [];

  constructor(roleOf: RoleOf) {
    this.#roleOf = roleOf;
  }

  add(outcome: ReadOutcome): void {
    const source = outcome.paths[0] ?? '';
    const idOf = new Map<string, string>();
    for (const item of outcome.result.packages) {
      if (idOf.has(item.key)) {
        this.#diagnostics.push(
          diagnostic('lockfile-entry-invalid', `two packages under the key \`${item.key}\``, { path: source }),
        );
        continue;
      }
      idOf.set(item.key, item.kind === 'first-party' ? this.#addProject(item, outcome) : this.#addThirdParty(item, outcome));
    }
    for (const item of outcome.result.packages) this.#addBundling(item, idOf);
    this.#addEdges(outcome, idOf, source);
    this.#addUses(outcome, idOf);
  }

  finish(): ComponentGraph {
    const components = [...this.#drafts.values()].map(toComponent).toSorted(by((component) => component.id));
    for (const draft of this.#drafts.values()) this.#checkHashes(draft);
    const edges = [...this.#edges.values()].map((edge) => ({ ...edge, sources: sortedUnique(edge.sources) }));
    return {
      projects: [...this.#projects.values()].toSorted(by((project) => project.id)),
      components,
      edges: sortEdges(edges),
      diagnostics: this.#diagnostics,
    };
  }

  #addProject(item: FirstPartyPackage, outcome: ReadOutcome): string {
    const id = projectId(item.path, outcome.ecosystem, item.name);
    const known = this.#projects.get(id);
    const { role, reason } = item.role ?? this.#roleOfMember(item);
    const lockfile = known?.lockfile ?? item.lockfile;
    const manifest = known?.manifest ?? item.manifest;
    const version = known?.version ?? item.version;
    this.#projects.set(id, {
      id,
      path: item.path,
      name: item.name,
      ecosystem: outcome.ecosystem,
      role: known?.role ?? role,
      roleReason: known?.roleReason ?? reason,
      ...(version !== undefined && { version }),
      ...(manifest !== undefined && { manifest }),
      ...(lockfile !== undefined && { lockfile }),
      ...(item.private !== undefined && { private: item.private }),
    });
    const draft = this.#draft(id, () => ({
      ...emptyDraft(id, outcome.ecosystem, item.name, item.version),
      firstParty: true,
      type: item.type ?? (item.private === true || item.version === undefined ? 'application' : 'library'),
    }));
    draft.description ??= item.description;
    for (const occurrence of item.occurrences) draft.occurrences.set(`${occurrence.path}:${occurrence.line ?? 0}`, occurrence);
    for (const license of item.licenses) draft.licenses.set(JSON.stringify(license), license);
    return id;
  }

  // A lockfile of the product that lists a member below a folder of fixtures installs it with the product.
  #roleOfMember(item: FirstPartyPackage): { role: ProjectRole; reason: string } {
    const ofMember = this.#roleOf(item.path);
    if (item.lockfile === undefined || (ofMember.role !== 'test-fixture' && ofMember.role !== 'vendored')) return ofMember;
    const ofLockfile = this.#roleOf(directoryOf(item.lockfile));
    if (ofLockfile.role === 'test-fixture' || ofLockfile.role === 'vendored') return ofMember;
    return { role: 'tooling', reason: `${ofMember.reason}, but locked by ${item.lockfile}` };
  }

  #addThirdParty(item: ThirdPartyPackage, outcome: ReadOutcome): string {
    const parts = purlParts(item.purl);
    const name =
      item.name ?? (parts.namespace === undefined || parts.namespace === '' ? parts.name : `${parts.namespace}/${parts.name}`);
    const draft = this.#draft(item.purl, () => ({
      ...emptyDraft(item.purl, outcome.ecosystem, name, parts.version),
      purl: item.purl,
      type: item.type ?? 'library',
      resolution: item.resolution,
      identity: item.identity,
    }));
    if (item.resolution === 'locked') draft.resolution = 'locked';
    draft.description ??= item.description;
    // What a lockfile names needs no guess.
    if (item.identity === undefined) draft.identity = undefined;
    for (const hash of item.hashes ?? []) draft.hashes.set(`${hash.algorithm}:${hash.value}`, hash);
    for (const origin of item.origins ?? []) draft.origins.set(JSON.stringify(origin), origin);
    for (const occurrence of item.occurrences) draft.occurrences.set(`${occurrence.path}:${occurrence.line ?? 0}`, occurrence);
    for (const license of item.licenses ?? []) draft.licenses.set(JSON.stringify(license), license);
    for (const location of item.installed ?? []) draft.installed.set(JSON.stringify(location), location);
    for (const patch of item.patches ?? []) draft.patches.add(patch);
    for (const platform of item.platforms ?? []) draft.platforms.add(platform);
    if (item.alias !== undefined) draft.aliases.add(item.alias);
    if (item.requirement !== undefined) draft.requirements.add(item.requirement);
    if (item.bundledIn === undefined) draft.standsAlone = true;
    draft.properties = { ...item.properties, ...draft.properties };
    return item.purl;
  }

  #addBundling(item: LockedPackage, idOf: ReadonlyMap<string, string>): void {
    if (item.kind === 'first-party' || item.bundledIn === undefined) return;
    const parent = idOf.get(item.bundledIn);
    if (parent !== undefined) this.#drafts.get(item.purl)?.bundledIn.add(parent);
  }

  #addEdges(outcome: ReadOutcome, idOf: ReadonlyMap<string, string>, source: string): void {
    for (const edge of outcome.result.edges) {
      const from = idOf.get(edge.from);
      const to = idOf.get(edge.to);
      if (from === undefined || to === undefined) throw new Error(`edge between unknown keys ${edge.from} and ${edge.to}`);
      if (from === to) continue;
      // numbers for ids: short keys, in which no id can look like a separator
      const requirement = edge.requirement === undefined ? '' : `=${edge.requirement}`;
      const key = `${this.#numberOf(from)} ${this.#numberOf(to)} ${edge.scope} ${requirement}`;
      const known = this.#edges.get(key);
      if (known !== undefined) known.sources.push(source);
      else this.#edges.set(key, { ...edge, from, to, sources: [source] });
    }
  }

  #numberOf(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const next = this.#numbers.size;
    this.#numbers.set(id, next);
    return next;
  }

  #addUses(outcome: ReadOutcome, idOf: ReadonlyMap<string, string>): void {
    const outgoing = toAdjacency(outcome.result.edges);
    const reached = new Set<string>();
    for (const item of outcome.result.packages) {
      if (item.kind !== 'first-party' || item.seenFrom !== undefined) continue;
      const project = idOf.get(item.key) ?? '';
      const reach = reachFrom(item, outgoing);
      for (const [key, scopes] of reach.scopes) {
        const id = idOf.get(key);
        reached.add(key);
        if (id === undefined || id === project) continue;
        const uses = this.#drafts.get(id)?.uses;
        const known: Use | undefined = uses?.get(project);
        const direct = reach.direct.has(key) || known?.direct === true;
        uses?.set(project, { project, scopes: known === undefined ? scopes : sortScopes([...known.scopes, ...scopes]), direct });
      }
    }
    this.#addStatedUses(outcome, idOf, reached);
  }

  // package-lock.json version 1 without its package.json names no direct dependency, but flags every package
  #addStatedUses(outcome: ReadOutcome, idOf: ReadonlyMap<string, string>, reached: ReadonlySet<string>): void {
    for (const item of outcome.result.packages) {
      if (item.kind === 'first-party' || item.stated === undefined) continue;
      const { project: key, scopes: stated, resolved } = item.stated;
      if (resolved !== true && reached.has(item.key)) continue;
      const project = idOf.get(key);
      const uses = this.#drafts.get(item.purl)?.uses;
      if (project === undefined || uses === undefined) continue;
      const known = uses.get(project);
      const scopes = sortScopes([...(resolved === true ? [] : (known?.scopes ?? [])), ...stated]);
      uses.set(project, { project, scopes, direct: known?.direct === true });
    }
  }

  #checkHashes(draft: Draft): void {
    const algorithms = [...draft.hashes.values()].map((hash) => hash.algorithm);
    const twice = algorithms.find((algorithm, index) => algorithms.indexOf(algorithm) !== index);
    // Python locks list one hash per file of a release: several are normal there.
    if (twice === undefined || draft.properties['licet:hashes'] === 'any-of') return;
    const places = sortedUnique([...draft.occurrences.values()].map((occurrence) => occurrence.path)).join(', ');
    this.#diagnostics.push(diagnostic('integrity-conflict', `${draft.id} has several ${twice} hashes (${places})`));
  }

  #draft(id: string, make: () => Draft): Draft {
    const known = this.#drafts.get(id);
    if (known !== undefined) return known;
    const made = make();
    this.#drafts.set(id, made);
    return made;
  }
}

// the sort text is made once per edge: made in each comparison it is most of the time and garbage of a merge
function sortEdges(edges: readonly Edge[]): Edge[] {
  return edges
    .map((edge) => ({ edge, text: `${edge.from}\n${edge.to}\n${edge.scope}\n${edge.requirement ?? ''}` }))
    .toSorted(by(({ text }) => text))
    .map(({ edge }) => edge);
}

function emptyDraft(id: string, ecosystem: string, name: string, version: string | undefined): Draft {
  return {
    id,
    firstParty: false,
    ecosystem,
    purl: undefined,
    name,
    version,
    type: 'library',
    resolution: 'locked',
    description: undefined,
    identity: undefined,
    hashes: new Map(),
    origins: new Map(),
    occurrences: new Map(),
    uses: new Map(),
    aliases: new Set(),
    bundledIn: new Set(),
    standsAlone: false,
    patches: new Set(),
    platforms: new Set(),
    requirements: new Set(),
    properties: {},
    licenses: new Map(),
    installed: new Map(),
  };
}

function toComponent(draft: Draft): UnlicensedComponent {
  const { purl, version, description, identity } = draft;
  return {
    id: draft.id,
    firstParty: draft.firstParty,
    type: draft.type,
    ecosystem: draft.ecosystem,
    resolution: draft.resolution,
    ...(purl !== undefined && { purl }),
    name: draft.name,
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    ...(identity !== undefined && { identity }),
    hashes: sortedValues(draft.hashes),
    origins: sortedValues(draft.origins),
    uses: sortedValues(draft.uses),
    occurrences: [...draft.occurrences.values()].toSorted(
      (a, b) => by<{ path: string }>((o) => o.path)(a, b) || (a.line ?? 0) - (b.line ?? 0),
    ),
    ...(draft.aliases.size > 0 && { aliases: sortedUnique(draft.aliases) }),
    ...(draft.bundledIn.size > 0 && !draft.standsAlone && { bundledIn: sortedUnique(draft.bundledIn) }),
    ...(draft.patches.size > 0 && { patches: sortedUnique(draft.patches) }),
    ...(draft.platforms.size > 0 && { platforms: sortedUnique(draft.platforms) }),
    ...(draft.requirements.size > 0 && { requirements: sortedUnique(draft.requirements) }),
    ...(Object.keys(draft.properties).length > 0 && { properties: sortRecord(draft.properties) }),
    licenses: sortedValues(draft.licenses),
    installed: sortedValues(draft.installed),
  };
}

function sortedValues<T>(map: ReadonlyMap<string, T>): T[] {
  if (map.size < 2) return [...map.values()];
  return [...map].toSorted(by(([key]) => key)).map(([, value]) => value);
}

function sortRecord(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).toSorted(by(([key]) => key)));
}
