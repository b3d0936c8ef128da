import type { DeclaredDependency } from '../dependencies.ts';
import type { Manifest } from '../manifest.ts';

const BY_NAME = new WeakMap<Manifest, ReadonlyMap<string, readonly DeclaredDependency[]>>();

/** How a manifest declares one dependency: in several maps, or not at all. Indexed once per manifest. */
export function declaredAs(manifest: Manifest | undefined, name: string): readonly DeclaredDependency[] {
  if (manifest === undefined) return [];
  const known = BY_NAME.get(manifest);
  if (known !== undefined) return known.get(name) ?? [];
  const index = new Map<string, DeclaredDependency[]>();
  for (const dependency of manifest.dependencies) {
    const list = index.get(dependency.name);
    if (list === undefined) index.set(dependency.name, [dependency]);
    else list.push(dependency);
  }
  BY_NAME.set(manifest, index);
  return index.get(name) ?? [];
}
