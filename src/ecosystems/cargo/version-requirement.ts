import { satisfies, validRange } from 'semver';

/**
 * Whether a version fits a Cargo requirement. `1.2` means `^1.2`, and commas join what must all hold
 * (Cargo reference, "Specifying Dependencies"); the rest is written as semver ranges are.
 * A requirement that makes no sense fits everything: it is no evidence against a lockfile.
 *
 *     fitsRequirement('1.4.0', '>= 1.2, < 1.5') // true
 */
export function fitsRequirement(version: string, requirement: string | undefined): boolean {
  if (requirement === undefined || requirement.length > 200) return true;
  const range = requirement
    .split(',')
    .map((part) => part.trim())
    .map((part) => (/^\d[^*]*$/.test(part) ? `^${part}` : part))
    .join(' ');
  return validRange(range) === null || satisfies(version, range);
}
