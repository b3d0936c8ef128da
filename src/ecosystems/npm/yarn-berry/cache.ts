import { createHash } from 'node:crypto';
import { joinPath } from '../../../domain/path.ts';
import type { PackageLocation } from '../../../domain/read-result.ts';
import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import { splitDescriptor } from '../locks/descriptor.ts';

/**
 * Finds a locator's archive in yarn's global cache: `<slug>-<cache key>.zip`. The lockfile's `checksum` is `<cache key>/<sha512>`
 * of that zip (berry Cache.getVersionFilename, checksumFile).
 */
export function berryGlobalCache(
  cache: ReadOnlyFs | undefined,
): (locator: string, checksum?: string) => readonly PackageLocation[] {
  return (locator, checksum) => {
    const [, key, value] = /^([\w.-]+)\/([0-9a-f]{128})$/.exec(checksum ?? '') ?? [];
    if (cache === undefined || key === undefined || value === undefined) return [];
    const path = `${slugOf(locator)}-${key}.zip`;
    if (cache.stat(path)?.kind !== 'file') return [];
    const check = { kind: 'archive', path, hashes: [{ algorithm: 'SHA-512', value }] } as const;
    return [{ root: 'cache:yarn-berry', path, inside: `node_modules/${splitDescriptor(locator).name}/`, format: 'zip', check }];
  };
}

/** Finds a locator's archive in `.yarn/cache` and its folder in `.yarn/unplugged`; both are listed once. */
export function berryCache(fs: ReadOnlyFs, root: string): (locator: string) => readonly PackageLocation[] {
  const cache = joinPath(root, '.yarn/cache') ?? '';
  const unplugged = joinPath(root, '.yarn/unplugged') ?? '';
  // `<slug>-<checksum>.zip` (berry Cache.getLocatorPath)
  const zips = new Map(
    fs
      .list(cache)
      .filter((file) => file.endsWith('.zip'))
      .map((file) => [file.replace(/-[^-]+\.zip$/, ''), file] as const),
  );
  const folders = fs.list(unplugged);
  if (zips.size === 0 && folders.length === 0) return () => [];
  const known = new Set(folders);
  const virtual = virtualFolders(folders);
  return (locator) => {
    const { name } = splitDescriptor(locator);
    const slug = slugOf(locator);
    const zip = zips.get(slug);
    const inside = `node_modules/${name}`;
    return [
      ...(zip === undefined ? [] : [{ root: 'tree', path: `${cache}/${zip}`, inside: `${inside}/`, format: 'zip' } as const]),
      ...[...(known.has(slug) ? [slug] : []), ...(virtual.get(slugOfName(name)) ?? [])].map(
        (folder) => ({ root: 'tree', path: `${unplugged}/${folder}/${inside}`, format: 'directory' }) as const,
      ),
    ];
  };
}

/** `lodash-npm-4.17.21-6382451519`: berry structUtils.slugifyLocator, hashes of scope, name and reference. */
export function slugOf(locator: string): string {
  const { name, range } = splitDescriptor(locator);
  const slash = name.indexOf('/');
  const ident = slash === -1 ? sha512('', name) : sha512(name.slice(1, slash), name.slice(slash + 1));
  const protocol = /^([^#:]*):/.exec(range)?.[1] ?? 'exotic';
  const version = /^npm:(\d+\.\d+\.\d+[^:#&]*)/.exec(range)?.[1];
  const human = version === undefined ? protocol : `${protocol}-${version}`;
  return `${slugOfName(name)}-${human}-${sha512(ident, range).slice(0, 10)}`;
}

function slugOfName(name: string): string {
  return name.replace('/', '-');
}

function sha512(...parts: readonly string[]): string {
  const hash = createHash('sha512');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

// the hash of a virtual instance covers its peers, so only the name is compared here and the version later
function virtualFolders(folders: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const out = new Map<string, string[]>();
  for (const folder of folders) {
    const name = /^(.+)-virtual-[0-9a-f]+$/.exec(folder)?.[1];
    if (name === undefined) continue;
    const list = out.get(name);
    if (list === undefined) out.set(name, [folder]);
    else list.push(folder);
  }
  return out;
}
