import { parse } from 'smol-toml';
import type { Component } from '../../domain/component.ts';
import { purlParts } from '../../domain/purl.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import type { DeclaredMetadata, Ecosystem, LocateContext, PackageFiles } from '../ecosystem.ts';
import { textField } from '../formats/values.ts';
import { juliaManifestReader } from './manifest-toml.ts';
import { juliaProjectReader } from './read-project.ts';

/** Julia packages, locked in Manifest.toml. */
export const julia: Ecosystem = {
  id: 'julia',
  title: 'Pkg (Julia)',
  purlTypes: ['julia'],
  readers: [juliaManifestReader, juliaProjectReader],
  capabilities: { graph: 'full', scopes: false, hashes: false, origins: true, workspaces: true, licenses: ['cache'] },
  licensing: { locate, declared },
};

// `packages/<name>/<slug>/`: the slug is a hash of uuid and tree, so each is looked at and its version compared.
function locate({ purl }: Component, { caches, installed }: LocateContext): readonly PackageLocation[] {
  const cache = caches.get('julia');
  if (cache === undefined || purl === undefined) return installed;
  const { name } = purlParts(purl);
  const cached = cache.list(name).map((slug) => ({ root: 'cache:julia', path: `${name}/${slug}`, format: 'directory' }) as const);
  return [...installed, ...cached];
}

// A package states its license in a file only.
async function declared(files: PackageFiles): Promise<DeclaredMetadata | undefined> {
  const text = await files.text('Project.toml');
  if (text === undefined) return undefined;
  try {
    const root = parse(text, { integersAsBigInt: 'asNeeded' });
    const [name, version] = [textField(root, 'name'), textField(root, 'version')];
    return { ...(name !== undefined && { name }), ...(version !== undefined && { version }), licenses: [] };
  } catch {
    return undefined; // no metadata at that place
  }
}
