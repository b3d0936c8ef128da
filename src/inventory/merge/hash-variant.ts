import type { Hash } from '../../domain/component.ts';

/**
 * Whether two lists of hashes can be of one artifact: for no algorithm do they name only different values. A release with several
 * files has several hashes of one algorithm, and one lockfile names some of them.
 */
export function canBeSameArtifact(a: readonly Hash[], b: readonly Hash[]): boolean {
  const values = new Set(a.map(({ algorithm, value }) => `${algorithm} ${value}`));
  const named = new Set(a.map((hash) => hash.algorithm));
  const shared = new Set(b.filter(({ algorithm, value }) => values.has(`${algorithm} ${value}`)).map((hash) => hash.algorithm));
  return b.every(({ algorithm }) => !named.has(algorithm) || shared.has(algorithm));
}
