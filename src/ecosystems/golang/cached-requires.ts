import { FileProblem, type ReadOnlyFs } from '../../domain/read-only-fs.ts';
import { parseGoMod } from './go-mod.ts';
import { escapeModule } from './module-path.ts';

const known = new WeakMap<ReadOnlyFs, Map<string, readonly string[] | undefined>>();

/**
 * The module paths that a module names itself in its go.mod, from the module cache (`cache/download/<path>/@v/<version>.mod`);
 * `undefined` when the cache does not have it.
 */
export function cachedRequires(cache: ReadOnlyFs | undefined, path: string, version: string): readonly string[] | undefined {
  if (cache === undefined) return undefined;
  const file = `cache/download/${escapeModule(path)}/@v/${escapeModule(version)}.mod`;
  const remembered = known.get(cache) ?? new Map<string, readonly string[] | undefined>();
  known.set(cache, remembered);
  if (!remembered.has(file)) remembered.set(file, readRequires(cache, file));
  return remembered.get(file);
}

function readRequires(cache: ReadOnlyFs, file: string): readonly string[] | undefined {
  try {
    const text = cache.text(file);
    if (text === undefined) return undefined;
    return parseGoMod(file, text)
      .requires.filter((requirement) => !requirement.indirect)
      .map((requirement) => requirement.path);
  } catch (error) {
    if (error instanceof FileProblem) return undefined;
    throw error;
  }
}
