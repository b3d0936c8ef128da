import { directoryOf } from '../../domain/path.ts';
import { readWorkspaceFile } from './pnpm/workspace-file.ts';
import type { ReadGroup } from '../ecosystem.ts';
import { listField } from '../formats/values.ts';
import { workspaceDirectories } from './locks/workspace-members.ts';
import type { Manifest } from './manifest.ts';

/** Finds a project by name among those of one workspace; names mean nothing outside of it. */
export interface WorkspaceNames {
  member(from: Manifest, name: string): Manifest | undefined;
}

/** The workspaces that manifests without a lockfile form: each root with the members that its globs select. */
export function unlockedWorkspaces(
  manifests: readonly Manifest[],
  { fs, paths }: Pick<ReadGroup, 'fs' | 'paths'>,
): WorkspaceNames {
  const byPath = new Map(manifests.map((manifest) => [manifest.path, manifest]));
  const namesOf = new Map<string, ReadonlyMap<string, Manifest>>();
  // outer workspaces first, so that a workspace inside another one has the last word on its members
  for (const root of manifests.toSorted((a, b) => a.path.length - b.path.length)) {
    const directory = directoryOf(root.path);
    const workspaces =
      root.workspaces.length > 0 ? root.workspaces : textsOf(listField(readWorkspaceFile(fs, directory), 'packages'));
    if (workspaces.length === 0) continue;
    const members = workspaceDirectories(directory, { ...root, workspaces }, paths).flatMap(
      (path) => byPath.get(`${path}/package.json`) ?? [],
    );
    const all = [root, ...members];
    const names = new Map(all.flatMap((item) => (item.name === undefined ? [] : [[item.name, item] as const])));
    for (const item of all) namesOf.set(item.path, names);
  }
  return {
    member: (from, name) => (from.name === name ? from : namesOf.get(from.path)?.get(name)),
  };
}

function textsOf(list: readonly unknown[] | undefined): string[] {
  return (list ?? []).filter((item): item is string => typeof item === 'string');
}
