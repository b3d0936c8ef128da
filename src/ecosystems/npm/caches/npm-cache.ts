import { createHash } from 'node:crypto';
import type { Component, Hash } from '../../../domain/component.ts';
import { DEFAULT_NPM_REGISTRY_HOSTS } from '../../../domain/default-registries.ts';
import type { PackageLocation } from '../../../domain/read-result.ts';
import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import { readableText } from '../../formats/readable-text.ts';
import { textField } from '../../formats/values.ts';
import { readIntegrity } from '../integrity.ts';

/**
 * Archives in npm's cache (cacache): `_cacache/content-v2/sha512/ab/cd/…` is named by the hash of what it holds. The lockfile's
 * hash leads there; without one, the index does by the address of the archive.
 */
export function inNpmCache(cache: ReadOnlyFs, component: Component): readonly PackageLocation[] {
  const hashes = component.hashes.length > 0 ? component.hashes : hashesByAddress(cache, component);
  return hashes
    .map(contentPath)
    .filter((path) => path !== undefined && cache.stat(path)?.kind === 'file')
    .map((path) => ({
      root: 'cache:npm',
      path: path ?? '',
      inside: '*',
      format: 'tar.gz',
      check: { kind: 'archive', path: path ?? '' },
    }));
}

const FOLDER: Readonly<Record<string, string>> = {
  'SHA-512': 'sha512',
  'SHA-384': 'sha384',
  'SHA-256': 'sha256',
  'SHA-1': 'sha1',
};

function contentPath({ algorithm, value }: Hash): string | undefined {
  const folder = FOLDER[algorithm];
  return folder === undefined ? undefined : `_cacache/content-v2/${folder}/${bucket(value)}`;
}

function bucket(hex: string): string {
  return `${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex.slice(4)}`;
}

function hashesByAddress(cache: ReadOnlyFs, { name, version, origins, purl }: Component): readonly Hash[] {
  if (version === undefined) return [];
  const base = name.slice(name.indexOf('/') + 1);
  const isPublic = purl !== undefined && !purl.includes('?');
  const addresses = [
    ...origins.flatMap((origin) => (origin.kind === 'download' ? [origin.url] : [])),
    ...(isPublic ? DEFAULT_NPM_REGISTRY_HOSTS.map((host) => `https://${host}/${name}/-/${base}-${version}.tgz`) : []),
  ];
  return addresses.flatMap((address) => hashesOf(cache, `make-fetch-happen:request-cache:${address}`)).slice(0, 1);
}

// Each line is a digest of an entry, a tab, and the entry; the last one with the key counts, `integrity: null` means removed.
function hashesOf(cache: ReadOnlyFs, key: string): readonly Hash[] {
  const path = `_cacache/index-v5/${bucket(createHash('sha256').update(key).digest('hex'))}`;
  for (const line of (readableText(cache, path) ?? '').split('\n').toReversed()) {
    const entry = parse(line.slice(line.indexOf('\t') + 1));
    if (textField(entry, 'key') === key) return readIntegrity(textField(entry, 'integrity') ?? '').hashes;
  }
  return [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // an entry that was cut off: cacache leaves it out too
  }
}
