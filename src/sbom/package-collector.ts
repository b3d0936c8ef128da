import type { SbomPackage } from './draft.ts';
import type { LostCounter } from './lost.ts';
import { SbomProblem } from './sbom-problem.ts';

/** More than any organization has in one document; beyond it memory would not be bounded. */
const MOST_PACKAGES = 2_000_000;

/** The packages of a document by their references. */
export interface PackageCollector {
  /** The reference to use: what is written, unless it is taken or absent. */
  freeRef(written: string | undefined, otherName: string | undefined): string;
  add(item: SbomPackage): void;
  /** Something that is there and no package; what points to it points to nothing that is kept. */
  leaveOut(ref: string): void;
  isLeftOut(ref: string): boolean;
  get(ref: string): SbomPackage | undefined;
  /** The reference of the package that this names. */
  resolve(ref: string): string | undefined;
  /** One copy of each text: references are repeated in every relationship. */
  intern(text: string): string;
  packages(): readonly SbomPackage[];
}

export function packageCollector(lost: LostCounter): PackageCollector {
  const packages = new Map<string, SbomPackage>();
  const taken = new Set<string>();
  const others = new Map<string, string>();
  const leftOut = new Set<string>();
  const texts = new Map<string, string>();
  let unnamed = 0;
  const free = (base: string): string => {
    let ref = base;
    for (let count = 2; taken.has(ref); count += 1) ref = `${base}#${count}`;
    return ref;
  };
  // Thousands under one reference must not be searched one by one.
  const counts = new Map<string, number>();
  return {
    freeRef: (written, otherName) => {
      if (taken.size >= MOST_PACKAGES) throw new SbomProblem('sbom-too-large', `more than ${MOST_PACKAGES} components`);
      let ref: string;
      if (written === undefined) {
        ref = free(`#${(unnamed += 1)}`);
        if (otherName !== undefined && !others.has(otherName)) others.set(otherName, ref);
      } else if (taken.has(written)) {
        lost.add('components under a reference that stands twice; nothing says which one is meant', written);
        const count = (counts.get(written) ?? 1) + 1;
        counts.set(written, count);
        ref = free(`${written}#${count}`);
      } else ref = written;
      taken.add(ref);
      return ref;
    },
    add: (item) => {
      packages.set(item.ref, item);
    },
    leaveOut: (ref) => {
      leftOut.add(ref);
    },
    isLeftOut: (ref) => leftOut.has(ref),
    get: (ref) => packages.get(ref),
    resolve: (ref) => (packages.has(ref) ? ref : others.get(ref)),
    intern: (text) => {
      const known = texts.get(text);
      if (known !== undefined) return known;
      texts.set(text, text);
      return text;
    },
    packages: () => [...packages.values()],
  };
}
