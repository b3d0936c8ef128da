import { activeProfiles, type BuildSettings } from './activation.ts';
import { managementKey, type Pom, type PomDependency, type Profile } from './pom.ts';

/** One POM of a line of parents, with its active profiles merged in. */
export interface Ancestor {
  readonly properties: ReadonlyMap<string, string>;
  readonly dependencies: readonly PomDependency[];
  readonly managed: readonly PomDependency[];
}

/** The POM with its active profiles: what they say replaces what it says (`DefaultProfileInjector`). */
export function withProfiles(pom: Pom, settings: BuildSettings, exists: ((path: string) => boolean) | undefined): Ancestor {
  // Twice in one POM: the last one counts, at the place of the first (`DefaultModelNormalizer.mergeDuplicates`).
  const own = { ...pom, dependencies: joined(pom.dependencies, [], true) };
  return activeProfiles(pom.profiles, settings, exists).reduce<Ancestor>(inject, own);
}

function inject(base: Ancestor, profile: Profile): Ancestor {
  return {
    properties: new Map([...base.properties, ...profile.properties]),
    dependencies: joined(base.dependencies, profile.dependencies, true),
    managed: joined(base.managed, profile.managed, true),
  };
}

/** The nearest first: what a child says stays, and what only an ancestor says is added after it. */
export function inherit(line: readonly Ancestor[]): Ancestor {
  return line.reduce((child, parent) => ({
    properties: new Map([...parent.properties, ...child.properties]),
    dependencies: joined(child.dependencies, parent.dependencies, false),
    managed: joined(child.managed, parent.managed, false),
  }));
}

// `MavenModelMerger` merges by management key, which it takes before interpolation.
function joined(target: readonly PomDependency[], source: readonly PomDependency[], sourceWins: boolean): PomDependency[] {
  const merged = new Map<string, PomDependency>();
  for (const dependency of target) merged.set(managementKey(dependency), dependency);
  for (const dependency of source) {
    const key = managementKey(dependency);
    if (sourceWins || !merged.has(key)) merged.set(key, dependency);
  }
  return [...merged.values()];
}
