import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import {
  unreadable,
  type LockedEdge,
  type LockedPackage,
  type ReadResult,
  type ThirdPartyPackage,
} from '../../domain/read-result.ts';
import type { ClaimedFile, Reader } from '../ecosystem.ts';
import { conanPurl, parseReference } from './reference.ts';
import { readRecipe, toConanProject } from './recipe.ts';

/** Reads the recipes that no conan.lock explains. A reference names an exact version; what that needs is unknown. */
export const conanfileReader: Reader = {
  id: 'conanfile',
  version: 1,
  kind: 'manifest',
  claims: ['conanfile.txt', 'conanfile.py'],
  group: 'file',
  read: (group) => {
    const [file] = group.files;
    return file === undefined || group.covered.has(file.path) ? unreadable() : read(file);
  },
};

function read(file: ClaimedFile): ReadResult {
  const recipe = readRecipe(file);
  const { path } = file;
  if (recipe === undefined)
    return unreadable(diagnostic('manifest-entry-invalid', 'no class that extends `ConanFile`', { path, line: 1 }));
  const project = toConanProject('project', directoryOf(path), recipe);
  const packages = new Map<string, LockedPackage>([[project.key, project]]);
  const edges: LockedEdge[] = [];
  const diagnostics: Diagnostic[] = recipe.computed.map((line) =>
    diagnostic('manifest-entry-invalid', 'a requirement that is computed, not written', { path, line }),
  );
  for (const { text, scope, line } of recipe.requirements) {
    const reference = parseReference(text);
    const purl = reference === undefined ? undefined : conanPurl(reference);
    if (reference === undefined || purl === undefined) {
      diagnostics.push(diagnostic('manifest-entry-invalid', `\`${text}\` is not a reference`, { path, line }));
      continue;
    }
    const known = packages.get(purl);
    const item: ThirdPartyPackage = {
      kind: 'third-party',
      key: purl,
      purl,
      resolution: reference.version === undefined ? 'declared' : 'locked',
      occurrences: [...(known?.occurrences ?? []), { path, line }],
      ...(reference.range !== undefined && { requirement: reference.range }),
    };
    packages.set(purl, item);
    edges.push({ from: project.key, to: purl, scope, ...(reference.range !== undefined && { requirement: reference.range }) });
  }
  const hint = 'run `conan lock create` and commit conan.lock';
  if (edges.length > 0)
    diagnostics.push(diagnostic('lockfile-missing', 'no conan.lock says what the required packages need', { path, hint }));
  return { packages: [...packages.values()], edges, diagnostics };
}
