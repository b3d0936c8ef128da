import fastGlob from 'fast-glob';

/** Is there a file below the directory that one of the globs names? Links are not followed, installed packages not entered. */
export async function hasMatchingFile(directory: string, globs: readonly string[]): Promise<boolean> {
  const files = fastGlob.stream([...globs], {
    cwd: directory,
    dot: true,
    followSymbolicLinks: false,
    suppressErrors: true,
    ignore: ['**/node_modules/**', '**/.git/**'],
  });
  // the first one is enough
  for await (const _file of files) return true;
  return false;
}
