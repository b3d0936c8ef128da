import type { Hash } from '../../../domain/component.ts';
import { joinPath } from '../../../domain/path.ts';
import type { LockedPackage } from '../../../domain/read-result.ts';
import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import { aliasedName, splitDescriptor } from '../locks/descriptor.ts';
import { toLockedPackage } from '../locks/locked-package.ts';
import { memberManifest, toMember } from '../locks/member.ts';
import { gitSource } from '../locks/source-url.ts';
import type { ClassicEntry } from './parse.ts';

export interface ClassicPlace {
  readonly path: string;
  readonly directory: string;
  readonly fs: ReadOnlyFs;
}

/** The key of an entry: all its patterns, as they stand in the file. */
export function keyOfEntry(entry: ClassicEntry): string {
  return entry.patterns.join(', ');
}

/** An entry as a package of a registry, of git or a URL, or as a directory or archive of this repository. */
export function toClassicPackage(entry: ClassicEntry, place: ClassicPlace): LockedPackage | undefined {
  const { name: installedAs, range } = splitDescriptor(entry.patterns[0] ?? '');
  const name = entry.fields.get('name') ?? aliasedName(range) ?? installedAs;
  const version = entry.fields.get('version');
  const resolved = entry.fields.get('resolved');
  const key = keyOfEntry(entry);
  const local = localPath(range, resolved);
  if (local !== undefined) {
    const path = joinPath(place.directory, local) ?? place.directory;
    const manifest = memberManifest(place.fs, path);
    return toMember({ key, path, lockfile: place.path, line: entry.line, name, version }, manifest);
  }
  return toLockedPackage({
    key,
    name,
    version,
    resolved: sourceOf(resolved),
    integrity: entry.fields.get('integrity'),
    hashes: fragmentHash(resolved),
    lockfile: place.path,
    line: entry.line,
    alias: installedAs,
  });
}

/** Ranges that name a place on disk; `file:` archives keep it in `resolved`, relative to the lockfile. */
export function localPath(range: string, resolved?: string): string | undefined {
  if (resolved?.startsWith('file:') === true) return resolved.slice('file:'.length).split('#')[0] ?? '';
  const address = /^(?:file|link|portal):(.*)$/.exec(range)?.[1];
  if (address !== undefined) return address;
  return /^\.{0,2}\//.test(range) ? range : undefined;
}

function sourceOf(resolved: string | undefined): string | undefined {
  if (resolved === undefined) return undefined;
  return gitSource(resolved) ?? (/^https?:\/\//.test(resolved) ? resolved.split('#')[0] : undefined);
}

// yarn appends the sha1 of the tarball to its URL; after a git URL the same place holds the commit
function fragmentHash(resolved: string | undefined): Hash[] {
  if (resolved === undefined || gitSource(resolved) !== undefined) return [];
  const value = /#([0-9a-f]{40})$/.exec(resolved)?.[1];
  return value === undefined ? [] : [{ algorithm: 'SHA-1', value }];
}
