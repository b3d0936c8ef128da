import { compareVersions } from './version-order.ts';

/** What a `<version>` asks for: one version, which a nearer one may replace, or ranges that must hold. */
export type VersionConstraint =
  | { readonly kind: 'soft'; readonly version: string }
  | { readonly kind: 'hard'; readonly ranges: readonly VersionRange[]; readonly text: string };

interface VersionRange {
  readonly lower?: Bound;
  readonly upper?: Bound;
}

interface Bound {
  readonly version: string;
  readonly inclusive: boolean;
}

/** `1.0`, `[1.0]`, `[1.0,2.0)`, `(,1.0],[1.2,)`; `undefined` for brackets that make no sense. */
export function parseConstraint(text: string): VersionConstraint | undefined {
  if (!/^[[(]/.test(text)) return { kind: 'soft', version: text };
  const ranges: VersionRange[] = [];
  const pattern = /\s*([[(])([^[\]()]*)([\])])\s*(,|$)/y;
  for (let at = 0; at < text.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const [, open, inner = '', close] = pattern.exec(text) ?? [];
    const range = open === undefined ? undefined : toRange(inner, open === '[', close === ']');
    if (range === undefined) return undefined;
    ranges.push(range);
  }
  return { kind: 'hard', ranges, text };
}

function toRange(inner: string, fromInclusive: boolean, toInclusive: boolean): VersionRange | undefined {
  const parts = inner.split(',').map((part) => part.trim());
  const [from = '', to] = parts;
  if (parts.length > 2) return undefined;
  if (to === undefined) {
    if (!fromInclusive || !toInclusive || from === '') return undefined;
    // `[1.2.*]` is every version that starts with 1.2 (`GenericVersionRange`)
    const prefix = from.endsWith('.*') ? from.slice(0, -1) : undefined;
    const [low, high] = prefix === undefined ? [from, from] : [`${prefix}min`, `${prefix}max`];
    return { lower: { version: low, inclusive: true }, upper: { version: high, inclusive: true } };
  }
  if (from !== '' && to !== '' && compareVersions(from, to) > 0) return undefined;
  return {
    ...(from !== '' && { lower: { version: from, inclusive: fromInclusive } }),
    ...(to !== '' && { upper: { version: to, inclusive: toInclusive } }),
  };
}

/** A soft requirement holds for every version. */
export function satisfies(version: string, constraint: VersionConstraint): boolean {
  return constraint.kind === 'soft' || constraint.ranges.some((range) => contains(range, version));
}

function contains({ lower, upper }: VersionRange, version: string): boolean {
  const [fromLower, toUpper] = [
    lower && compareVersions(version, lower.version),
    upper && compareVersions(version, upper.version),
  ];
  if (fromLower !== undefined && (lower?.inclusive === true ? fromLower < 0 : fromLower <= 0)) return false;
  return toUpper === undefined || (upper?.inclusive === true ? toUpper <= 0 : toUpper < 0);
}

/** The one version that `[1.0]` allows. */
export function exactVersion(constraint: VersionConstraint): string | undefined {
  if (constraint.kind === 'soft') return constraint.version;
  const [range, ...others] = constraint.ranges;
  const { lower, upper } = range ?? {};
  return others.length === 0 && lower !== undefined && lower.version === upper?.version ? lower.version : undefined;
}
