import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { byCodeUnit } from '../domain/order.ts';

const DEPTH = 4;
const NEVER = new Set(['node_modules', '.git', 'vendor', 'target']);

/** Checkouts below a folder, as paths relative to it; does not look into what it found, nor follow links. */
export function findCheckouts(folder: string): readonly string[] {
  const found: string[] = [];
  const look = (path: string, depth: number): void => {
    const full = join(folder, path);
    if (path !== '' && existsSync(join(full, '.git'))) {
      found.push(path);
      return;
    }
    if (depth === 0) return;
    for (const entry of readdirSync(full, { withFileTypes: true }))
      if (entry.isDirectory() && !NEVER.has(entry.name)) look(path === '' ? entry.name : `${path}/${entry.name}`, depth - 1);
  };
  look('', DEPTH);
  return found.toSorted(byCodeUnit);
}
