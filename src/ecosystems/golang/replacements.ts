import { joinPath } from '../../domain/path.ts';
import type { Replacement } from './go-mod.ts';
import { isLocalPath } from './module-path.ts';
import { fileIn, type ModuleTree, type Workspace } from './module-tree.ts';
import type { BuildInput, SelectedModule } from './build.ts';

/** What stands in the place of a selected module version. */
export type Replace = (path: string, version: string) => SelectedModule['from'];

/**
 * A module of the workspace goes before any replacement, one of a single version before one of all, and go.work
 * before the go.mod files of its modules.
 */
export function replacementsOf({ mod, directory, workspace, tree }: BuildInput): Replace {
  const members = (workspace?.modules ?? []).flatMap((member) => {
    const file = member === directory ? undefined : tree.goMod(fileIn(member, 'go.mod'));
    return file === undefined ? [] : [{ replaces: file.replaces, directory: member }];
  });
  const sources = [
    ...(workspace === undefined ? [] : [{ replaces: workspace.file.replaces, directory: workspace.directory }]),
    { replaces: mod.replaces, directory },
    ...members,
  ];
  const byId = new Map<string, { rule: Replacement; directory: string }>();
  for (const source of sources) {
    for (const rule of source.replaces) {
      const id = `${rule.path}@${rule.version ?? ''}`;
      if (!byId.has(id)) byId.set(id, { rule, directory: source.directory });
    }
  }
  const own = workspaceModules(workspace, tree);
  return (path, version) => {
    const member = own.get(path);
    if (member !== undefined) return { kind: 'local', directory: member };
    const found = byId.get(`${path}@${version}`) ?? byId.get(`${path}@`);
    if (found === undefined) return homeOf(path, tree) ?? { kind: 'module', path, version };
    const { target, targetVersion } = found.rule;
    if (targetVersion !== undefined) return { kind: 'module', path: target, version: targetVersion };
    return isLocalPath(target) ? toLocal(found.directory, target) : { kind: 'module', path: target, version };
  };
}

function workspaceModules(workspace: Workspace | undefined, tree: ModuleTree): ReadonlyMap<string, string> {
  const modules = (workspace?.modules ?? []).map(
    (directory) => [tree.goMod(fileIn(directory, 'go.mod'))?.module ?? '', directory] as const,
  );
  return new Map(modules);
}

// A module of the scanned tree is first-party, also where another one requires a published version of it.
function homeOf(path: string, tree: ModuleTree): SelectedModule['from'] | undefined {
  const directory = tree.directoryOf(path);
  return directory === undefined ? undefined : { kind: 'local', directory };
}

/** A replacement by a directory. */
export function toLocal(base: string, target: string): SelectedModule['from'] {
  const directory = target.startsWith('.') ? joinPath(base, target.replaceAll('\\', '/')) : undefined;
  return { kind: 'local', ...(directory !== undefined && { directory }) };
}
