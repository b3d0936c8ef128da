import { isUnresolved } from './interpolate.ts';
import type { PomRepository } from './local-repository.ts';
import { exactVersion, parseConstraint, satisfies, type VersionConstraint } from './version-constraint.ts';

/** What a `<version>` comes to. Without `version` nothing at hand says which one it is. */
export interface ChosenVersion {
  readonly version?: string;
  readonly constraint?: VersionConstraint;
}

/** Picks the version that Maven would: the newest of a range that the registry had, and that the other ranges allow. */
export function chooseVersion(
  { groupId, artifactId }: { groupId: string; artifactId: string },
  requirement: string | undefined,
  others: readonly VersionConstraint[],
  repository: PomRepository | undefined,
): ChosenVersion {
  if (requirement === undefined || requirement === '' || isUnresolved(requirement)) return {};
  if (requirement === 'LATEST' || requirement === 'RELEASE') {
    const version = repository?.newest(groupId, artifactId, requirement === 'LATEST' ? 'latest' : 'release');
    return version === undefined ? {} : { version };
  }
  const constraint = parseConstraint(requirement);
  if (constraint === undefined) return {};
  const exact = exactVersion(constraint);
  if (exact !== undefined) return { version: exact, constraint };
  const allowed = repository?.versions(groupId, artifactId)?.filter((version) => satisfies(version, constraint)) ?? [];
  const version = allowed.findLast((item) => others.every((other) => satisfies(item, other))) ?? allowed.at(-1);
  return { constraint, ...(version !== undefined && { version }) };
}
