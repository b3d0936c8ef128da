import { joinPath } from '../../domain/path.ts';
import type { GoMod, Replacement } from './go-mod.ts';
import type { GoSum } from './go-sum.ts';
import { isLocalPath } from './module-path.ts';
import type { VendoredModule } from './modules-txt.ts';
import { fileIn, type ModuleTree, type Workspace } from './module-tree.ts';
import { listsAllModules, maxVersion } from './versions.ts';

/** One module of a build, as it was selected. */
export interface SelectedModule {
  /** Module path as required. */
  readonly path: string;
  /** Version that was selected for it, before any replacement. */
  readonly version?: string;
  /** Version that go.mod asks for; in a workspace another module may need a later one. */
  readonly requirement?: string;
  readonly from:
    | { readonly kind: 'module'; readonly path: string; readonly version: string }
    /** `directory` is absent when it lies outside the scan root. */
    | { readonly kind: 'local'; readonly directory?: string };
  /** Named by go.mod without `// indirect`. */
  readonly direct: boolean;
  /** Only go.sum knows it. */
  readonly guessed: boolean;
  readonly place: { readonly path: string; readonly line?: number };
}

export interface BuildInput {
  readonly mod: GoMod;
  readonly directory: string;
  readonly sum: GoSum;
  readonly workspace: Workspace | undefined;
  readonly vendored: readonly VendoredModule[] | undefined;
  readonly tree: ModuleTree;
}

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

type Replace = (path: string, version: string) => SelectedModule['from'];

// A module of the workspace goes before any replacement, and one of a single version before one of all; go.work goes before the go.mod files of its modules.
function replacementsOf({ mod, directory, workspace, tree }: BuildInput): Replace {
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

function toLocal(base: string, target: string): SelectedModule['from'] {
  const directory = target.startsWith('.') ? joinPath(base, target.replaceAll('\\', '/')) : undefined;
  return { kind: 'local', ...(directory !== undefined && { directory }) };
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

// With a vendor folder the go command reads modules.txt and nothing else; go.mod still says what is direct.
function applyVendored(
  listed: readonly SelectedModule[],
  vendored: readonly VendoredModule[],
  directory: string,
): SelectedModule[] {
  const known = new Map(listed.map((item) => [item.path, item]));
  return vendored.flatMap((item) => {
    const module = toVendored(item, directory);
    return module === undefined ? [] : [{ ...module, direct: known.get(item.path)?.direct ?? false }];
  });
}

/** A module of vendor/modules.txt; `undefined` for a replacement that the build does not use. */
export function toVendored(item: VendoredModule, directory: string): SelectedModule | undefined {
  const { path, version, replacement, line } = item;
  if (version === undefined && !item.hasPackages) return undefined;
  const target = replacement?.target ?? path;
  const targetVersion = replacement?.version ?? version;
  const isLocal = replacement !== undefined && replacement.version === undefined;
  if (!isLocal && targetVersion === undefined) return undefined;
  return {
    path,
    ...(version !== undefined && { version }),
    from: isLocal ? toLocal(directory, target) : { kind: 'module', path: target, version: targetVersion ?? '' },
    direct: false,
    guessed: false,
    place: { path: fileIn(directory, 'vendor/modules.txt'), line },
  };
}
