import { directoryOf } from '../../domain/path.ts';
import type { ReadGroup } from '../ecosystem.ts';
import { readToml } from '../formats/toml.ts';
import { toCatalog, type VersionCatalog } from './version-catalog.ts';

/** Finds the catalog of a script: its build is rooted in the nearest directory above it that has one. */
export function catalogFinder(group: Pick<ReadGroup, 'fs'>): (directory: string) => VersionCatalog | undefined {
  const known = new Map<string, VersionCatalog | undefined>();
  const find = (directory: string): VersionCatalog | undefined => {
    if (known.has(directory)) return known.get(directory);
    const path = directory === '' ? 'gradle/libs.versions.toml' : `${directory}/gradle/libs.versions.toml`;
    const own = group.fs.stat(path)?.kind === 'file' ? loadCatalog(path, group) : undefined;
    const found = own ?? (directory === '' ? undefined : find(directoryOf(directory)));
    known.set(directory, found);
    return found;
  };
  return find;
}

// Its own reader says what is wrong with it.
function loadCatalog(path: string, { fs }: Pick<ReadGroup, 'fs'>): VersionCatalog | undefined {
  const absent = new Uint8Array();
  const { value } = readToml(
    { path, text: () => fs.text(path) ?? '', bytes: () => fs.bytes(path) ?? absent },
    'manifest-unparsable',
  );
  return value === undefined ? undefined : toCatalog(value);
}
