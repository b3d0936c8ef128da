import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { FileProblem, type ReadOnlyFs } from '../../domain/read-only-fs.ts';
import { describedBySidecar } from '../detect/reuse.ts';
import { isReuseFile, readReuseFile, type ReuseFile } from '../detect/reuse-statements.ts';

/** What a repository states of its files by REUSE (https://reuse.software/spec-3.3). */
export interface ReuseTree {
  readonly files: readonly ReuseFile[];
  /** Files that a `.license` file beside them speaks for. */
  readonly sidecars: ReadonlySet<string>;
}

/** A tree that states nothing. */
export const NO_REUSE: ReuseTree = { files: [], sidecars: new Set() };

/** Reads the REUSE.toml and `.reuse/dep5` files of a tree, and finds its sidecars. */
export function readReuseTree(
  paths: readonly string[],
  fs: ReadOnlyFs,
): { readonly reuse: ReuseTree; readonly diagnostics: readonly Diagnostic[] } {
  const files: ReuseFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths.filter(isReuseFile)) {
    const file = readOne(path, fs);
    if (file === undefined)
      diagnostics.push(diagnostic('reuse-file-unparsable', 'the statements of this REUSE file cannot be read', { path }));
    else files.push(file);
  }
  const targets = paths.flatMap((path) => describedBySidecar(path) ?? []);
  const all = targets.length === 0 ? new Set<string>() : new Set(paths);
  return { reuse: { files, sidecars: new Set(targets.filter((path) => all.has(path))) }, diagnostics };
}

function readOne(path: string, fs: ReadOnlyFs): ReuseFile | undefined {
  try {
    const text = fs.text(path);
    return text === undefined ? undefined : readReuseFile(path, text);
  } catch (error) {
    if (error instanceof FileProblem) return undefined;
    throw error;
  }
}
