/** A version of pub: semantic versioning, in which the build part has an order too. */
interface Version {
  readonly numbers: readonly [number, number, number];
  readonly pre: readonly string[];
  readonly build: readonly string[];
}

const VERSION = String.raw`\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?`;
const PART = new RegExp(String.raw`^\s*(\^|>=|<=|>|<|)\s*(${VERSION})`);

/**
 * Whether a constraint of a pubspec allows a version (dart-lang/pub_semver `version_constraint.dart`, `version_range.dart`);
 * `undefined` when one of them is not understood.
 */
export function allowsVersion(constraint: string, text: string): boolean | undefined {
  const version = parseVersion(text);
  if (version === undefined) return undefined;
  let rest = constraint.slice(0, 500);
  const parts: { operator: string; bound: Version }[] = [];
  for (let match = PART.exec(rest); match !== null; match = PART.exec(rest)) {
    const bound = parseVersion(match[2] ?? '');
    if (bound === undefined) return undefined;
    parts.push({ operator: match[1] ?? '', bound });
    rest = rest.slice(match[0].length);
  }
  if (parts.length === 0 || rest.trim() !== '') return undefined;
  const lower = parts.find(({ operator }) => operator.startsWith('>'))?.bound;
  return parts.every(({ operator, bound }) => isWithin(version, operator, bound, lower));
}

function isWithin(version: Version, operator: string, bound: Version, lower: Version | undefined): boolean {
  const order = compare(version, bound);
  switch (operator) {
    case '>=':
      return order >= 0;
    case '>':
      return order > 0;
    case '<=':
      return order <= 0;
    case '<':
      return isBelow(version, bound, lower);
    case '^':
      return order >= 0 && isBelow(version, nextBreaking(bound), bound);
    default:
      return order === 0;
  }
}

// `<2.0.0` does not mean 2.0.0-beta, unless the lower end is a prerelease of 2.0.0 itself.
function isBelow(version: Version, bound: Version, lower: Version | undefined): boolean {
  const isOpen = bound.pre.length > 0 || (lower !== undefined && lower.pre.length > 0 && isSame(lower, bound));
  if (!isOpen && version.pre.length > 0 && isSame(version, bound)) return false;
  return compare(version, bound) < 0;
}

function nextBreaking({ numbers: [major, minor] }: Version): Version {
  return { numbers: major === 0 ? [0, minor + 1, 0] : [major + 1, 0, 0], pre: [], build: [] };
}

function isSame(a: Version, b: Version): boolean {
  return a.numbers.every((number, index) => number === b.numbers[index]);
}

function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch, pre, build] =
    /^(\d{1,15})\.(\d{1,15})\.(\d{1,15})(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/.exec(text.trim().slice(0, 300)) ?? [];
  if (major === undefined) return undefined;
  return {
    numbers: [Number(major), Number(minor), Number(patch)],
    pre: pre?.split('.') ?? [],
    build: build?.split('.') ?? [],
  };
}

function compare(a: Version, b: Version): number {
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
