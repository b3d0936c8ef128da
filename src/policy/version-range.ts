import { satisfies as satisfiesPep440 } from '@renovatebot/pep440';
import semver from 'semver';

/**
 * Does the version lie in the range, in the ordering of its ecosystem? PyPI has its own (PEP 440); for the others the
 * range is read as npm writes them and the version as semver, leniently (`1.2` is `1.2.0`). What cannot be ordered
 * matches only itself.
 */
export function satisfiesRange(type: string, version: string, range: string): boolean {
  if (range === version) return true;
  try {
    if (type === 'pypi') return satisfiesPep440(version, range.replaceAll(/\s+(?=[<>=!~])/g, ','));
    const parsed = semver.parse(version, { loose: true }) ?? semver.coerce(version);
    if (parsed === null) return false;
    if (semver.valid(range, { loose: true }) !== null) return semver.eq(parsed, range, { loose: true });
    return semver.satisfies(parsed, range, { includePrerelease: true, loose: true });
  } catch {
    return false;
  }
}
