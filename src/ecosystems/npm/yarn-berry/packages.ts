import { joinPath } from '../../../domain/path.ts';
import type { LockedPackage, PackageLocation } from '../../../domain/read-result.ts';
import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import { textField } from '../../formats/values.ts';
import type { Manifest } from '../manifest.ts';
import { splitDescriptor } from '../locks/descriptor.ts';
import { toLockedPackage } from '../locks/locked-package.ts';
import { memberManifest, toMember } from '../locks/member.ts';
import { gitSource } from '../locks/source-url.ts';
import { parseLocator, type Source } from './locator.ts';

/** One entry of a berry lockfile. */
export interface BerryEntry {
  /** The resolution: unique in the file. */
  readonly key: string;
  readonly descriptors: readonly string[];
  readonly line: number | undefined;
  readonly value: unknown;
  readonly source: Source;
}

export interface BerryPlace {
  readonly path: string;
  readonly directory: string;
  readonly fs: ReadOnlyFs;
  readonly installed: (locator: string, checksum?: string) => readonly PackageLocation[];
}

export function toEntry(key: string, value: unknown, line: number | undefined): BerryEntry | undefined {
  const resolution = textField(value, 'resolution');
  if (resolution === undefined) return undefined;
  return { key: resolution, descriptors: key.trim().split(/\s*,\s*/), line, value, source: parseLocator(resolution) };
}

/** The directory of a workspace member. */
export function workspacePath(entry: BerryEntry, directory: string): string | undefined {
  return entry.source.kind === 'workspace' ? joinPath(directory, entry.source.path) : undefined;
}

/** An entry as a package. `checksum` is the hash of yarn's own zip, not of the package, so it is no hash of the component. */
export function toBerryPackage(entry: BerryEntry, place: BerryPlace, manifest: Manifest | undefined): LockedPackage | undefined {
  const version = textField(entry.value, 'version');
  const { source, patches } = unpatched(entry.source);
  if (source.kind === 'workspace' || source.kind === 'local') {
    const local = source.kind === 'workspace' ? source.path : joinLocal(source.base, source.path);
    const path = joinPath(place.directory, local) ?? place.directory;
    return toMember(
      { key: entry.key, path, lockfile: place.path, line: entry.line, name: source.name, version: realVersion(version) },
      manifest ?? memberManifest(place.fs, path),
    );
  }
  const alias = entry.descriptors.map((descriptor) => splitDescriptor(descriptor).name).find((name) => name !== source.name);
  return toLockedPackage({
    key: entry.key,
    name: source.name,
    version,
    resolved: source.kind === 'remote' ? (gitSource(source.address) ?? source.address) : source.archiveUrl,
    lockfile: place.path,
    line: entry.line,
    alias,
    patches: patches.flatMap((patch) => joinPath(place.directory, patch) ?? []),
    platforms: (textField(entry.value, 'conditions') ?? '').match(/(?:os|cpu|libc)=[^\s&|()]+/g) ?? [],
    installed: place.installed(entry.key, textField(entry.value, 'checksum')),
  });
}

function unpatched(source: Source): { source: Exclude<Source, { kind: 'patch' }>; patches: readonly string[] } {
  if (source.kind !== 'patch') return { source, patches: [] };
  const inner = unpatched(source.of);
  return { source: inner.source, patches: [...inner.patches, ...source.patches] };
}

function joinLocal(base: string, path: string): string {
  return path.startsWith('~/') ? path.slice(2) : `${base}/${path}`;
}

// members and links carry a placeholder
function realVersion(version: string | undefined): string | undefined {
  return version === '0.0.0-use.local' ? undefined : version;
}
