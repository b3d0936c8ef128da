import { diagnostic, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { DependencyPairs } from '../locks/dependency-map.ts';
import { declaredAs } from '../locks/declared-as.ts';
import type { Manifest } from '../manifest.ts';

/** Where a member's manifest and its entry differ: what `yarn install --immutable` refuses. */
export function staleFindings(manifest: Manifest, locked: DependencyPairs): Diagnostic[] {
  const ranges = new Map(locked);
  return manifest.dependencies.flatMap(({ name, requirement, map }) => {
    if (map === 'peerDependencies') return [];
    const range = ranges.get(name);
    const same = declaredAs(manifest, name).some((other) => sameRange(other.requirement, range));
    if (same) return [];
    const reason =
      range === undefined
        ? `the lockfile does not know \`${name}\` \`${requirement}\``
        : `the lockfile was made for \`${name}\` \`${range}\`, the manifest asks for \`${requirement}\``;
    return [diagnostic('lockfile-stale', reason, { path: manifest.path, line: manifest.lineOf(map, name) })];
  });
}

// Paths and tags are rewritten by some versions of yarn, so only plain ranges are compared to the letter.
function sameRange(declared: string, locked: string | undefined): boolean {
  if (locked === undefined) return false;
  const plain = /^(?:npm:)?[\^~<>=\d*v][^:]*$/;
  if (!plain.test(declared) || !plain.test(locked)) return true;
  return declared.replace(/^npm:/, '').trim() === locked.replace(/^npm:/, '').trim();
}
