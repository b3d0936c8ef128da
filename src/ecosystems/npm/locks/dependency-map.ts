import { isRecord, recordField } from '../../formats/values.ts';

/** The `name: text` pairs of a dependency map in a decoded lockfile. */
export type DependencyPairs = readonly (readonly [name: string, value: string])[];

/**
 * Reads dependency maps, each object at most once. Package managers never share one map between entries, so a second
 * visit means YAML aliases: walking `n` aliases of a map of `m` entries would take `n * m` steps.
 */
export function dependencyMaps(): (owner: unknown, field: string) => DependencyPairs {
  const seen = new WeakSet();
  return (owner, field) => {
    const map = recordField(owner, field);
    if (map === undefined || seen.has(map)) return [];
    seen.add(map);
    return Object.entries(map).flatMap(([name, value]) => {
      if (typeof value === 'string') return [[name, value] as const];
      if (isRecord(value) && typeof value['version'] === 'string') return [[name, value['version']] as const];
      return [];
    });
  };
}
