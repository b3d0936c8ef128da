import { joinPath } from '../../domain/path.ts';
import type { CargoManifest } from './manifest.ts';
import { isGlob, matchesMemberGlob } from './member-glob.ts';

/** Whether a manifest is a member that a workspace lists. */
export function isListedMember(directory: string, root: CargoManifest): boolean {
  return memberPatterns(root).some((pattern) =>
    isGlob(pattern) ? matchesMemberGlob(directory, pattern) && !isExcluded(directory, root) : directory === pattern,
  );
}

/** Whether a path dependency of a member is a member without being listed. */
export function isImplicitMember(directory: string, root: CargoManifest): boolean {
  return root.workspace !== undefined && isBelow(directory, root.directory) && !isExcluded(directory, root);
}

/** Whether a workspace leaves a directory out; a member written out in full wins (Cargo `WorkspaceRootConfig::is_excluded`). */
export function isExcluded(directory: string, root: CargoManifest): boolean {
  const excluded = (root.workspace?.exclude ?? []).flatMap((path) => joinPath(root.directory, path) ?? []);
  if (!excluded.some((path) => isBelow(directory, path))) return false;
  return !memberPatterns(root).some((pattern) => !isGlob(pattern) && isBelow(directory, pattern));
}

/** Directories and globs of `workspace.members`, below the scan root. */
export function memberPatterns(root: CargoManifest): string[] {
  return (root.workspace?.members ?? []).flatMap((member) => joinPath(root.directory, member) ?? []);
}

function isBelow(directory: string, parent: string): boolean {
  return parent === '' || directory === parent || directory.startsWith(`${parent}/`);
}
