import type { Component } from '../domain/component.ts';
import type { Diagnostic } from '../domain/diagnostic.ts';
import type { RawLicense } from '../domain/license.ts';
import type { PackageLocation, ReadResult } from '../domain/read-result.ts';
import type { ReadOnlyCaches, ReadOnlyFs } from '../domain/read-only-fs.ts';
import type { StatedSbom } from '../domain/stated-sbom.ts';

/** Everything licet knows of one package manager family. One value of this type per ecosystem, in one file or folder. */
export interface Ecosystem {
  /** `npm`, `cargo`, `golang`: also the name of its fixture folder. */
  readonly id: string;
  readonly title: string;
  readonly purlTypes: readonly string[];
  readonly readers: readonly Reader[];
  /** What the readers really give; `licet ecosystems` prints it and the conformance test proves it. */
  readonly capabilities: Capabilities;
  /** Dependency files that are seen and counted, and that no reader reads. */
  readonly unsupported?: readonly UnsupportedFile[];
  /** Picks one among lockfiles of several package managers in one directory. Absent: all are read. */
  readonly chooseLockfile?: (candidates: readonly LockfileCandidate[], fs: ReadOnlyFs) => LockfileChoice;
  /** Where the files of a package may be on this machine, and what its metadata says about its license. */
  readonly licensing?: PackageLicensing;
}

export interface Capabilities {
  /** `full`: all edges; `direct`: only what projects name; `none`. */
  readonly graph: 'full' | 'direct' | 'none';
  /** Development and production are told apart. */
  readonly scopes: boolean;
  readonly hashes: boolean;
  readonly origins: boolean;
  readonly workspaces: boolean;
  /** Where licenses come from, offline. */
  readonly licenses: readonly ('lockfile' | 'manifest' | 'installed' | 'cache')[];
}

export interface UnsupportedFile {
  /** Glob over the path below the scan root, as in `Reader.claims`. */
  readonly claim: string;
  readonly reason: string;
  readonly hint?: string;
}

export interface LockfileCandidate {
  readonly reader: string;
  readonly path: string;
}

export interface LockfileChoice {
  readonly chosen: string;
  readonly reason: string;
}

/** Reads one file format. Pure: all it sees is in the group. */
export interface Reader {
  /** `npm-package-lock`: unique over all ecosystems. */
  readonly id: string;
  /** Counted up when its output changes for the same input: part of the scanner's digest. */
  readonly version: number;
  readonly kind: 'lockfile' | 'manifest' | 'installed';
  /**
   * Globs over the path below the scan root. Without `/` the glob is for the file name in any directory
   * (`Cargo.lock`, `requirements*.txt`); with `/` it may be preceded by any directories (`.github/workflows/*.yml`).
   */
  readonly claims: readonly string[];
  /** The same in words that people read, where the globs are many; tables show it instead of them. */
  readonly shows?: string;
  /** Ids of readers whose files in the same directory say less than this one's: they become `superseded`. */
  readonly supersedes?: readonly string[];
  /** What one call gets: one file; all claimed files of one directory; or of the whole tree (a Maven reactor). */
  readonly group: 'file' | 'directory' | 'tree';
  /** The claims are wide: a file counts as seen only where it turns out to hold something. */
  readonly speculative?: true;
  /** The pipeline decodes the file as an SBOM and hands that over (`ReadGroup.sbom`). */
  readonly wants?: 'sbom';
  /**
   * Directory of the project that a file belongs to, when it is not the file's own: `vendor/composer/installed.json` tells
   * what the project above `vendor` has installed. Its role decides, not that of the vendor folder.
   */
  readonly projectOf?: (path: string) => string;
  /** Never throws for bad input: what is wrong becomes a diagnostic. `FileProblem`s of `fs` may pass through. */
  read(group: ReadGroup): ReadResult;
}

export interface ReadGroup {
  /** Directory of the group below the scan root, `''` for the root. */
  readonly root: string;
  readonly files: readonly ClaimedFile[];
  /** The whole tree: sibling manifests, installed packages. */
  readonly fs: ReadOnlyFs;
  /** Every file discovered (not ignored, not below node_modules and the like), sorted. */
  readonly paths: readonly string[];
  /** Manifests that an earlier lockfile already explained; only set for `kind: 'manifest'`. */
  readonly covered: ReadonlySet<string>;
  readonly caches: ReadOnlyCaches;
  /** Only for readers that want it. */
  readonly sbom?: StatedSbom | { readonly problem: Diagnostic };
}

export interface ClaimedFile {
  readonly path: string;
  /** @throws FileProblem */
  text(): string;
  /** @throws FileProblem */
  bytes(): Uint8Array;
}

export interface PackageLicensing {
  /** Places to look, best first. Only places of this very version; the metadata there is checked against it. */
  locate(component: Component, context: LocateContext): readonly PackageLocation[];
  /** What the package's own metadata says; `undefined` when there is none at that place. */
  declared(files: PackageFiles, location: PackageLocation): Promise<DeclaredMetadata | undefined>;
}

export interface LocateContext {
  readonly fs: ReadOnlyFs;
  readonly caches: ReadOnlyCaches;
  /** Locations that the readers gave for this component. */
  readonly installed: readonly PackageLocation[];
}

/** The files of one package at one place; paths are relative to the package. */
export interface PackageFiles {
  list(): Promise<readonly string[]>;
  text(path: string): Promise<string | undefined>;
  bytes(path: string): Promise<Uint8Array | undefined>;
}

export interface DeclaredMetadata {
  /** As written in the metadata, to be compared with the component; absent when the metadata has none. */
  readonly name?: string;
  readonly version?: string;
  readonly licenses: readonly RawLicense[];
}
