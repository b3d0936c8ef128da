import type { Exclusion } from './pom.ts';

/** What a path of dependencies leaves out. `*` stands for any name, and only alone (`ExclusionDependencySelector`). */
export type Exclusions = ReadonlySet<string>;

export const NO_EXCLUSIONS: Exclusions = new Set();

export function withExclusions(known: Exclusions, more: readonly Exclusion[]): Exclusions {
  const keys = more.map(({ groupId, artifactId }) => `${groupId}:${artifactId}`).filter((key) => !known.has(key));
  return keys.length === 0 ? known : new Set([...known, ...keys]);
}

export function isExcluded(exclusions: Exclusions, groupId: string, artifactId: string): boolean {
  if (exclusions.size === 0) return false;
  return (
    exclusions.has(`${groupId}:${artifactId}`) ||
    exclusions.has(`${groupId}:*`) ||
    exclusions.has(`*:${artifactId}`) ||
    exclusions.has('*:*')
  );
}
