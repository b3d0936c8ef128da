import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Where a directory lies in its git repository, in POSIX form: `''` at the top, `undefined` for files and outside of any. */
export function pathInRepository(directory: string): string | undefined {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  for (let current = directory; ; current = dirname(current)) {
    if (existsSync(join(current, '.git'))) return relative(current, directory).split(sep).join('/');
    if (dirname(current) === current) return undefined;
  }
}
