import type { Component, Hash } from '../../domain/component.ts';
import { purlParts } from '../../domain/purl.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import type { DeclaredMetadata, LocateContext, PackageFiles, PackageLicensing } from '../ecosystem.ts';
import { hexHash } from '../formats/hex-hash.ts';
import { manifestLicense } from '../formats/manifest-license.ts';
import { readableText } from '../formats/readable-text.ts';
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
  if (cache.stat(path)?.kind !== 'directory') return installed;
  const hashes = archiveHashes(readableText(cache, `${path}/repodata_record.json`));
  return [...installed, { root: 'cache:conda', path, format: 'directory', check: { kind: 'stated', hashes } }];
}

// what conda notes of the archive that it checked and unpacked
function archiveHashes(text: string | undefined): readonly Hash[] {
  const value = (key: string): string | undefined => new RegExp(`"${key}"\\s*:\\s*"([0-9a-f]+)"`).exec(text ?? '')?.[1];
  return [...hexHash('SHA-256', value('sha256')), ...hexHash('MD5', value('md5'))];
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
      licenses: manifestLicense(license === '' ? undefined : license, {
        root: location.root,
        path: `${location.path}/index.json`,
      }),
    };
  } catch {
    return undefined; // no metadata at that place
  }
}
