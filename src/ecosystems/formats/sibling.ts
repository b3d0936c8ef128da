import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { joinPath } from '../../domain/path.ts';
import { FileProblem, type ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { ClaimedFile } from '../ecosystem.ts';

const CODES = { unreadable: 'file-unreadable', 'too-large': 'file-too-large', 'not-text': 'file-not-text' } as const;

/**
 * A text file that a reader looks at beside its own, as if it were claimed: `undefined` when it is not there. One that
 * is there and cannot be read is noted, and the reader goes on without it.
 */
export function siblingFile(fs: ReadOnlyFs, path: string, problems: Diagnostic[]): ClaimedFile | undefined {
  try {
    const text = fs.text(path);
    if (text === undefined) return undefined;
    return { path, text: () => text, bytes: () => fs.bytes(path) ?? new Uint8Array() };
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    problems.push(diagnostic(CODES[error.reason], error.message, { path: error.path }));
    return undefined;
  }
}

/** The claimed files of a large group that can be read: one that cannot is noted and does not hide the others. */
export function readableFiles(files: readonly ClaimedFile[], fs: ReadOnlyFs, problems: Diagnostic[]): ClaimedFile[] {
  return files.flatMap((file) => siblingFile(fs, file.path, problems) ?? []);
}

/** A file name in a directory below the scan root; `''` is the root. */
export function pathIn(directory: string, name: string): string {
  return joinPath(directory, name) ?? name;
}
