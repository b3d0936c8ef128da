import { FileProblem, type ReadOnlyFs } from '../../domain/read-only-fs.ts';

/** The text, or nothing: an unreadable copy is no place to look for a license, and does not fail what refers to it. */
export function readableText(fs: ReadOnlyFs, path: string): string | undefined {
  try {
    return fs.text(path);
  } catch (error) {
    if (error instanceof FileProblem) return undefined;
    throw error;
  }
}
