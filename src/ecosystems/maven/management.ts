import { artifactId, artifactName } from './artifact-type.ts';
import type { Model, ModelDependency } from './model.ts';
import type { Exclusion } from './pom.ts';

/** What the project that is built manages in its transitive dependencies (`ClassicDependencyManager`). */
export interface RootManagement {
  /** Of what the project names itself only the exclusions are still to be added: the model has the rest. */
  ofDirect(dependency: ModelDependency): ModelDependency;
  ofTransitive(dependency: ModelDependency): ModelDependency;
  /** The scope of a transitive dependency is managed: it does not depend on who needs it (`ConflictResolver.deriveScope`). */
  managesScope(dependency: ModelDependency): boolean;
}

export function rootManagement(model: Model): RootManagement {
  const versions = new Map<string, string>();
  const scopes = new Map<string, string>();
  const optionals = new Map<string, boolean>();
  const exclusions = new Map<string, readonly Exclusion[]>();
  for (const entry of model.managed.values()) {
    const key = artifactId(artifactName(entry));
    if (entry.version !== undefined && !versions.has(key)) versions.set(key, entry.version);
    if (entry.scope !== undefined && !scopes.has(key)) scopes.set(key, entry.scope);
    if (entry.optional !== undefined && !optionals.has(key)) optionals.set(key, entry.optional);
    if (entry.exclusions.length > 0) exclusions.set(key, [...(exclusions.get(key) ?? []), ...entry.exclusions]);
  }
  const excluding = (dependency: ModelDependency, key: string): ModelDependency => {
    const more = exclusions.get(key);
    return more === undefined ? dependency : { ...dependency, exclusions: [...dependency.exclusions, ...more] };
  };
  return {
    managesScope: (dependency) => scopes.has(artifactId(artifactName(dependency))),
    ofDirect: (dependency) => excluding(dependency, artifactId(artifactName(dependency))),
    ofTransitive(dependency) {
      const key = artifactId(artifactName(dependency));
      const [version, scope, optional] = [versions.get(key), scopes.get(key), optionals.get(key)];
      return excluding(
        {
          ...dependency,
          ...(version !== undefined && { version }),
          ...(scope !== undefined && { scope }),
          ...(optional !== undefined && { optional }),
        },
        key,
      );
    },
  };
}
