import type { Scope } from '../../domain/scope.ts';
import { field, isRecord, recordField, textEntries, type UnknownRecord } from '../formats/values.ts';

/** One line of a dependency map: the same in package.json and in an entry of a lockfile. */
export interface DeclaredDependency {
  /** The name it is installed under: an alias for `npm:real@range`. */
  readonly name: string;
  readonly requirement: string;
  readonly scope: Scope;
  /** The map it stands in, for line numbers. */
  readonly map: DependencyMap;
  /** Its absence is no error: optional dependencies, and all peers (they may be left out by a setting). */
  readonly mayBeAbsent: boolean;
}

const MAPS = ['dependencies', 'optionalDependencies', 'peerDependencies', 'devDependencies'] as const;

export type DependencyMap = (typeof MAPS)[number];

const SCOPE_OF: Readonly<Record<DependencyMap, Scope>> = {
  dependencies: 'runtime',
  optionalDependencies: 'optional',
  peerDependencies: 'peer',
  devDependencies: 'dev',
};

/**
 * All declared dependencies. An optional one that also stands in `dependencies` is only optional (npm's
 * package.json documentation: "entries in optionalDependencies will override entries of the same name").
 */
export function readDependencies(source: UnknownRecord): readonly DeclaredDependency[] {
  const optional = recordField(source, 'optionalDependencies');
  const peerMeta = recordField(source, 'peerDependenciesMeta');
  return MAPS.flatMap((map) =>
    textEntries(source, map)
      .filter(([name]) => map !== 'dependencies' || typeof field(optional, name) !== 'string')
      .map(([name, requirement]) => ({
        name,
        requirement,
        map,
        scope: map === 'peerDependencies' && isOptionalPeer(peerMeta, name) ? 'optional' : SCOPE_OF[map],
        mayBeAbsent: map === 'optionalDependencies' || map === 'peerDependencies',
      })),
  );
}

/** Dependency maps, or entries in them, that are not what they should be. */
export function invalidDependencies(source: UnknownRecord): readonly { readonly map: string; readonly name?: string }[] {
  return MAPS.flatMap((map): { map: string; name?: string }[] => {
    const value = field(source, map);
    if (value === undefined || value === null) return [];
    if (!isRecord(value)) return Array.isArray(value) && value.length === 0 ? [] : [{ map }];
    return Object.entries(value)
      .filter(([, requirement]) => typeof requirement !== 'string')
      .map(([name]) => ({ map, name }));
  });
}

function isOptionalPeer(meta: UnknownRecord | undefined, name: string): boolean {
  return field(field(meta, name), 'optional') === true;
}
