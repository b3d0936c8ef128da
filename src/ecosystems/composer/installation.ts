import { joinPath } from '../../domain/path.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import { fileBeside } from '../formats/file-beside.ts';
import { readJsonValue } from '../formats/json.ts';
import { listField } from '../formats/values.ts';
import { readPackageEntry, type PackageEntry } from './package-entry.ts';

/** Where `composer install` put packages. */
export interface Installation {
  locate(entry: PackageEntry): readonly PackageLocation[];
}

/** Reads `vendor/composer/installed.json`, which says what lies where; without it nothing says which version a folder holds. */
export function findInstallation(vendor: string | undefined, fs: ReadOnlyFs): Installation {
  const folder = vendor === undefined ? undefined : joinPath(vendor, 'composer');
  const file = folder === undefined ? undefined : fileBeside(`${folder}/installed.json`, fs)?.value;
  if (folder === undefined || file === undefined) return { locate: () => [] };
  const value = readJsonValue(file, 'lockfile-unparsable').value;
  const installed = new Map<string, PackageEntry>();
  for (const item of installedEntries(value) ?? []) {
    const entry = readPackageEntry(item);
    if (entry !== undefined) installed.set(entry.name.toLowerCase(), entry);
  }
  return {
    locate: ({ name, version }) => {
      const found = installed.get(name.toLowerCase());
      return found?.version === version ? locationOf(found, folder, fs) : [];
    },
  };
}

/** Composer 1 wrote a list, Composer 2 a map with the list in `packages`. */
export function installedEntries(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? (value as readonly unknown[]) : listField(value, 'packages');
}

/** The folder of an installed package; `folder` is the one that holds installed.json. */
export function locationOf(entry: PackageEntry, folder: string, fs: ReadOnlyFs): PackageLocation[] {
  const path = joinPath(folder, entry.installPath ?? `../${entry.name}`);
  return path !== undefined && path !== '' && fs.stat(path)?.kind === 'directory'
    ? [{ root: 'tree', path, format: 'directory' }]
    : [];
}
