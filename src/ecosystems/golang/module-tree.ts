import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName, directoryOf, joinPath } from '../../domain/path.ts';
import { FileProblem, type ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { ReadGroup } from '../ecosystem.ts';
import { parseGoMod, type GoMod } from './go-mod.ts';
import { EMPTY_SUM, parseGoSum, type GoSum } from './go-sum.ts';

/** The modules of the scanned tree. Each file is read at most once, however many modules look at it. */
export interface ModuleTree {
  goMod(path: string): GoMod | undefined;
  goSum(path: string): GoSum;
  text(path: string): string | undefined;
  /** Directory of the module with this path, when it lives in the tree. */
  directoryOf(modulePath: string): string | undefined;
  /** The go.work that the module in a directory is built with. */
  workspaceOf(directory: string): Workspace | undefined;
  /** Files that are there and cannot be read. */
  readonly problems: ReadonlyMap<string, Diagnostic>;
}

export interface Workspace {
  readonly file: GoMod;
  readonly directory: string;
  /** Directories of its modules below the scan root. */
  readonly modules: readonly string[];
}

const trees = new WeakMap<ReadOnlyFs, ModuleTree>();

/** The tree of a scan; remembered per file system, whose content does not change while it is scanned. */
export function moduleTree(group: ReadGroup): ModuleTree {
  const known = trees.get(group.fs);
  if (known !== undefined) return known;
  const made = makeTree(group.fs, group.paths);
  trees.set(group.fs, made);
  return made;
}

export function fileIn(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}

function makeTree(fs: ReadOnlyFs, paths: readonly string[]): ModuleTree {
  const problems = new Map<string, Diagnostic>();
  const text = (path: string): string | undefined => {
    try {
      return fs.text(path);
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      problems.set(path, diagnostic('manifest-unparsable', error.message, { path: error.path }));
      return undefined;
    }
  };
  const parsed = <T>(parse: (path: string, content: string) => T): ((path: string) => T | undefined) =>
    remember((path: string) => {
      const content = text(path);
      return content === undefined ? undefined : parse(path, content);
    });
  const goMod = parsed(parseGoMod);
  const goSum = parsed((_, content) => parseGoSum(content));
  const workspaceIn = remember((directory: string) => toWorkspace(goMod(fileIn(directory, 'go.work')), directory));
  let directories: ReadonlyMap<string, string> | undefined;
  return {
    problems,
    text,
    goMod,
    goSum: (path) => goSum(path) ?? EMPTY_SUM,
    directoryOf: (modulePath) => {
      directories ??= indexModules(paths, goMod);
      return directories.get(modulePath);
    },
    // Go takes the nearest go.work above; a module that it does not use is built on its own there.
    workspaceOf: (directory) => {
      for (let above = directory; ; above = directoryOf(above)) {
        const workspace = workspaceIn(above);
        if (workspace !== undefined) return workspace.modules.includes(directory) ? workspace : undefined;
        if (above === '') return undefined;
      }
    },
  };
}

function toWorkspace(file: GoMod | undefined, directory: string): Workspace | undefined {
  if (file === undefined) return undefined;
  const modules = file.uses.flatMap((use) => joinPath(directory, use.directory) ?? []);
  return { file, directory, modules: [...new Set(modules)] };
}

// Folders that the go command skips, and copies of other people's modules.
const NOT_OURS = /(?:^|\/)(?:testdata|vendor|third[-_]party|[_.][^/]*)\//;

function indexModules(paths: readonly string[], goMod: (path: string) => GoMod | undefined): ReadonlyMap<string, string> {
  const directories = new Map<string, string>();
  for (const path of paths) {
    if (baseName(path) !== 'go.mod' || NOT_OURS.test(path)) continue;
    const name = goMod(path)?.module;
    if (name !== undefined && !directories.has(name)) directories.set(name, directoryOf(path));
  }
  return directories;
}

function remember<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined || known.has(key)) return found as T;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}
