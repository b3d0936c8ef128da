import { directoryOf, joinPath } from '../../domain/path.ts';
import { manifestIn, type ManifestLoader } from './manifest-loader.ts';
import type { CargoManifest } from './manifest.ts';
import { isGlob, matchesMemberGlob } from './member-glob.ts';

/** A crate of the repository that a lockfile can hold. */
export interface LocalCrate {
  readonly manifest: CargoManifest;
  /** Workspace member, so the lockfile holds its dev- and optional dependencies too. */
  readonly isMember: boolean;
}

/**
 * The crates a workspace root builds from the tree: itself, its members, and what they depend on by path.
 * A path dependency below a workspace's root is a member without being listed (Cargo `Workspace::find_path_deps`).
 */
export function findLocalCrates(root: CargoManifest, loader: ManifestLoader, paths: readonly string[]): LocalCrate[] {
  const found = new Map<string, LocalCrate>();
  const queue: LocalCrate[] = [];
  const visit = (path: string, isMember: boolean): void => {
    const known = found.get(path);
    if (known !== undefined && (known.isMember || !isMember)) return;
    const manifest = known?.manifest ?? loader.load(path);
    if (manifest === undefined) return;
    const crate = { manifest, isMember };
    found.set(path, crate);
    queue.push(crate);
  };
  visit(root.path, true);
  for (const path of memberManifests(root, paths)) visit(path, true);
  for (const directory of root.replacements) visit(manifestIn(directory), false);
  for (let crate = queue.pop(); crate !== undefined; crate = queue.pop()) {
    for (const dependency of crate.manifest.dependencies) {
      if (dependency.directory === undefined) continue;
      if (!crate.isMember && dependency.kind === 'dev') continue;
      visit(manifestIn(dependency.directory), crate.isMember && isImplicitMember(dependency.directory, root));
    }
  }
  return [...found.values()];
}

/** Whether a manifest is a member that a workspace lists. */
export function isListedMember(directory: string, root: CargoManifest): boolean {
  return memberPatterns(root).some((pattern) =>
    isGlob(pattern) ? matchesMemberGlob(directory, pattern) && !isExcluded(directory, root) : directory === pattern,
  );
}

function memberManifests(root: CargoManifest, paths: readonly string[]): string[] {
  const patterns = memberPatterns(root);
  const globs = patterns.filter(isGlob);
  const literal = patterns.filter((pattern) => !isGlob(pattern)).map(manifestIn);
  if (globs.length === 0) return literal;
  const matched = paths.filter((path) => {
    if (path !== 'Cargo.toml' && !path.endsWith('/Cargo.toml')) return false;
    const directory = directoryOf(path);
    return globs.some((glob) => matchesMemberGlob(directory, glob)) && !isExcluded(directory, root);
  });
  return [...literal, ...matched];
}

function memberPatterns(root: CargoManifest): string[] {
  return (root.workspace?.members ?? []).flatMap((member) => joinPath(root.directory, member) ?? []);
}

function isImplicitMember(directory: string, root: CargoManifest): boolean {
  return root.workspace !== undefined && isBelow(directory, root.directory) && !isExcluded(directory, root);
}

// A member written out in full wins over `exclude` (Cargo `WorkspaceRootConfig::is_excluded`).
function isExcluded(directory: string, root: CargoManifest): boolean {
  const excluded = (root.workspace?.exclude ?? []).flatMap((path) => joinPath(root.directory, path) ?? []);
  if (!excluded.some((path) => isBelow(directory, path))) return false;
  return !memberPatterns(root).some((pattern) => !isGlob(pattern) && isBelow(directory, pattern));
}

function isBelow(directory: string, parent: string): boolean {
  return parent === '' || directory === parent || directory.startsWith(`${parent}/`);
}
