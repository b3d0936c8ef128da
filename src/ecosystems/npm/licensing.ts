import type { DeclaredMetadata, PackageFiles, PackageLicensing } from '../ecosystem.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import { locateNpm } from './caches/locate.ts';
import { readManifest } from './manifest.ts';

/** Licenses of every JavaScript layout. */
export const npmLicensing: PackageLicensing = { locate: locateNpm, declared: readDeclared };

async function readDeclared(files: PackageFiles, location: PackageLocation): Promise<DeclaredMetadata | undefined> {
  const text = await files.text('package.json');
  if (text === undefined) return undefined;
  const inside = location.inside === '*' ? '' : (location.inside ?? '').replace(/\/+$/, '');
  const folder = location.format === 'directory' ? location.path : `${location.path}!${inside === '' ? '' : `/${inside}`}`;
  const manifest = readManifest(`${folder}/package.json`, text).value;
  if (manifest === undefined) return undefined;
  const { name, version } = manifest;
  return {
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    licenses: manifest.licenses.map((license) => ({ ...license, location: { ...license.location, root: location.root } })),
  };
}
