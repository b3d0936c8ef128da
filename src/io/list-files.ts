import { readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { byCodeUnit } from '../domain/order.ts';

const VERSION_CONTROL = new Set(['.git', '.hg', '.svn', '.jj']);

/** Every regular file below a folder, whatever it is: installed packages too. Links are not followed. */
export function listFiles(root: string): readonly string[] {
  const files: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) files.push(path);
      else if (entry.isDirectory() && !VERSION_CONTROL.has(entry.name)) folders.push(path);
    }
  }
  return files.toSorted(byCodeUnit);
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
