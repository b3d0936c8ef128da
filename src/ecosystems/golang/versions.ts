import { compareBuild, valid } from 'semver';
import { byCodeUnit } from '../../domain/order.ts';

/** Orders Go versions (`v1.2.3`, pseudo-versions, `+incompatible`): semantic versions with a `v` in front. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [valid(a.slice(1)), valid(b.slice(1))];
  if (left === null || right === null) return byCodeUnit(a, b);
  return compareBuild(left, right);
}

export function maxVersion(a: string | undefined, b: string): string {
  return a === undefined || compareVersions(a, b) < 0 ? b : a;
}

/** `1.17` and later list every needed module in go.mod (graph pruning); a go.mod without `go` is read as 1.16. */
export function listsAllModules(goVersion: string | undefined): boolean {
  const [, major = '1', minor = '0'] = /^(\d+)(?:\.(\d+))?/.exec(goVersion ?? '1.16') ?? [];
  return Number(major) > 1 || Number(minor) >= 17;
}
