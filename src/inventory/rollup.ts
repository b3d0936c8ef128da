import { OPEN } from './history/intervals.ts';

/** A list of numbers that grows: one entry per component or package, without an object for each. */
class Column {
  #values = new Float64Array(1024);

  get(index: number): number {
    return this.#values[index] ?? 0;
  }

  set(index: number, value: number): void {
    if (index >= this.#values.length) {
      const grown = new Float64Array(Math.max(index + 1, this.#values.length * 2));
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[index] = value;
  }

  add(index: number, value: number): void {
    this.set(index, this.get(index) + value);
  }
}

/** In how many repositories something is, and since when; repositories come one after the other. */
class Spread {
  readonly #repositories = new Column();
  readonly #seen = new Column();
  readonly #first = new Column();

  add(index: number, mark: number, from: number): void {
    if (this.#seen.get(index) !== mark) {
      this.#seen.set(index, mark);
      this.#repositories.add(index, 1);
    }
    const first = this.#first.get(index);
    if (first === 0 || from < first) this.#first.set(index, from);
  }

  repositories(index: number): number {
    return this.#repositories.get(index);
  }

  totals(index: number): { readonly repositories: number; readonly first: number } {
    return { repositories: this.#repositories.get(index), first: this.#first.get(index) };
  }
}

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

/**
 * Totals over all repositories, counted while rows are written: what the questions about the whole organization need, which would
 * take a minute over tens of millions of rows. Repositories come one after the other.
 */
export class Rollup {
  readonly #component = {
    repositories: new Column(),
    direct: new Column(),
    impact: new Column(),
    first: new Column(),
    last: new Column(),
  };
  readonly #package = { versions: new Column(), repositories: new Column(), several: new Column(), impact: new Column() };
  readonly #licenses = new Spread();
  // Nearly every component has one license everywhere, so its own place serves; others get a place behind the map.
  readonly #onlyLicense = new Column();
  readonly #pairs = new Spread();
  readonly #others = new Spread();
  readonly #otherPlaces = new Map<number, number>();
  // Which repository was counted last, plus one; so that a second use in the same one is not counted again.
  readonly #seen = new Column();
  readonly #seenDirect = new Column();
  readonly #seenPackage = new Column();
  readonly #versionsHere = new Column();
  readonly #weightHere = new Column();

  add(repository: number, weight: number, transitive: number, use: CountedUse): void {
    const { component, package: owner, direct, from, to } = use;
    const { first, last } = this.#component;
    if (first.get(component) === 0 || from < first.get(component)) first.set(component, from);
    if (to === OPEN) last.set(component, OPEN);
    else if (last.get(component) !== OPEN && to > last.get(component)) last.set(component, to);
    if (to !== OPEN) return;
    const mark = repository + 1;
    this.#licenses.add(use.license, mark, from);
    this.#addPair(component, use.license, mark, from);
    const isNew = this.#seen.get(component) !== mark;
    if (isNew) {
      this.#seen.set(component, mark);
      if (this.#component.repositories.get(component) === 0) this.#package.versions.add(owner, 1);
      this.#component.repositories.add(component, 1);
      this.#component.impact.add(component, weight * transitive);
    }
    if (direct && this.#seenDirect.get(component) !== mark) {
      this.#seenDirect.set(component, mark);
      this.#component.direct.add(component, 1);
      this.#component.impact.add(component, weight * (1 - transitive));
    }
    this.#addPackage(mark, owner, isNew, direct ? weight : weight * transitive);
  }

  #addPackage(mark: number, owner: number, isNewVersion: boolean, weight: number): void {
    if (this.#seenPackage.get(owner) !== mark) {
      this.#seenPackage.set(owner, mark);
      this.#versionsHere.set(owner, 0);
      this.#weightHere.set(owner, 0);
      this.#package.repositories.add(owner, 1);
    }
    if (isNewVersion) {
      this.#versionsHere.add(owner, 1);
      if (this.#versionsHere.get(owner) === 2) this.#package.several.add(owner, 1);
    }
    const more = weight - this.#weightHere.get(owner);
    if (more <= 0) return;
    this.#package.impact.add(owner, more);
    this.#weightHere.set(owner, weight);
  }

  #addPair(component: number, license: number, mark: number, from: number): void {
    const only = this.#onlyLicense.get(component);
    if (only === 0) this.#onlyLicense.set(component, license + 1);
    if (only === 0 || only === license + 1) {
      this.#pairs.add(component, mark, from);
      return;
    }
    const key = component * MOST_LICENSES + license;
    const place = this.#otherPlaces.get(key) ?? this.#otherPlaces.size;
    if (place === this.#otherPlaces.size) this.#otherPlaces.set(key, place);
    this.#others.add(place, mark, from);
  }

  /** Licenses that are in use now, `count` of them known. */
  *licenses(count: number): Generator<LicenseTotals> {
    for (let license = 0; license < count; license += 1)
      if (this.#licenses.repositories(license) > 0) yield { license, ...this.#licenses.totals(license) };
  }

  /** The same for each component that is in use now, `count` of them known. */
  *componentLicenses(count: number): Generator<LicenseTotals & { readonly component: number }> {
    for (let component = 0; component < count; component += 1) {
      const only = this.#onlyLicense.get(component);
      if (only > 0) yield { component, license: only - 1, ...this.#pairs.totals(component) };
    }
    for (const [key, place] of this.#otherPlaces)
      yield { component: Math.floor(key / MOST_LICENSES), license: key % MOST_LICENSES, ...this.#others.totals(place) };
  }

  component(index: number): ComponentTotals {
    const { repositories, direct, impact, first, last } = this.#component;
    return {
      repositories: repositories.get(index),
      direct: direct.get(index),
      impact: impact.get(index),
      first: first.get(index),
      last: last.get(index),
    };
  }

  package(index: number): PackageTotals {
    const { versions, repositories, several, impact } = this.#package;
    return {
      versions: versions.get(index),
      repositories: repositories.get(index),
      several: several.get(index),
      impact: impact.get(index),
    };
  }
}
