import type { Diagnostic } from '../../domain/diagnostic.ts';
import { baseName } from '../../domain/path.ts';
import type { FirstPartyPackage, LockedEdge, LockedPackage, ReadResult, ThirdPartyPackage } from '../../domain/read-result.ts';
import type { Scope } from '../../domain/scope.ts';

/** A package that a file names, and for what. */
export interface NamedPackage {
  readonly item: ThirdPartyPackage | FirstPartyPackage;
  readonly scope: Scope;
  readonly requirement?: string | undefined;
}

/** The result of a file that names packages and knows nothing of what they need themselves: one project, its direct edges. */
export function namedByProject(
  project: FirstPartyPackage,
  named: readonly NamedPackage[],
  diagnostics: readonly Diagnostic[],
): ReadResult {
  if (named.length === 0) return { packages: [], edges: [], diagnostics };
  const packages = new Map<string, LockedPackage>([[project.key, project]]);
  const edges: LockedEdge[] = [];
  for (const { item, scope, requirement } of named) {
    const known = packages.get(item.key);
    packages.set(item.key, known === undefined ? item : { ...known, occurrences: [...known.occurrences, ...item.occurrences] });
    if (item.key !== project.key)
      edges.push({ from: project.key, to: item.key, scope, ...(requirement !== undefined && { requirement }) });
  }
  return { packages: [...packages.values()], edges, diagnostics };
}

/** The project of a directory, for formats in which nothing states a name. */
export function directoryProject(directory: string, manifest?: string): FirstPartyPackage {
  return {
    kind: 'first-party',
    key: `project ${directory}`,
    path: directory,
    name: directory === '' ? '.' : baseName(directory),
    ...(manifest !== undefined && { manifest }),
    occurrences: manifest === undefined ? [] : [{ path: manifest }],
    licenses: [],
  };
}
