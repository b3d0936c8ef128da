/**
 * Which of two versions is later, for any ecosystem: numbers by value, words by code unit, and what looks like a pre-release before
 * the release it leads to. 0 when nothing tells.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const order = compareParts(left[index], right[index]);
    if (order !== 0) return order;
  }
  return 0;
}

type Part = number | string;

// `v1.2.3-rc.1+build` is 1, 2, 3, rc, 1: what follows a plus sign orders nothing (semver.org, 10; PEP 440 local versions).
function partsOf(version: string): readonly Part[] {
  const parts =
    version
      .replace(/^v(?=\d)/i, '')
      .split('+', 1)[0]
      ?.match(/\d+|[a-z]+/gi) ?? [];
  return parts.map((part) => (/^\d/.test(part) ? Number(part) : part.toLowerCase()));
}

const BEFORE_RELEASE = /^(?:alpha|beta|a|b|c|rc|cr|m|milestone|pre|preview|dev|snapshot|canary|next|nightly)$/;

// At the end of the shorter version: a word such as `rc` makes the longer one earlier, anything but zeros makes it later.
function compareParts(a: Part | undefined, b: Part | undefined): number {
  if (a === undefined || b === undefined) {
    const rest = a ?? b;
    if (rest === undefined || rest === 0) return 0;
    const sign = a === undefined ? -1 : 1;
    return typeof rest === 'string' && BEFORE_RELEASE.test(rest) ? -sign : sign;
  }
  if (typeof a === 'number' && typeof b === 'number') return Math.sign(a - b);
  if (typeof a === 'number') return 1;
  if (typeof b === 'number') return -1;
  return a === b ? 0 : a < b ? -1 : 1;
}
