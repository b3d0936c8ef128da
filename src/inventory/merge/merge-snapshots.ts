import { createHash } from 'node:crypto';
import type { Assembly } from '../../domain/assembly.ts';
import type { Component, ComponentId, Edge } from '../../domain/component.ts';
import { by, byCodeUnit, sortedUnique } from '../../domain/order.ts';
import type { Snapshot, Source } from '../../domain/snapshot.ts';
import { MergedComponent } from './merged-component.ts';
import { repositoryComponent, repositoryId, toAssembly } from './repositories.ts';
import { sideBySide } from './side-by-side.ts';
import type { InventorySource } from './source.ts';

export interface MergeOptions {
  /** What the result is about. */
  readonly root: Assembly['root'];
  readonly scanner: Source['scanner'];
  /** ISO 8601; the latest of the snapshots when absent. */
  readonly time?: string;
}

export interface MergedInventory {
  /** All repositories as one snapshot: third-party components once per purl, everything else below its repository. */
  readonly snapshot: Snapshot;
  readonly assembly: Assembly;
}

/**
 * Many snapshots -> one. A component is its purl, whoever uses it; where two repositories have other bytes under the same purl,
 * each artifact is a component of its own. Memory grows with what is distinct, and each snapshot is let go after it was added.
 */
export class InventoryMerge {
  readonly #options: MergeOptions;
  readonly #sources: Omit<InventorySource, 'snapshot'>[] = [];
  readonly #own: Component[] = [];
  readonly #shared = new Map<ComponentId, MergedComponent[]>();
  readonly #edges = new Map<string, Edge & { readonly sources: string[] }>();
  readonly #projects: Snapshot['projects'][number][] = [];
  readonly #inputs: Snapshot['inputs'][number][] = [];
  readonly #diagnostics: Snapshot['diagnostics'][number][] = [];
  readonly #caches = new Map<string, Set<string>>();
  readonly #digests: string[] = [];
  readonly #roots = new Map<string, readonly ComponentId[]>();
  // Edges name components by purl; which artifact of it is known per repository only.
  readonly #pending: { readonly edges: readonly Edge[]; readonly variants: ReadonlyMap<ComponentId, MergedComponent> }[] = [];
  #time: string | undefined;

  constructor(options: MergeOptions) {
    this.#options = options;
    this.#time = options.time;
  }

  /** Sources come sorted by repository, each once: which description of a package is kept must not depend on chance. */
  add(source: InventorySource): void {
    const { snapshot, ...rest } = source;
    const before = this.#sources.at(-1)?.repository;
    if (before !== undefined && byCodeUnit(before, source.repository) >= 0) {
      throw new Error(`repository \`${source.repository}\` comes after \`${before}\`: sources must be sorted and distinct`);
    }
    this.#sources.push(rest);
    this.#digests.push(`${source.repository}\u0000${snapshot?.source.treeDigest ?? ''}`);
    if (snapshot === undefined) {
      this.#own.push(repositoryComponent(source));
      return;
    }
    if (this.#options.time === undefined && (snapshot.source.time ?? '') > (this.#time ?? '')) this.#time = snapshot.source.time;
    const moved = sideBySide(snapshot, source.repository);
    this.#own.push(repositoryComponent(source, snapshot.source));
    const variants = new Map<ComponentId, MergedComponent>();
    const projects: ComponentId[] = [];
    for (const component of moved.components) {
      if (component.firstParty) {
        this.#own.push(component);
        projects.push(component.id);
      } else variants.set(component.id, this.#share(component));
    }
    this.#roots.set(source.repository, projects);
    this.#pending.push({ edges: moved.edges, variants });
    for (const project of moved.projects) this.#projects.push(project);
    for (const input of moved.inputs) this.#inputs.push(input);
    for (const item of moved.diagnostics) this.#diagnostics.push(item);
    for (const { name, digest } of moved.caches) this.#caches.set(name, (this.#caches.get(name) ?? new Set()).add(digest));
  }

  finish(): MergedInventory {
    const ids = this.#nameVariants();
    for (const { edges, variants } of this.#pending) for (const edge of edges) this.#addEdge(edge, variants, ids);
    for (const { repository } of this.#sources) {
      for (const project of this.#roots.get(repository) ?? []) {
        this.#addEdge({ from: repositoryId(repository), to: project, scope: 'runtime', sources: [] }, NO_VARIANTS, ids);
      }
    }
    const shared = [...ids].map(([component, id]) => component.finish(id));
    const components = [...this.#own, ...shared].toSorted(by((component) => component.id));
    const snapshot: Snapshot = {
      schema: 'licet-snapshot/1',
      source: this.#describe(),
      projects: this.#projects.toSorted(by((project) => project.id)),
      components,
      edges: [...this.#edges.values()]
        .map((edge) => ({ ...edge, sources: sortedUnique(edge.sources) }))
        .toSorted((a, b) => byCodeUnit(a.from, b.from) || byCodeUnit(a.to, b.to) || byCodeUnit(a.scope, b.scope)),
      inputs: this.#inputs.toSorted(by((input) => `${input.path}\n${input.reader ?? ''}`)),
      diagnostics: this.#diagnostics,
      caches: [...this.#caches].toSorted(by(([name]) => name)).map(([name, digests]) => ({ name, digest: digestOf(digests) })),
    };
    return { snapshot, assembly: toAssembly(this.#options.root, this.#sources, this.#roots) };
  }

  #share(component: Component): MergedComponent {
    const known = this.#shared.get(component.id);
    const fitting = known?.find((merged) => merged.fits(component));
    if (fitting !== undefined) {
      fitting.merge(component);
      return fitting;
    }
    const made = new MergedComponent(component);
    if (known === undefined) this.#shared.set(component.id, [made]);
    else known.push(made);
    return made;
  }

  // `pkg:npm/a@1` for the only artifact of a purl; of several, `pkg:npm/a@1#sha512:0123abcd`.
  #nameVariants(): ReadonlyMap<MergedComponent, ComponentId> {
    const ids = new Map<MergedComponent, ComponentId>();
    for (const [id, variants] of this.#shared) {
      const taken = new Set<string>();
      for (const variant of variants) {
        let name = variants.length === 1 ? id : `${id}#${variant.mark}`;
        // Hostile input: other hashes that begin alike.
        while (taken.has(name)) name += '~';
        taken.add(name);
        ids.set(variant, name);
      }
    }
    return ids;
  }

  #addEdge(
    edge: Edge,
    variants: ReadonlyMap<ComponentId, MergedComponent>,
    ids: ReadonlyMap<MergedComponent, ComponentId>,
  ): void {
    const named = (id: ComponentId): ComponentId => {
      const variant = variants.get(id);
      return (variant && ids.get(variant)) ?? id;
    };
    const [from, to] = [named(edge.from), named(edge.to)];
    const { scope, requirement } = edge;
    // With their lengths, so that no two edges have one key, whatever is in the names.
    const key = `${from.length} ${to.length} ${scope} ${from}${to}${requirement === undefined ? '' : `=${requirement}`}`;
    const known = this.#edges.get(key);
    if (known === undefined) this.#edges.set(key, { ...edge, from, to, sources: [...edge.sources] });
    else for (const source of edge.sources) known.sources.push(source);
  }

  #describe(): Source {
    const { root, scanner } = this.#options;
    return {
      name: root.name,
      treeDigest: digestOf(this.#digests),
      dirty: false,
      ...(this.#time !== undefined && { time: this.#time }),
      scanner,
      config: {
        repositories: String(this.#sources.length),
        unseen: String(this.#sources.filter(({ repository }) => !this.#roots.has(repository)).length),
      },
    };
  }
}

const NO_VARIANTS: ReadonlyMap<ComponentId, MergedComponent> = new Map();

function digestOf(texts: Iterable<string>): string {
  const digest = createHash('sha256');
  for (const text of sortedUnique(texts)) digest.update(`${text}\n`);
  return digest.digest('hex');
}
