import { diagnostic, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../../domain/path.ts';
import type { ReadGroup } from '../../ecosystem.ts';
import { mergeConflictLine } from '../../formats/merge-conflict.ts';
import { withoutCredentials } from '../source.ts';
import { fileScope, isRequirementsFile, projectDirectory } from './file-scope.ts';
import type { LogicalLine } from './logical-lines.ts';
import { parseRequirements, type RequirementsEntry } from './parse.ts';

/** An entry with the file it stands in. */
export interface IncludedEntry {
  readonly entry: RequirementsEntry;
  readonly path: string;
}

interface Reading {
  readonly group: ReadGroup;
  readonly root: string;
  readonly diagnostics: Diagnostic[];
  readonly entries: IncludedEntry[];
  readonly visited: Set<string>;
}

const MOST_FILES = 500;

/** The entries of a requirements file and of those it includes, in the order in which pip meets them. */
export function readWithIncludes(
  root: string,
  group: ReadGroup,
): { readonly entries: readonly IncludedEntry[]; readonly diagnostics: Diagnostic[] } {
  const reading: Reading = { group, root, diagnostics: [], entries: [], visited: new Set() };
  readFile(root, undefined, reading);
  return reading;
}

// `-r` is followed as pip does, relative to the file it stands in; each file once, so cycles end.
function readFile(path: string, from: { path: string; line: number } | undefined, reading: Reading): void {
  if (reading.visited.has(path) || reading.visited.size >= MOST_FILES) return;
  reading.visited.add(path);
  const text = reading.group.fs.text(path);
  const isOwnRead = path !== reading.root && isReadAlone(path, reading);
  if (text === undefined) {
    const message = `\`${path}\` is included and does not exist`;
    reading.diagnostics.push(diagnostic('manifest-entry-invalid', message, from ?? { path }));
    return;
  }
  const conflict = mergeConflictLine(text);
  if (conflict !== undefined) {
    const problem = diagnostic('lockfile-merge-conflict', 'merge conflict markers', { path, line: conflict });
    if (!isOwnRead) reading.diagnostics.push(problem);
    return;
  }
  for (const entry of parseRequirements(text)) {
    if (entry.kind === 'include') include(entry, path, reading);
    else if (!isOwnRead || entry.kind === 'index') reading.entries.push({ entry, path });
  }
}

// Another file of the same project gives its packages when it is read itself; what only development asks for there
// is given here too, when a file of production includes it.
function isReadAlone(path: string, { group, root }: Reading): boolean {
  if (projectDirectory(path) !== projectDirectory(root) || !isRequirementsFile(path) || !pathSet(group).has(path)) return false;
  return fileScope(path) === 'runtime' || fileScope(root) === 'dev';
}

function include(entry: { readonly path: string; readonly at: LogicalLine }, path: string, reading: Reading): void {
  const isUrl = /^[a-z]+:\/\//i.test(entry.path);
  const target = isUrl ? undefined : joinPath(directoryOf(path), entry.path.replaceAll('\\', '/'));
  const where = { path, line: entry.at.line };
  if (target !== undefined) {
    readFile(target, where, reading);
    return;
  }
  const message = `\`${withoutCredentials(entry.path).slice(0, 200)}\` is outside of the repository and was not read`;
  reading.diagnostics.push(diagnostic('manifest-entry-invalid', message, where));
}

const pathSets = new WeakMap<readonly string[], ReadonlySet<string>>();

function pathSet({ paths }: ReadGroup): ReadonlySet<string> {
  const known = pathSets.get(paths) ?? new Set(paths);
  pathSets.set(paths, known);
  return known;
}
