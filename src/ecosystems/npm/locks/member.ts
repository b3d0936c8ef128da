import { baseName, joinPath } from '../../../domain/path.ts';
import type { FirstPartyPackage, LockedPackage } from '../../../domain/read-result.ts';
import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import { readManifestAt, type Manifest } from '../manifest.ts';

/** The package.json of a directory; `undefined` when there is none that can be read (its own reader says why). */
export function memberManifest(fs: ReadOnlyFs, directory: string): Manifest | undefined {
  const path = joinPath(directory, 'package.json');
  return path === undefined ? undefined : readManifestAt(path, fs)?.value;
}

export interface MemberFacts {
  readonly key: string;
  /** Directory below the scan root. */
  readonly path: string;
  readonly lockfile: string;
  readonly line?: number | undefined;
  /** When the manifest does not say. */
  readonly name?: string | undefined;
  readonly version?: string | undefined;
}

/** A package archive that lies in the repository is somebody's package, but no registry's: it is listed as a vendored project. */
export function archiveRole(path: string): Pick<FirstPartyPackage, 'role'> {
  return isArchive(path) ? { role: { role: 'vendored', reason: 'a package archive in the repository' } } : {};
}

/** True for `file:` targets that are archives, not directories. */
export function isArchive(path: string): boolean {
  return /\.(?:tgz|tar\.gz|tar)$/.test(path);
}

/** A first-party package: what its manifest says, completed by what the lockfile says. */
export function toMember(facts: MemberFacts, manifest: Manifest | undefined): FirstPartyPackage {
  const version = manifest?.version ?? facts.version;
  return {
    kind: 'first-party',
    key: facts.key,
    path: facts.path,
    name: manifest?.name ?? facts.name ?? (facts.path === '' ? '.' : baseName(facts.path)),
    ...(version !== undefined && { version }),
    ...(manifest?.description !== undefined && { description: manifest.description }),
    ...(manifest?.private !== undefined && { private: manifest.private }),
    ...(manifest !== undefined && { manifest: manifest.path }),
    lockfile: facts.lockfile,
    occurrences: [{ path: facts.lockfile, ...(facts.line !== undefined && { line: facts.line }) }],
    licenses: manifest?.licenses ?? [],
    ...archiveRole(facts.path),
  };
}

/**
 * Manifests that a lockfile explains: those of projects whose dependencies it holds. A linked directory is known to it by
 * place alone, so what its manifest asks for is not locked there.
 */
export function explainedManifests(packages: readonly LockedPackage[], isLink: (key: string) => boolean): string[] {
  return packages.flatMap((item) =>
    item.kind === 'first-party' && item.manifest !== undefined && !isLink(item.key) ? [item.manifest] : [],
  );
}
