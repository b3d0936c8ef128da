/** Version numbers of which the later ones may be left open. */
type Bound = readonly number[];

const VERSION = String.raw`v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?`;
const CARET = new RegExp(`^([~^]?)${VERSION}$`);
const INEQUALITY = new RegExp(String.raw`^(≥|>=|=|<)\s*${VERSION}$`);
const HYPHEN = new RegExp(String.raw`^${VERSION}\s+-\s+${VERSION}$`);

/**
 * Whether an entry of `[compat]` allows a version (JuliaLang/Pkg.jl `Versions.jl`, `semver_spec`): parts between commas are
 * alternatives, and a bare version is a caret one. `undefined` when it is not understood.
 */
export function allowsJuliaVersion(compat: string, text: string): boolean | undefined {
  const [, ...numbers] = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:\+[\w.+-]*)?$/.exec(text) ?? [];
  if (numbers.length === 0) return undefined;
  const version = numbers.map(Number);
  const answers = new Set(
    compat
      .slice(0, 500)
      .split(',')
      .map((part) => isWithin(version, part.trim())),
  );
  return answers.has(undefined) ? undefined : answers.has(true);
}

function isWithin(version: Bound, part: string): boolean | undefined {
  const caret = CARET.exec(part);
  if (caret !== null) {
    const given = numbersOf(caret.slice(2));
    return (
      isAtLeast(version, given) &&
      isAtMost(version, caret[1] === '~' ? given.slice(0, Math.min(2, given.length)) : caretEnd(given))
    );
  }
  const inequality = INEQUALITY.exec(part);
  if (inequality !== null) {
    const [major = 0, minor = 0, patch = 0] = numbersOf(inequality.slice(2));
    if (inequality[1] === '=') return [major, minor, patch].every((number, index) => number === version[index]);
    return inequality[1] === '<' ? !isAtLeast(version, [major, minor, patch]) : isAtLeast(version, [major, minor, patch]);
  }
  const hyphen = HYPHEN.exec(part);
  if (hyphen === null) return undefined;
  return isAtLeast(version, numbersOf(hyphen.slice(1, 4))) && isAtMost(version, numbersOf(hyphen.slice(4)));
}

// Up to the first number that is not 0, as far as there are numbers: `^0.0` allows 0.0.9, `^0.0.3` only itself.
function caretEnd(given: Bound): Bound {
  const first = given.findIndex((number) => number !== 0);
  return first === -1 ? given : given.slice(0, first + 1);
}

function numbersOf(parts: readonly (string | undefined)[]): number[] {
  return parts.flatMap((part) => (part === undefined ? [] : [Number(part)]));
}

function isAtLeast(version: Bound, lower: Bound): boolean {
  return compareAsFarAs(version, lower) >= 0;
}

function isAtMost(version: Bound, upper: Bound): boolean {
  return compareAsFarAs(version, upper) <= 0;
}

function compareAsFarAs(version: Bound, bound: Bound): number {
  for (const [index, number] of bound.entries()) {
    const own = version[index] ?? 0;
    if (own !== number) return own - number;
  }
  return 0;
}
