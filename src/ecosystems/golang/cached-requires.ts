import { FileProblem, type ReadOnlyFs } from '../../domain/read-only-fs.ts';
import { parseGoMod } from './go-mod.ts';
import { escapeModule } from './module-path.ts';

/**
 * The module paths that a module names itself in its go.mod, from the module cache (`cache/download/<path>/@v/<version>.mod`);
 * `undefined` when the cache does not have it.
 */
export function cachedRequires(cache: ReadOnlyFs | undefined, path: string, version: string): readonly string[] | undefined {
  try {
    const file = `cache/download/${escapeModule(path)}/@v/${escapeModule(version)}.mod`;
    const text = cache?.text(file);
    if (text === undefined) return undefined;
    return parseGoMod(file, text)
      .requires.filter((requirement) => !requirement.indirect)
      .map((requirement) => requirement.path);
  } catch (error) {
    if (error instanceof FileProblem) return undefined;
    throw error;
  }
}
