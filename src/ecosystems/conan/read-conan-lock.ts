import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { unreadable, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { readJson } from '../formats/json.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { recordField, textField } from '../formats/values.ts';
import { readLockGraph } from './lock-graph.ts';
import { readLockLists } from './lock-lists.ts';
import { recipeIn } from './recipe.ts';

/** Reads conan.lock: the graph that Conan 1 writes (versions 0.1 to 0.4), the lists of Conan 2 (0.5). */
export const conanLockReader: Reader = {
  id: 'conan-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['conan.lock'],
  group: 'file',
  read: ofOneFile(read),
};

function read(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { path } = file;
  const { value, problem } = readJson(file, { failure: 'lockfile-unparsable', keyDepth: 3 });
  if (problem !== undefined) return unreadable(problem);
  const { root, keys } = value;
  const diagnostics: Diagnostic[] = [...value.diagnostics];
  const recipe = recipeIn(directoryOf(path), group, diagnostics);
  const nodes = recordField(recordField(root, 'graph_lock'), 'nodes') ?? recordField(root, 'nodes');
  const context = { path, keys, recipe, diagnostics };
  const version = textField(root, 'version');
  const isLists = ['requires', 'build_requires', 'python_requires'].some((list) => Array.isArray(root[list]));
  if (nodes === undefined && !isLists) {
    if (version !== undefined && !/^0\.[1-5]$/.test(version))
      return unreadable(
        diagnostic('lockfile-version-unsupported', `conan.lock version \`${version}\` is not one we know`, { path, line: 1 }),
      );
    return unreadable(diagnostic('lockfile-unparsable', 'neither `graph_lock` nor lists of requirements', { path, line: 1 }));
  }
  const result = nodes === undefined ? readLockLists(root, file.text(), context) : readLockGraph(nodes, context);
  return { ...result, covers: recipe === undefined ? [] : [recipe.path] };
}
