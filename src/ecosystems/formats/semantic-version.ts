/** A semantic version, in which the build part has an order too, as in pub. */
export interface SemanticVersion {
  readonly numbers: readonly [number, number, number];
  readonly pre: readonly string[];
  readonly build: readonly string[];
}

/** `1.2.3-rc.1+5`; `undefined` for anything else. */
export function parseSemanticVersion(text: string): SemanticVersion | undefined {
  const [, major, minor, patch, pre, build] =
    /^(\d{1,15})\.(\d{1,15})\.(\d{1,15})(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/.exec(text.trim().slice(0, 300)) ?? [];
  if (major === undefined) return undefined;
  return {
    numbers: [Number(major), Number(minor), Number(patch)],
    pre: pre?.split('.') ?? [],
    build: build?.split('.') ?? [],
  };
}

/** Negative when the first one is the older one. */
export function compareSemanticVersions(a: SemanticVersion, b: SemanticVersion): number {
  for (const [index, number] of a.numbers.entries()) {
    const other = b.numbers[index] ?? 0;
    if (number !== other) return number - other;
  }
  // A prerelease stands before its release, a build after it.
  if (a.pre.length === 0 || b.pre.length === 0) {
    if (a.pre.length !== b.pre.length) return b.pre.length - a.pre.length;
  } else {
    const order = compareParts(a.pre, b.pre);
    if (order !== 0) return order;
  }
  return compareParts(a.build, b.build);
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (part === other) continue;
    const [isNumber, isOtherNumber] = [/^\d+$/.test(part), /^\d+$/.test(other)];
    if (isNumber && isOtherNumber && Number(part) !== Number(other)) return Number(part) - Number(other);
    if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
    if (!isNumber) return part < other ? -1 : 1;
  }
  return a.length - b.length;
}
