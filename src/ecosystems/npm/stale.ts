import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DeclaredDependency } from './dependencies.ts';
import type { Manifest } from './manifest.ts';

const SHOWN = 20;

/**
 * What a manifest declares and its lockfile does not know. Peers are not compared: npm may be told to leave them out.
 * `isKnown` tells how the lockfile remembers a dependency: its own copy of the maps, or only its presence (version 1).
 */
export function findStale(manifest: Manifest, isKnown: (dependency: DeclaredDependency) => boolean): readonly Diagnostic[] {
  const missing = manifest.dependencies.filter((item) => item.map !== 'peerDependencies' && !isKnown(item));
  const rest = missing.length - SHOWN;
  return [
    ...missing.slice(0, SHOWN).map((item) =>
      diagnostic('lockfile-stale', `\`${item.name}\` (${item.requirement}) in \`${item.map}\` is not what the lockfile knows`, {
        path: manifest.path,
        line: manifest.lineOf(item.map, item.name),
      }),
    ),
    ...(rest > 0
      ? [diagnostic('lockfile-stale', `${rest} more dependencies are not in the lockfile`, { path: manifest.path })]
      : []),
  ];
}
