import { sortedUnique } from '../domain/order.ts';
import { baseName, directoryOf } from '../domain/path.ts';
import type { ReadOnlyFs } from '../domain/read-only-fs.ts';
import { decodeText } from './decode-text.ts';

/** A tree whose files are all in memory already. */
export function treeOfBytes(files: ReadonlyMap<string, Uint8Array>): ReadOnlyFs {
  const names = new Map<string, Set<string>>([['', new Set()]]);
  for (const path of files.keys()) {
    for (let below = path; below !== ''; below = directoryOf(below)) {
      const directory = directoryOf(below);
      const known = names.get(directory) ?? new Set();
      names.set(directory, known.add(baseName(below)));
    }
  }
  return {
    stat(path) {
      const bytes = files.get(path);
      if (bytes !== undefined) return { kind: 'file', size: bytes.length };
      return names.has(path) ? { kind: 'directory', size: 0 } : undefined;
    },
    list: (path) => sortedUnique(names.get(path) ?? []),
    bytes: (path) => files.get(path),
    text(path) {
      const bytes = files.get(path);
      return bytes === undefined ? undefined : decodeText(path, bytes);
    },
  };
}
