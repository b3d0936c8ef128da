import { joinPath } from '../../../domain/path.ts';
import type { LockedPackage } from '../../../domain/read-result.ts';
import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import { textField, type UnknownRecord } from '../../formats/values.ts';
import { directories, platformsOf, toLockedPackage } from '../locks/locked-package.ts';
import { memberManifest, toMember } from '../locks/member.ts';
import { gitSource } from '../locks/source-url.ts';
import { registryVersion } from '../npm-purl.ts';
import { keySegments, type BunEntry } from './entry.ts';

export interface BunPlace {
  readonly path: string;
  readonly directory: string;
  readonly fs: ReadOnlyFs;
  /** `patchedDependencies`: patch file by `name@version`. */
  readonly patched: UnknownRecord | undefined;
}

/** An entry as a package. Git and tarball entries hold no version, so theirs stays open. */
export function toBunPackage(entry: BunEntry, line: number | undefined, place: BunPlace): LockedPackage | undefined {
  const { key, name, address, meta } = entry;
  if (entry.kind === 'local') {
    const path = joinPath(place.directory, address.replace(/^(?:file|link):/, '')) ?? place.directory;
    return toMember({ key, path, lockfile: place.path, line, name }, memberManifest(place.fs, path));
  }
  const segments = keySegments(key);
  const patch = textField(place.patched, `${name}@${address}`);
  const patchPath = patch === undefined ? undefined : joinPath(place.directory, patch);
  return toLockedPackage({
    key,
    name,
    version: entry.kind === 'npm' ? address : registryVersion(address),
    resolved: entry.kind === 'npm' ? entry.tarball : (gitSource(address) ?? address),
    integrity: entry.integrity,
    lockfile: place.path,
    line,
    alias: segments.at(-1),
    platforms: platformsOf({ os: meta['os'], cpu: meta['cpu'], libc: meta['libc'] }),
    patches: patchPath === undefined ? [] : [patchPath],
    bundledIn: meta['bundled'] === true && segments.length > 1 ? segments.slice(0, -1).join('/') : undefined,
    installed: directories(
      joinPath(place.directory, 'node_modules', segments.join('/node_modules/')),
      joinPath(place.directory, 'node_modules/.bun', `${name.replace('/', '+')}@${address}`, 'node_modules', name),
    ),
  });
}
