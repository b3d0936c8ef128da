import { parse } from 'smol-toml';
import type { Component } from '../../domain/component.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import { purlParts } from '../../domain/purl.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { DeclaredMetadata, LocateContext, PackageFiles, PackageLicensing } from '../ecosystem.ts';
import { recordField, textField, type UnknownRecord } from '../formats/values.ts';
import { DEFAULT_CARGO_REGISTRIES } from '../../domain/default-registries.ts';
import { declarationLines } from './declaration-lines.ts';
import { readableText } from '../formats/readable-text.ts';
import { manifestLicense } from '../formats/manifest-license.ts';

/** Vendored copies first, then Cargo's own caches below CARGO_HOME (or its `registry`, when that is named). */
export const cargoLicensing: PackageLicensing = { locate, declared };

function locate(component: Component, context: LocateContext): readonly PackageLocation[] {
  const cache = context.caches.get('cargo');
  if (cache === undefined || component.purl === undefined || component.version === undefined) return context.installed;
  const { vcs_url: vcsUrl, repository_url: index } = purlParts(component.purl).qualifiers ?? {};
  if (vcsUrl !== undefined) return [...context.installed, ...inCheckouts(cache, component.name, vcsUrl)];
  return [...context.installed, ...inRegistryCache(cache, `${component.name}-${component.version}`, index)];
}

// Cargo checks `registry/cache/<host>-<hash>/<name>-<version>.crate` against the lockfile and unpacks it to
// `registry/src/<host>-<hash>/<name>-<version>/`. The archive can be checked again, so it is read first.
function inRegistryCache(cache: ReadOnlyFs, folder: string, index: string | undefined): PackageLocation[] {
  const hosts = new Set((index === undefined ? DEFAULT_CARGO_REGISTRIES : [index]).map(hostOf));
  const top = cache.stat('registry')?.kind === 'directory' ? 'registry/' : '';
  const registries = (kind: string): string[] =>
    cache
      .list(`${top}${kind}`)
      .filter((name) => hosts.has(name.replace(/-[0-9a-f]{16}$/, '')))
      .map((name) => `${top}${kind}/${name}`);
  const archives = registries('cache')
    .map((registry) => `${registry}/${folder}.crate`)
    .filter((path) => cache.stat(path)?.kind === 'file')
    .map(
      (path) =>
        ({ root: 'cache:cargo', path, inside: `${folder}/`, format: 'tar.gz', check: { kind: 'archive', path } }) as const,
    );
  const unpacked = registries('src')
    .map((registry) => `${registry}/${folder}`)
    .filter((path) => cache.stat(path)?.kind === 'directory')
    .map((path) => ({ root: 'cache:cargo', path, format: 'directory' }) as const);
  return [...archives, ...unpacked];
}

// `git/checkouts/<repository>-<hash>/<short revision>/`; the crate is at its top or in a folder of the repository.
function inCheckouts(cache: ReadOnlyFs, name: string, vcsUrl: string): PackageLocation[] {
  const [, url = '', revision = ''] = /^git\+(.*?)(?:@([0-9a-f]{7,40}))?$/.exec(vcsUrl) ?? [];
  if (revision === '') return [];
  const repository = /([^/:]+?)(?:\.git)?\/?$/.exec(url)?.[1] ?? '';
  return cache
    .list('git/checkouts')
    .filter((folder) => folder.replace(/-[0-9a-f]{16}$/, '') === repository)
    .flatMap((folder) => cache.list(`git/checkouts/${folder}`).map((short) => ({ folder, short })))
    .filter(({ short }) => short.length >= 7 && revision.startsWith(short))
    .flatMap(({ folder, short }) => findCrate(cache, `git/checkouts/${folder}/${short}`, name))
    .map((path) => ({ root: 'cache:cargo', path, format: 'directory' }) as const);
}

const SEARCH_DEPTH = 4;
const SEARCH_LIMIT = 2000;

// Breadth first and bounded: a checkout is somebody else's tree.
function findCrate(cache: ReadOnlyFs, top: string, name: string): string[] {
  const queue = [{ path: top, depth: 0 }];
  for (const [visited, { path, depth }] of queue.entries()) {
    if (visited > SEARCH_LIMIT) return [];
    if (nameOf(readableText(cache, `${path}/Cargo.toml`)) === name) return [path];
    if (depth === SEARCH_DEPTH) continue;
    for (const entry of cache.list(path)) {
      if (entry.startsWith('.') || entry === 'target') continue;
      const next = `${path}/${entry}`;
      if (cache.stat(next)?.kind === 'directory') queue.push({ path: next, depth: depth + 1 });
    }
  }
  return [];
}

async function declared(files: PackageFiles, location: PackageLocation): Promise<DeclaredMetadata | undefined> {
  const text = await files.text('Cargo.toml');
  const own = text === undefined ? undefined : packageTable(text);
  if (text === undefined || own === undefined) return undefined;
  const [name, version, license] = [textField(own, 'name'), textField(own, 'version'), textField(own, 'license')];
  const line = declarationLines(text).get('package.license');
  const path =
    location.format === 'directory' ? `${location.path}/Cargo.toml` : `${location.path}!/${location.inside ?? ''}Cargo.toml`;
  return {
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    // With `license-file` alone there is no expression: the file is found among the package's texts.
    licenses: manifestLicense(license, { root: location.root, path, line }),
  };
}

function packageTable(text: string): UnknownRecord | undefined {
  try {
    const root = parse(text, { integersAsBigInt: 'asNeeded' });
    return recordField(root, 'package') ?? recordField(root, 'project');
  } catch {
    return undefined; // no metadata at that place, and other places are tried
  }
}

function nameOf(manifest: string | undefined): string | undefined {
  return manifest === undefined ? undefined : textField(packageTable(manifest), 'name');
}

function hostOf(url: string): string {
  return /^(?:[a-z+]+:\/\/)?(?:[^/@]*@)?([^/:]+)/.exec(url)?.[1] ?? '';
}
