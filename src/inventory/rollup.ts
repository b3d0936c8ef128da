import { Counters } from './counters.ts';
import { OPEN } from './history/intervals.ts';
import { addSpread, readSpread, SPREAD } from './spread.ts';

export interface ComponentTotals {
  readonly repositories: number;
  readonly direct: number;
  readonly impact: number;
  /** Days; `last` is `OPEN` while somebody uses it. */
  readonly first: number;
  readonly last: number;
}

export interface PackageTotals {
  readonly versions: number;
  readonly repositories: number;
  /** Repositories that use two versions or more at the same time. */
  readonly several: number;
  readonly impact: number;
}

/** One use of one repository, in the numbers of the database. */
export interface CountedUse {
  readonly component: number;
  readonly package: number;
  readonly license: number;
  readonly direct: boolean;
  readonly from: number;
  readonly to: number;
}

/** How widely a license is in use, of all components or of one. */
export interface LicenseTotals {
  readonly license: number;
  readonly component?: number;
  readonly repositories: number;
  readonly first: number;
}

// More licenses than any organization has; two numbers in one key.
const MOST_LICENSES = 1 << 20;

const COMPONENT = ['repositories', 'direct', 'impact', 'first', 'last', 'seen', 'seenDirect', 'onlyLicense', ...SPREAD] as const;
const PACKAGE = ['versions', 'repositories', 'several', 'impact', 'seen', 'versionsHere', 'weightHere'] as const;

/**
 * Totals over all repositories, counted while rows are written: what the questions about the whole organization need, which would
 * take a minute over tens of millions of rows. Repositories come one after the other.
 */
export class Rollup {
  // `seen`: which repository was counted last, plus one; so that a second use in the same one is not counted again.
  readonly #components = new Counters(COMPONENT);
  readonly #packages = new Counters(PACKAGE);
  readonly #licenses = new Counters(SPREAD);
  // Nearly every component has one license everywhere, whose spread stands beside its numbers; others get a place behind the map.
  readonly #others = new Counters(SPREAD);
  readonly #otherPlaces = new Map<number, number>();

  add(repository: number, weight: number, transitive: number, use: CountedUse): void {
    const { component, package: owner, direct, from, to } = use;
    const counters = this.#components;
    const at = counters.at(component);
    const of = counters.of;
    const [first, last] = [counters.get(at + of.first), counters.get(at + of.last)];
    if (first === 0 || from < first) counters.set(at + of.first, from);
    if (to === OPEN) counters.set(at + of.last, OPEN);
    else if (last !== OPEN && to > last) counters.set(at + of.last, to);
    if (to !== OPEN) return;
    const mark = repository + 1;
    addSpread(this.#licenses, this.#licenses.at(use.license), mark, from);
    this.#addPair(use, mark);
    const isNew = counters.get(at + of.seen) !== mark;
    if (isNew) {
      counters.set(at + of.seen, mark);
      if (counters.get(at + of.repositories) === 0) this.#packages.add(this.#packages.at(owner) + this.#packages.of.versions, 1);
      counters.add(at + of.repositories, 1);
      counters.add(at + of.impact, weight * transitive);
    }
    if (direct && counters.get(at + of.seenDirect) !== mark) {
      counters.set(at + of.seenDirect, mark);
      counters.add(at + of.direct, 1);
      counters.add(at + of.impact, weight * (1 - transitive));
    }
    this.#addPackage(mark, owner, isNew, direct ? weight : weight * transitive);
  }

  #addPackage(mark: number, owner: number, isNewVersion: boolean, weight: number): void {
    const counters = this.#packages;
    const at = counters.at(owner);
    const of = counters.of;
    if (counters.get(at + of.seen) !== mark) {
      counters.set(at + of.seen, mark);
      counters.set(at + of.versionsHere, 0);
      counters.set(at + of.weightHere, 0);
      counters.add(at + of.repositories, 1);
    }
    if (isNewVersion) {
      counters.add(at + of.versionsHere, 1);
      if (counters.get(at + of.versionsHere) === 2) counters.add(at + of.several, 1);
    }
    const more = weight - counters.get(at + of.weightHere);
    if (more <= 0) return;
    counters.add(at + of.impact, more);
    counters.set(at + of.weightHere, weight);
  }

  #addPair({ component, license, from }: CountedUse, mark: number): void {
    const counters = this.#components;
    const at = counters.at(component);
    const only = counters.get(at + counters.of.onlyLicense);
    if (only === 0) counters.set(at + counters.of.onlyLicense, license + 1);
    if (only === 0 || only === license + 1) {
      addSpread(counters, at, mark, from);
      return;
    }
    const key = component * MOST_LICENSES + license;
    const other = this.#otherPlaces.get(key) ?? this.#otherPlaces.size;
    if (other === this.#otherPlaces.size) this.#otherPlaces.set(key, other);
    addSpread(this.#others, this.#others.at(other), mark, from);
  }

  /** Licenses that are in use now, `count` of them known. */
  *licenses(count: number): Generator<LicenseTotals> {
    for (let license = 0; license < count; license += 1) {
      const totals = readSpread(this.#licenses, this.#licenses.at(license));
      if (totals.repositories > 0) yield { license, ...totals };
    }
  }

  /** The same for each component that is in use now, `count` of them known. */
  *componentLicenses(count: number): Generator<LicenseTotals & { readonly component: number }> {
    const counters = this.#components;
    for (let component = 0; component < count; component += 1) {
      const at = counters.at(component);
      const only = counters.get(at + counters.of.onlyLicense);
      if (only > 0) yield { component, license: only - 1, ...readSpread(counters, at) };
    }
    for (const [key, place] of this.#otherPlaces)
      yield {
        component: Math.floor(key / MOST_LICENSES),
        license: key % MOST_LICENSES,
        ...readSpread(this.#others, this.#others.at(place)),
      };
  }

  component(index: number): ComponentTotals {
    const counters = this.#components;
    const at = counters.at(index);
    const of = counters.of;
    return {
      repositories: counters.get(at + of.repositories),
      direct: counters.get(at + of.direct),
      impact: counters.get(at + of.impact),
      first: counters.get(at + of.first),
      last: counters.get(at + of.last),
    };
  }

  package(index: number): PackageTotals {
    const counters = this.#packages;
    const at = counters.at(index);
    const of = counters.of;
    return {
      versions: counters.get(at + of.versions),
      repositories: counters.get(at + of.repositories),
      several: counters.get(at + of.several),
      impact: counters.get(at + of.impact),
    };
  }
}
