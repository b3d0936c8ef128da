import type { Component } from '../../domain/component.ts';
import { purlParts } from '../../domain/purl.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { DeclaredMetadata, LocateContext, PackageFiles, PackageLicensing } from '../ecosystem.ts';
import { pathIn } from '../formats/sibling.ts';
import { readDescription } from './description.ts';
import { licenseField } from './project.ts';

/** The project's library, then renv's cache; the version there is checked against DESCRIPTION. */
export const cranLicensing: PackageLicensing = { locate, declared };

/** Copies below `renv/library/<platform …>/<R version>/<platform>/`: the folders in between changed with renv's versions. */
export function installedIn(directory: string, name: string, fs: ReadOnlyFs): PackageLocation[] {
  return foldersBelow(fs, [pathIn(directory, 'renv/library')], 3)
    .map((folder) => `${folder}/${name}`)
    .filter((path) => fs.stat(`${path}/DESCRIPTION`)?.kind === 'file')
    .map((path) => ({ root: 'tree', path, format: 'directory' }) as const);
}

const MOST_FOLDERS = 50;

function foldersBelow(fs: ReadOnlyFs, roots: readonly string[], depth: number): string[] {
  const found: string[] = [];
  let level: readonly string[] = roots;
  for (let at = 0; at < depth; at += 1) {
    // A level of packages is no level of platforms: their folders hold a DESCRIPTION.
    level = level
      .flatMap((folder) => fs.list(folder).map((name) => (folder === '' ? name : `${folder}/${name}`)))
      .filter((path) =>
        /(?:^|\/)(?:v\d+|R-[\d.]+|linux[\w.-]*|macos[\w.-]*|windows|[\w.-]+-(?:gnu|darwin[\d.]*|mingw32|w64|musl)[\w.]*)$/.test(
          path,
        ),
      )
      .slice(0, MOST_FOLDERS);
    found.push(...level);
  }
  return found;
}

// `v5/<platform>/R-4.3/<platform>/<name>/<version>/<hash>/<name>`
function locate({ purl }: Component, { caches, installed }: LocateContext): readonly PackageLocation[] {
  if (purl === undefined) return installed;
  const { name, version } = purlParts(purl);
  if (version === undefined) return installed;
  return [...installed, ...inRenv(caches.get('renv'), name, version), ...inLibrary(caches.get('r-library'), name)];
}

function inRenv(cache: ReadOnlyFs | undefined, name: string, version: string): PackageLocation[] {
  if (cache === undefined) return [];
  return foldersBelow(cache, [''], 4)
    .map((folder) => `${folder}/${name}/${version}`)
    .flatMap((folder) => cache.list(folder).map((hash) => `${folder}/${hash}/${name}`))
    .filter((path) => cache.stat(`${path}/DESCRIPTION`)?.kind === 'file')
    .map((path) => ({ root: 'cache:renv', path, format: 'directory' }) as const);
}

// A library of R holds one version of each package; whether it is the one asked for, DESCRIPTION says.
function inLibrary(cache: ReadOnlyFs | undefined, name: string): PackageLocation[] {
  return cache?.stat(`${name}/DESCRIPTION`)?.kind === 'file'
    ? [{ root: 'cache:r-library', path: name, format: 'directory' }]
    : [];
}

async function declared(files: PackageFiles, location: PackageLocation): Promise<DeclaredMetadata | undefined> {
  const text = await files.text('DESCRIPTION');
  if (text === undefined) return undefined;
  const fields = readDescription(text);
  const [name, version] = [fields.get('Package'), fields.get('Version')];
  return {
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    licenses: licenseField(fields, `${location.path}/DESCRIPTION`, location.root),
  };
}
