import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { joinPath } from '../../domain/path.ts';
import { unreadable, type ReadResult } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { buildList } from './build-list.ts';
import { parseGoMod, type GoMod } from './go-mod.ts';
import type { GoSum } from './go-sum.ts';
import { fileIn, moduleTree, type ModuleTree, type Workspace } from './module-tree.ts';
import { parseModulesTxt, type VendoredModule } from './modules-txt.ts';
import { toPackages, toProject, unnamedProject } from './to-result.ts';
import { listsAllModules } from './versions.ts';
import type { SelectedModule } from './build.ts';

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
  const names = new Set(group.files.map((file) => file.path));
  const place = (name: string): string => fileIn(group.root, name);
  const work = names.has(place('go.work')) ? tree.goMod(place('go.work')) : undefined;
  const ofWork = work === undefined ? [] : [...work.diagnostics, ...missingUses(work, group.root, tree)];
  if (names.has(place('go.mod'))) {
    const mod = tree.goMod(place('go.mod'));
    return mod === undefined ? unreadable(...ofWork) : withDiagnostics(ofWork, readModule(mod, group, tree));
  }
  if (!names.has(place('go.sum'))) return unreadable(...ofWork);
  const message = 'go.sum without a go.mod beside it: what it names was fetched once, and may not be used';
  const guess = diagnostic('format-unsupported', message, { path: place('go.sum') });
  return withDiagnostics([...ofWork, guess], readBuild(parseGoMod(place('go.sum'), ''), group, tree));
}

function readModule(mod: GoMod, group: ReadGroup, tree: ModuleTree): ReadResult {
  if (mod.diagnostics.some((item) => item.code === 'lockfile-merge-conflict')) return unreadable(...mod.diagnostics);
  const problems = [...mod.diagnostics, ...excludedRequires(mod)];
  if (mod.module !== undefined) return withDiagnostics(problems, readBuild(mod, group, tree));
  const where = { path: mod.path, line: 1 };
  const message = 'there is no `module` line';
  if (mod.requires.length === 0) return unreadable(...problems, diagnostic('manifest-unparsable', message, where));
  return withDiagnostics([...problems, diagnostic('manifest-entry-invalid', message, where)], readBuild(mod, group, tree));
}

function readBuild(mod: GoMod, group: ReadGroup, tree: ModuleTree): ReadResult {
  const directory = group.root;
  const workspace = tree.workspaceOf(directory);
  const vendorDirectory = workspace?.directory ?? directory;
  const modulesTxt = fileIn(vendorDirectory, 'vendor/modules.txt');
  const vendored = readVendor(modulesTxt, tree);
  const sumPath = fileIn(directory, 'go.sum');
  const sum = tree.goSum(sumPath);
  const sums = workspace === undefined ? [sum] : [sum, ...workspaceSums(workspace, tree)];
  const modules = buildList({ mod, directory, sum, workspace, vendored, tree });
  const result = toPackages({
    project: mod.module === undefined ? unnamedProject(directory, mod.path) : toProject(mod, directory, mod.module),
    modules,
    sums,
    vendored: new Set((vendored ?? []).filter((item) => item.hasPackages).map((item) => item.path)),
    vendorDirectory,
    tools: mod.tools,
    tree,
    cache: group.caches.get('go'),
  });
  const hasSum = group.files.some((file) => file.path === sumPath);
  const stale =
    vendored === undefined
      ? { path: sumPath, reason: hasSum ? staleSum(modules, sums, sumPath) : undefined }
      : { path: modulesTxt, reason: staleVendor(mod, vendored, workspace) };
  const unreadableVendor = tree.problems.get(modulesTxt);
  const isSummed = hasSum || vendored !== undefined || sums.some((one) => one.known.size > 0);
  const problems = [...(unreadableVendor === undefined ? [] : [unreadableVendor]), ...(isSummed ? [] : missingSum(mod, modules))];
  return withDiagnostics(problems, withStale(result, stale));
}

function withDiagnostics(before: readonly Diagnostic[], result: ReadResult): ReadResult {
  return { ...result, diagnostics: [...before, ...result.diagnostics] };
}

function withStale(result: ReadResult, { path, reason }: { path: string; reason: string | undefined }): ReadResult {
  if (reason === undefined) return result;
  const stale = diagnostic('lockfile-stale', reason, { path });
  return { ...result, diagnostics: [...result.diagnostics, stale], stale: [{ path, reason }] };
}

function readVendor(path: string, tree: ModuleTree): readonly VendoredModule[] | undefined {
  const text = tree.text(path);
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

function missingSum(mod: GoMod, modules: readonly SelectedModule[]): Diagnostic[] {
  const fetched = modules.filter(({ from }) => from.kind === 'module').length;
  if (fetched === 0) return [];
  const unlisted = listsAllModules(mod.go) ? '' : ', and go.mod of this Go version does not name all that is needed';
  const message = `no go.sum: nothing vouches for the ${fetched} modules that are fetched${unlisted}`;
  return [diagnostic('lockfile-missing', message, { path: mod.path, hint: 'run `go mod tidy` and commit go.sum' })];
}

// The go command refuses to build what go.sum does not know.
function staleSum(modules: readonly SelectedModule[], sums: readonly GoSum[], path: string): string | undefined {
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
