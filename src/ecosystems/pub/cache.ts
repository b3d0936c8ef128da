import { DEFAULT_PUB_HOSTS } from '../../domain/default-registries.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import type { Hash } from '../../domain/component.ts';
import { hexHash } from '../formats/hex-hash.ts';
import { readableText } from '../formats/readable-text.ts';
import { fileBeside } from '../formats/file-beside.ts';
import { hostOf } from './pub-purl.ts';
import { readPubspec, type PubSource } from './pubspec.ts';

/** Folders of a package in pub's cache: `hosted/<host>/<name>-<version>`, `git/<repository>-<commit>/<path>`. */
export function cachedFolders(
  cache: ReadOnlyFs | undefined,
  name: string,
  version: string,
  source: PubSource,
): PackageLocation[] {
  if (cache === undefined) return [];
  const hosts =
    source.kind === 'hosted' ? (source.url === undefined ? DEFAULT_PUB_HOSTS : [hostOf(source.url), ...DEFAULT_PUB_HOSTS]) : [];
  const hosted = hosts.map((host) => `hosted/${host}/${name}-${version}`);
  const repository = source.kind === 'git' ? (/([^/:]+?)(?:\.git)?\/?$/.exec(source.url)?.[1] ?? '') : '';
  const below = source.kind === 'git' && source.path !== undefined && source.path !== '.' ? `/${source.path}` : '';
  const checkout = source.kind === 'git' && source.ref !== undefined ? [`git/${repository}-${source.ref}${below}`] : [];
  return [...hosted, ...checkout]
    .filter((path) => cache.stat(path)?.kind === 'directory')
    .slice(0, 1)
    .map(
      (path) =>
        ({ root: 'cache:pub', path, format: 'directory', check: { kind: 'stated', hashes: archiveHash(cache, path) } }) as const,
    );
}

// Since Dart 2.19 pub writes the sha256 of the archive to `hosted-hashes/<host>/<name>-<version>.sha256`.
function archiveHash(cache: ReadOnlyFs, path: string): readonly Hash[] {
  if (!path.startsWith('hosted/')) return [];
  return hexHash('SHA-256', readableText(cache, `hosted-hashes/${path.slice('hosted/'.length)}.sha256`)?.trim());
}

/** Names that a cached package depends on; the lockfile does not have them. `undefined` when it is not in the cache. */
export function cachedDependencies(
  cache: ReadOnlyFs | undefined,
  folders: readonly PackageLocation[],
): readonly string[] | undefined {
  const [folder] = folders;
  if (cache === undefined || folder === undefined) return undefined;
  const file = fileBeside(`${folder.path}/pubspec.yaml`, cache)?.value;
  const pubspec = file === undefined ? undefined : readPubspec(file).value;
  return pubspec?.dependencies.filter(({ map }) => map === 'dependencies').map(({ name }) => name);
}
