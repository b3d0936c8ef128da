import { directoryOf } from '../../domain/path.ts';
import { manifestIn, type ManifestLoader } from './manifest-loader.ts';
import type { CargoManifest } from './manifest.ts';
import { isExcluded, isImplicitMember, memberPatterns } from './membership.ts';
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
