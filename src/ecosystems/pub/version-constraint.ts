import { compareSemanticVersions, parseSemanticVersion, type SemanticVersion } from '../formats/semantic-version.ts';

const VERSION = String.raw`\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?`;
const PART = new RegExp(String.raw`^\s*(\^|>=|<=|>|<|)\s*(${VERSION})`);

/**
 * Whether a constraint of a pubspec allows a version (dart-lang/pub_semver `version_constraint.dart`, `version_range.dart`);
 * `undefined` when one of them is not understood.
 */
export function allowsVersion(constraint: string, text: string): boolean | undefined {
  const version = parseSemanticVersion(text);
  if (version === undefined) return undefined;
  let rest = constraint.slice(0, 500);
  const parts: { operator: string; bound: SemanticVersion }[] = [];
  for (let match = PART.exec(rest); match !== null; match = PART.exec(rest)) {
    const bound = parseSemanticVersion(match[2] ?? '');
    if (bound === undefined) return undefined;
    parts.push({ operator: match[1] ?? '', bound });
    rest = rest.slice(match[0].length);
  }
  if (parts.length === 0 || rest.trim() !== '') return undefined;
  const lower = parts.find(({ operator }) => operator.startsWith('>'))?.bound;
  return parts.every(({ operator, bound }) => isWithin(version, operator, bound, lower));
}

function isWithin(
  version: SemanticVersion,
  operator: string,
  bound: SemanticVersion,
  lower: SemanticVersion | undefined,
): boolean {
  const order = compareSemanticVersions(version, bound);
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
function isBelow(version: SemanticVersion, bound: SemanticVersion, lower: SemanticVersion | undefined): boolean {
  const isOpen = bound.pre.length > 0 || (lower !== undefined && lower.pre.length > 0 && isSame(lower, bound));
  if (!isOpen && version.pre.length > 0 && isSame(version, bound)) return false;
  return compareSemanticVersions(version, bound) < 0;
}

function nextBreaking({ numbers: [major, minor] }: SemanticVersion): SemanticVersion {
  return { numbers: major === 0 ? [0, minor + 1, 0] : [major + 1, 0, 0], pre: [], build: [] };
}

function isSame(a: SemanticVersion, b: SemanticVersion): boolean {
  return a.numbers.every((number, index) => number === b.numbers[index]);
}
