import type { Component } from '../../domain/component.ts';
import { purlParts } from '../../domain/purl.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import type { DeclaredMetadata, LocateContext, PackageFiles, PackageLicensing } from '../ecosystem.ts';
import { textField } from '../formats/values.ts';

/** The unpacked packages of conda: `<name>-<version>-<build>/info` has metadata and license texts. */
export const condaLicensing: PackageLicensing = { locate, declared };

function locate({ purl }: Component, { caches, installed }: LocateContext): readonly PackageLocation[] {
  const cache = caches.get('conda');
  if (cache === undefined || purl === undefined) return installed;
  const { type, name, version, qualifiers } = purlParts(purl);
  const build = qualifiers?.['build'];
  if (type !== 'conda' || version === undefined || build === undefined) return installed;
  const path = `${name}-${version}-${build}/info`;
  return cache.stat(path)?.kind === 'directory' ? [...installed, { root: 'cache:conda', path, format: 'directory' }] : installed;
}

async function declared(files: PackageFiles, location: PackageLocation): Promise<DeclaredMetadata | undefined> {
  const text = await files.text('index.json');
  if (text === undefined) return undefined;
  try {
    const root: unknown = JSON.parse(text);
    const [name, version, license] = ['name', 'version', 'license'].map((key) => textField(root, key));
    return {
      ...(name !== undefined && { name }),
      ...(version !== undefined && { version }),
      licenses:
        license === undefined || license === ''
          ? []
          : [{ method: 'manifest-field', raw: license, location: { root: location.root, path: `${location.path}/index.json` } }],
    };
  } catch {
    return undefined; // no metadata at that place
  }
}
