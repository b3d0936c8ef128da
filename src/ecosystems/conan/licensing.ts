import { createHash } from 'node:crypto';
import type { Component } from '../../domain/component.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import { purlParts } from '../../domain/purl.ts';
import type { DeclaredMetadata, LocateContext, PackageFiles, PackageLicensing } from '../ecosystem.ts';
import { manifestLicense } from '../formats/manifest-license.ts';
import { readConanfilePy } from './conanfile-py.ts';

/** The recipes in Conan's own cache. */
export const conanLicensing: PackageLicensing = { locate, declared };

function locate({ purl }: Component, { caches, installed }: LocateContext): readonly PackageLocation[] {
  const cache = caches.get('conan');
  if (cache === undefined || purl === undefined) return installed;
  const { name, version, qualifiers } = purlParts(purl);
  if (version === undefined) return installed;
  const { user, channel, rrev } = qualifiers ?? {};
  const folders = [`data/${name}/${version}/${user ?? '_'}/${channel ?? '_'}/export`];
  if (rrev !== undefined) folders.unshift(`p/${recipeFolder(name, `${name}/${version}${ownerOf(user, channel)}#${rrev}`)}/e`);
  return [
    ...installed,
    ...folders
      .filter((path) => cache.stat(path)?.kind === 'directory')
      .map((path) => ({ root: 'cache:conan', path, format: 'directory' }) as const),
  ];
}

function ownerOf(user: string | undefined, channel: string | undefined): string {
  if (user === undefined) return '';
  return channel === undefined ? `@${user}` : `@${user}/${channel}`;
}

// conan/internal/cache/cache.py: five letters of the name, then thirteen of the sha256 of the reference with its revision
function recipeFolder(name: string, reference: string): string {
  return `${name.slice(0, 5)}${createHash('sha256').update(reference).digest('hex').slice(0, 13)}`;
}

async function declared(files: PackageFiles, location: PackageLocation): Promise<DeclaredMetadata | undefined> {
  const text = await files.text('conanfile.py');
  if (text === undefined) return undefined;
  const path = `${location.path}/conanfile.py`;
  const recipe = readConanfilePy({ path, text: () => text, bytes: () => new TextEncoder().encode(text) });
  if (recipe === undefined) return undefined;
  const { name, version, licenses, licenseLine } = recipe;
  return {
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    licenses: manifestLicense(licenses, { root: location.root, path, line: licenseLine }),
  };
}
