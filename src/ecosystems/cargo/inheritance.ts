import { textField } from '../formats/values.ts';
import type { CargoManifest, DeclaredDependency, ManifestPackage } from './manifest.ts';

/** Fills in what a manifest takes from its workspace (`version.workspace = true`, `foo = { workspace = true }`). */
export function withInheritance(manifest: CargoManifest, findRoot: () => CargoManifest | undefined): CargoManifest {
  const inherits =
    (manifest.package?.inherits.length ?? 0) > 0 || manifest.dependencies.some((dependency) => dependency.inherits);
  const root = inherits ? findRoot() : undefined;
  if (root?.workspace === undefined) return manifest;
  const { dependencies } = root.workspace;
  return {
    ...manifest,
    ...(manifest.package !== undefined && { package: inheritPackage(manifest.package, root) }),
    dependencies: manifest.dependencies.map((own) => inheritDependency(own, dependencies.get(own.alias))),
  };
}

function inheritPackage(own: ManifestPackage, root: CargoManifest): ManifestPackage {
  const inherited = (key: string): string | undefined =>
    own.inherits.includes(key) ? textField(root.workspace?.package, key) : undefined;
  const [version, license, description] = [inherited('version'), inherited('license'), inherited('description')];
  return {
    ...own,
    ...(version !== undefined && { version }),
    ...(license !== undefined && { license }),
    ...(description !== undefined && { description: description.trim() }),
    private: own.private || (own.inherits.includes('publish') && root.workspace?.package['publish'] === false),
  };
}

// The member decides the kind, the target and whether it is optional; the workspace says what the crate is.
function inheritDependency(own: DeclaredDependency, shared: DeclaredDependency | undefined): DeclaredDependency {
  if (!own.inherits || shared === undefined) return own;
  return {
    ...shared,
    alias: own.alias,
    kind: own.kind,
    optional: own.optional,
    onByDefault: own.onByDefault,
    inherits: false,
    ...(own.target !== undefined && { target: own.target }),
    ...(own.line !== undefined && { line: own.line }),
  };
}
