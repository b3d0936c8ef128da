import { createHash } from 'node:crypto';
import type { Component } from '../../domain/component.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import type { DeclaredMetadata, LocateContext, PackageFiles, PackageLicensing } from '../ecosystem.ts';
import { readManifest } from './manifest.ts';

/** The vendor folder, then the archives that Composer keeps. The lockfile itself says the license too. */
export const composerLicensing: PackageLicensing = { locate, declared };

function locate(component: Component, context: LocateContext): readonly PackageLocation[] {
  const cache = context.caches.get('composer');
  if (cache === undefined) return context.installed;
  const archives = component.origins.flatMap((origin): PackageLocation[] => {
    if (origin.kind !== 'download') return [];
    const inside = folderInArchive(origin.url);
    if (inside === undefined) return [];
    // composer/composer src/Composer/Downloader/FileDownloader.php: files/<name>/<sha1 of the URL>.<type>
    const path = `files/${component.name}/${createHash('sha1').update(origin.url).digest('hex')}.zip`;
    return cache.stat(path)?.kind === 'file'
      ? [{ root: 'cache:composer', path, inside, format: 'zip', check: { kind: 'archive', path } }]
      : [];
  });
  return [...context.installed, ...archives];
}

// GitHub's archives hold one folder, `<owner>-<repository>-<first seven of the commit>`; of others it is not known.
function folderInArchive(url: string): string | undefined {
  const [, owner, repository, commit] = /\/repos\/([^/]+)\/([^/]+)\/zipball\/([0-9a-f]{40})$/.exec(url) ?? [];
  return commit === undefined ? undefined : `${owner ?? ''}-${repository ?? ''}-${commit.slice(0, 7)}/`;
}

async function declared(files: PackageFiles, location: PackageLocation): Promise<DeclaredMetadata | undefined> {
  const text = await files.text('composer.json');
  if (text === undefined) return undefined;
  const folder =
    location.format === 'directory' ? location.path : `${location.path}!/${(location.inside ?? '').replace(/\/$/, '')}`;
  const path = `${folder}/composer.json`;
  const manifest = readManifest({ path, text: () => text, bytes: () => new Uint8Array() }).value;
  if (manifest === undefined) return undefined;
  const licenses = manifest.licenses.map((license) => ({ ...license, location: { ...license.location, root: location.root } }));
  // Few packages write their version into composer.json; installed.json has said which one it is.
  return { ...(manifest.name !== undefined && { name: manifest.name }), licenses };
}
