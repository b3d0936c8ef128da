import { fileIn, type ModuleTree, type Workspace } from './module-tree.ts';
import { replacementsOf, type Replace } from './replacements.ts';
import { applyVendored } from './vendored-modules.ts';
import { listsAllModules, maxVersion } from './versions.ts';
import type { BuildInput, SelectedModule } from './build.ts';

/** The modules that one module is built with. */
export function buildList(input: BuildInput): readonly SelectedModule[] {
  const { mod, directory, workspace, vendored } = input;
  const selected = new Map<string, SelectedModule>();
  const replace = replacementsOf(input);
  for (const { path, version, indirect, line } of mod.requires) {
    if (mod.excludes.has(`${path}@${version}`)) continue;
    const known = selected.get(path);
    const chosen = workspaceVersion(path, maxVersion(known?.requirement, version), input);
    const direct = !indirect || known?.direct === true;
    selected.set(path, {
      path,
      version: chosen,
      requirement: maxVersion(known?.requirement, version),
      from: replace(path, chosen),
      direct,
      guessed: false,
      place: known?.place ?? { path: mod.path, line },
    });
  }
  if (vendored !== undefined) return applyVendored([...selected.values()], vendored, workspace?.directory ?? directory);
  if (!listsAllModules(mod.go)) for (const item of fromSum(input, replace, selected)) selected.set(item.path, item);
  return [...selected.values()];
}

// Minimal version selection over a workspace: each go.mod lists all that its own build needs, so the highest of
// the listed versions is the selected one.
function workspaceVersion(path: string, version: string, { workspace, tree }: BuildInput): string {
  if (workspace === undefined) return version;
  return workspaceVersions(workspace, tree).get(path) ?? version;
}

const selections = new WeakMap<Workspace, ReadonlyMap<string, string>>();

function workspaceVersions(workspace: Workspace, tree: ModuleTree): ReadonlyMap<string, string> {
  const known = selections.get(workspace);
  if (known !== undefined) return known;
  const highest = new Map<string, string>();
  for (const directory of workspace.modules) {
    for (const { path, version } of tree.goMod(fileIn(directory, 'go.mod'))?.requires ?? []) {
      highest.set(path, maxVersion(highest.get(path), version));
    }
  }
  selections.set(workspace, highest);
  return highest;
}

// Before 1.17 go.mod names only some of the needed modules; go.sum has the zip hash of each one that was ever fetched.
function fromSum(
  { mod, sum, directory }: BuildInput,
  replace: Replace,
  listed: ReadonlyMap<string, SelectedModule>,
): SelectedModule[] {
  const replaced = new Set([...listed.values()].map(({ from }) => (from.kind === 'module' ? from.path : '')));
  const highest = new Map<string, string>();
  for (const id of sum.zipHashes.keys()) {
    const at = id.lastIndexOf('@');
    const path = id.slice(0, at);
    if (path === mod.module || listed.has(path) || replaced.has(path)) continue;
    highest.set(path, maxVersion(highest.get(path), id.slice(at + 1)));
  }
  return [...highest].map(([path, version]) => {
    const line = sum.lines.get(`${path}@${version}`);
    const place = { path: fileIn(directory, 'go.sum'), ...(line !== undefined && { line }) };
    return { path, version, from: replace(path, version), direct: false, guessed: true, place };
  });
}
