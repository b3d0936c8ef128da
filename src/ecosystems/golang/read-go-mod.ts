import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { joinPath } from '../../domain/path.ts';
import { unreadable, type ReadResult } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { buildList, type SelectedModule } from './build-list.ts';
import type { GoMod } from './go-mod.ts';
import type { GoSum } from './go-sum.ts';
import { fileIn, moduleTree, type ModuleTree, type Workspace } from './module-tree.ts';
import { parseModulesTxt, type VendoredModule } from './modules-txt.ts';
import { toPackages, toProject } from './to-result.ts';

/** Reads a Go module with what decides its versions: go.sum, the go.work above it, its vendor folder. */
export const goModReader: Reader = {
  id: 'go-mod',
  version: 1,
  kind: 'lockfile',
  claims: ['go.mod', 'go.sum', 'go.work', 'go.work.sum'],
  group: 'directory',
  read: (group) => {
    const tree = moduleTree(group);
    const claimed = group.files.map((file) => file.path);
    const result = readDirectory(group, tree);
    const own = claimed.flatMap((path) => tree.problems.get(path) ?? []);
    const sums = claimed.filter((path) => path.endsWith('.sum')).flatMap((path) => sumProblems(path, tree));
    return { ...result, diagnostics: [...own, ...sums, ...result.diagnostics] };
  },
};

function readDirectory(group: ReadGroup, tree: ModuleTree): ReadResult {
  const directory = group.root;
  const names = new Set(group.files.map((file) => file.path));
  const diagnostics: Diagnostic[] = [];
  const workPath = fileIn(directory, 'go.work');
  const work = names.has(workPath) ? tree.goMod(workPath) : undefined;
  if (work !== undefined) diagnostics.push(...work.diagnostics, ...missingUses(work, directory, tree));
  const modPath = fileIn(directory, 'go.mod');
  const sumPath = fileIn(directory, 'go.sum');
  if (!names.has(modPath)) {
    if (names.has(sumPath))
      diagnostics.push(diagnostic('format-unsupported', 'go.sum without a go.mod beside it', { path: sumPath }));
    return unreadable(...diagnostics);
  }
  const mod = tree.goMod(modPath);
  if (mod === undefined) return unreadable(...diagnostics);
  diagnostics.push(...mod.diagnostics);
  if (mod.module === undefined) {
    if (mod.diagnostics.every((item) => item.code !== 'lockfile-merge-conflict'))
      diagnostics.push(diagnostic('manifest-unparsable', 'there is no `module` line', { path: modPath, line: 1 }));
    return unreadable(...diagnostics);
  }
  const workspace = tree.workspaceOf(directory);
  const vendorDirectory = workspace?.directory ?? directory;
  const vendored = readVendor(vendorDirectory, tree);
  const sum = tree.goSum(sumPath);
  const sums = workspace === undefined ? [sum] : [sum, ...workspaceSums(workspace, tree)];
  const modules = buildList({ mod, directory, sum, workspace, vendored, tree });
  diagnostics.push(...excludedRequires(mod));
  const stale =
    vendored === undefined ? staleSum(modules, sums, sumPath, names.has(sumPath)) : staleVendor(mod, vendored, workspace);
  if (stale !== undefined)
    diagnostics.push(diagnostic('lockfile-stale', stale, { path: vendored === undefined ? sumPath : modPath }));
  const built = toPackages({
    project: toProject(mod, directory, mod.module),
    modules,
    sums,
    vendored: new Set((vendored ?? []).filter((item) => item.hasPackages).map((item) => item.path)),
    vendorDirectory,
    tools: mod.tools,
    tree,
    cache: group.caches.get('go'),
  });
  const stalePath = vendored === undefined ? sumPath : modPath;
  return {
    ...built,
    diagnostics: [...diagnostics, ...built.diagnostics],
    ...(stale !== undefined && { stale: [{ path: stalePath, reason: stale }] }),
  };
}

function readVendor(directory: string, tree: ModuleTree): readonly VendoredModule[] | undefined {
  const text = tree.text(fileIn(directory, 'vendor/modules.txt'));
  return text === undefined ? undefined : parseModulesTxt(text);
}

function workspaceSums(workspace: Workspace, tree: ModuleTree): GoSum[] {
  const members = workspace.modules.map((directory) => tree.goSum(fileIn(directory, 'go.sum')));
  return [tree.goSum(fileIn(workspace.directory, 'go.work.sum')), ...members];
}

function missingUses(work: GoMod, directory: string, tree: ModuleTree): Diagnostic[] {
  return work.uses.flatMap((use) => {
    const target = joinPath(directory, use.directory);
    if (target !== undefined && tree.goMod(fileIn(target, 'go.mod')) !== undefined) return [];
    const message = `\`use ${use.directory}\` has no go.mod in the scanned directory`;
    return [diagnostic('manifest-entry-invalid', message, { path: work.path, line: use.line })];
  });
}

function excludedRequires(mod: GoMod): Diagnostic[] {
  return mod.requires
    .filter((item) => mod.excludes.has(`${item.path}@${item.version}`))
    .map((item) => {
      const message = `\`${item.path} ${item.version}\` is required and excluded; Go ignores the requirement`;
      return diagnostic('manifest-entry-invalid', message, { path: mod.path, line: item.line });
    });
}

function sumProblems(path: string, tree: ModuleTree): Diagnostic[] {
  const [line] = tree.goSum(path).badLines;
  if (line === undefined) return [];
  return [diagnostic('lockfile-entry-invalid', 'a line that is not `module version hash`', { path, line })];
}

// The go command refuses to build what go.sum does not know.
function staleSum(modules: readonly SelectedModule[], sums: readonly GoSum[], path: string, exists: boolean): string | undefined {
  if (!exists) return undefined;
  const unknown = modules.filter(
    ({ from }) => from.kind === 'module' && !sums.some((sum) => sum.known.has(`${from.path}@${from.version}`)),
  );
  const [first] = unknown;
  if (first === undefined) return undefined;
  const more = unknown.length > 1 ? ` and ${unknown.length - 1} more` : '';
  return `${path} does not know \`${first.path}\` \`${first.version ?? ''}\`${more}`;
}

// "inconsistent vendoring": modules.txt and go.mod disagree (`modload.checkVendorConsistency`).
function staleVendor(mod: GoMod, vendored: readonly VendoredModule[], workspace: Workspace | undefined): string | undefined {
  if (workspace !== undefined) return undefined;
  const versions = new Map(vendored.map((item) => [item.path, item.version]));
  const differing = mod.requires.find(
    (item) => versions.get(item.path) !== item.version && (!item.indirect || versions.has(item.path)),
  );
  if (differing === undefined) return undefined;
  const found = versions.get(differing.path);
  const what = found === undefined ? 'does not have it' : `has \`${found}\``;
  return `go.mod requires \`${differing.path}\` \`${differing.version}\`, vendor/modules.txt ${what}`;
}
