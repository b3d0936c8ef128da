import { HASH_ALGORITHMS, type Component, type ComponentId, type Hash, type Use } from '../../domain/component.ts';
import type { LicenseConclusion, LicenseEvidence } from '../../domain/license.ts';
import { by, byCodeUnit, sortedUnique } from '../../domain/order.ts';
import { canBeSameArtifact } from './hash-variant.ts';
import { mergeConclusions } from './merge-conclusion.ts';

/** One component of the inventory while repositories that use it are added. */
export class MergedComponent {
  readonly #first: Component;
  readonly #hashes = new Map<string, Hash>();
  readonly #uses: Use[] = [];
  readonly #occurrences: Component['occurrences'][number][] = [];
  readonly #evidence: LicenseEvidence[] = [];
  readonly #evidenceAt = new Map<string, number>();
  readonly #lists = new Map<ListName, Set<string>>();
  readonly #copyrights = new Map<string, NonNullable<Component['copyrights']>[number]>();
  readonly #origins = new Map<string, Component['origins'][number]>();
  #conclusions: Record<ConclusionName, LicenseConclusion>;
  #best: Component;

  constructor(first: Component) {
    this.#first = first;
    this.#best = first;
    this.#conclusions = { declared: first.declared, detected: first.detected, concluded: first.concluded };
    this.#add(first);
  }

  fits(component: Component): boolean {
    return canBeSameArtifact([...this.#hashes.values()], component.hashes);
  }

  merge(component: Component): void {
    const move = this.#add(component);
    for (const name of CONCLUSIONS) {
      this.#conclusions = {
        ...this.#conclusions,
        [name]: mergeConclusions(this.#conclusions[name], rebase(component[name], move)),
      };
    }
    // Of two readings of one purl, the one with an exact version says more.
    if (this.#best.resolution === 'declared' && component.resolution !== 'declared') this.#best = component;
  }

  /** What tells a variant from others of its purl: the beginning of its strongest hash. */
  get mark(): string {
    const [hash] = this.#sortedHashes();
    return hash === undefined ? 'unknown' : `${hash.algorithm.replace('-', '').toLowerCase()}:${hash.value.slice(0, 8)}`;
  }

  finish(id: ComponentId): Component {
    const { description } = this.#first;
    const lists = LISTS.flatMap((name) => {
      const values = this.#lists.get(name);
      return values === undefined ? [] : [[name, sortedUnique(values)] as const];
    });
    return {
      ...this.#best,
      ...Object.fromEntries(lists),
      id,
      ...(description !== undefined && { description }),
      hashes: this.#sortedHashes(),
      origins: [...this.#origins].toSorted(by(([key]) => key)).map(([, origin]) => origin),
      uses: this.#uses.toSorted(by((use) => use.project)),
      occurrences: this.#occurrences.toSorted((a, b) => byCodeUnit(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0)),
      ...(this.#copyrights.size > 0 && { copyrights: [...this.#copyrights.values()] }),
      licenseEvidence: this.#evidence,
      ...this.#conclusions,
    };
  }

  #sortedHashes(): Hash[] {
    const rank = (hash: Hash): number => HASH_ALGORITHMS.indexOf(hash.algorithm);
    return [...this.#hashes.values()].toSorted((a, b) => rank(b) - rank(a) || byCodeUnit(a.value, b.value));
  }

  /** Takes the lists over; gives where each piece of evidence of the component stands now. */
  #add(component: Component): readonly number[] {
    for (const hash of component.hashes) this.#hashes.set(`${hash.algorithm} ${hash.value}`, hash);
    for (const origin of component.origins) this.#origins.set(JSON.stringify(origin), origin);
    // One at a time: a list of 100,000 does not fit into the arguments of a call.
    for (const use of component.uses) this.#uses.push(use);
    for (const occurrence of component.occurrences) this.#occurrences.push(occurrence);
    for (const item of component.copyrights ?? []) if (!this.#copyrights.has(item.text)) this.#copyrights.set(item.text, item);
    for (const name of LISTS) {
      const values = component[name];
      if (values === undefined) continue;
      const known = this.#lists.get(name) ?? new Set<string>();
      for (const value of values) known.add(value);
      this.#lists.set(name, known);
    }
    return component.licenseEvidence.map((item) => this.#addEvidence(item));
  }

  // The same statement found in a thousand repositories is one piece of evidence, with the first place as its example.
  #addEvidence(item: LicenseEvidence): number {
    const { role, method, raw, list, expression, location } = item;
    const key = JSON.stringify([role, method, raw, list, expression, location.root]);
    const known = this.#evidenceAt.get(key);
    if (known !== undefined) return known;
    this.#evidenceAt.set(key, this.#evidence.length);
    return this.#evidence.push(item) - 1;
  }
}

const CONCLUSIONS = ['declared', 'detected', 'concluded'] as const;
type ConclusionName = (typeof CONCLUSIONS)[number];

const LISTS = ['aliases', 'bundledIn', 'patches', 'platforms', 'requirements'] as const;
type ListName = (typeof LISTS)[number];

function rebase(conclusion: LicenseConclusion, move: readonly number[]): LicenseConclusion {
  if (conclusion.basis === undefined) return conclusion;
  const basis = [...new Set(conclusion.basis.flatMap((index) => move[index] ?? []))].toSorted((a, b) => a - b);
  return { ...conclusion, basis };
}
