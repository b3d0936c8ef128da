import { basename, resolve } from 'node:path';
import glob from 'fast-glob';
import { byCodeUnit } from '../domain/order.ts';
import type { OpenedTree } from '../pipeline/services.ts';
import { diskFs } from './disk-fs.ts';

/** Opens a directory for scanning: its files that are not ignored, and what git says of it. */
export async function openTree(path: string): Promise<OpenedTree> {
  const root = resolve(path);
  const paths = await glob('**', {
    cwd: root,
    dot: true,
    followSymbolicLinks: false,
    ignore: ['**/node_modules/**', '**/.git/**'],
    suppressErrors: true,
  });
  return { fs: diskFs(root), paths: paths.toSorted(byCodeUnit), diagnostics: [], directoryName: basename(root) };
}
