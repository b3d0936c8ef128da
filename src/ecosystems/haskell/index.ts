import type { Component } from '../../domain/component.ts';
import { purlParts } from '../../domain/purl.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import type { DeclaredMetadata, Ecosystem, LocateContext, PackageFiles } from '../ecosystem.ts';
import { manifestLicense } from '../formats/manifest-license.ts';
import { readCabalFile } from './cabal-file.ts';
import { cabalFreezeReader } from './cabal-freeze.ts';
import { cabalFileReader } from './read-cabal.ts';
import { stackLockReader, stackYamlReader } from './stack.ts';

/** Haskell packages, locked by Stack or by a Cabal freeze file. */
export const haskell: Ecosystem = {
  id: 'haskell',
  title: 'Stack and Cabal (Haskell)',
  purlTypes: ['hackage', 'github', 'bitbucket', 'git'],
  readers: [stackLockReader, cabalFreezeReader, stackYamlReader, cabalFileReader],
  capabilities: { graph: 'direct', scopes: true, hashes: true, origins: true, workspaces: true, licenses: ['manifest', 'cache'] },
  licensing: { locate, declared },
};

// `packages/<repository>/<name>/<version>/<name>-<version>.tar.gz`
function locate({ purl }: Component, { caches, installed }: LocateContext): readonly PackageLocation[] {
  const cache = caches.get('cabal');
  if (cache === undefined || purl === undefined) return installed;
  const { type, name, version } = purlParts(purl);
  if (type !== 'hackage' || version === undefined) return installed;
  const id = `${name}-${version}`;
  return cache
    .list('')
    .map((repository) => `${repository}/${name}/${version}/${id}.tar.gz`)
    .filter((path) => cache.stat(path)?.kind === 'file')
    .map((path) => ({ root: 'cache:cabal', path, inside: `${id}/`, format: 'tar.gz' }) as const);
}

async function declared(files: PackageFiles, location: PackageLocation): Promise<DeclaredMetadata | undefined> {
  const path = (await files.list()).find((name) => !name.includes('/') && name.endsWith('.cabal'));
  const text = path === undefined ? undefined : await files.text(path);
  if (path === undefined || text === undefined) return undefined;
  const { name, version, license, licenseLine } = readCabalFile(text);
  return {
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    licenses: manifestLicense(license, {
      root: location.root,
      path: `${location.path}!/${location.inside ?? ''}${path}`,
      line: licenseLine,
    }),
  };
}
