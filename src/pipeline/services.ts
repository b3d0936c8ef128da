import type { Component, ComponentId } from '../domain/component.ts';
import type { Diagnostic } from '../domain/diagnostic.ts';
import type { RawLicense } from '../domain/license.ts';
import type { PackageLocation } from '../domain/read-result.ts';
import type { ReadOnlyCaches, ReadOnlyFs } from '../domain/read-only-fs.ts';
import type { LicenseFacts } from '../licenses/license-components.ts';
import type { LicenseAliases } from '../licenses/license-aliases.ts';
import type { PackageFilesOpener } from '../licenses/package-files.ts';
import type { PackageTexts } from '../licenses/package-texts.ts';
import type { TextIdentifier } from '../licenses/text-identifier.ts';
import type { CacheUse } from '../domain/snapshot.ts';

/** A directory opened for scanning; made by `io/`, or in memory by tests. */
export interface OpenedTree {
  readonly fs: ReadOnlyFs;
  /** Files that are not ignored, relative to the root, sorted by code unit. */
  readonly paths: readonly string[];
  readonly git?: GitFacts;
  /** Those of `paths` that git does not track. */
  readonly untracked?: ReadonlySet<string>;
  /** Directories that hold another repository, sorted; their files are in `paths`. */
  readonly embedded?: readonly EmbeddedTree[];
  /** Paths of files that are not UTF-8 and so cannot be opened, with replacement characters. */
  readonly unnameable?: readonly string[];
  /** What went wrong while listing (unreadable directories). */
  readonly diagnostics: readonly Diagnostic[];
  /** Last path segment of the directory: a name of last resort. */
  readonly directoryName: string;
}

export interface EmbeddedTree {
  readonly path: string;
  readonly kind: 'submodule' | 'repository';
}

export interface GitFacts {
  readonly commit?: string;
  /** ISO 8601, UTC. */
  readonly commitTime?: string;
  /** A tracked file differs from the commit. */
  readonly dirty: boolean;
  /** URL of `origin` without credentials. */
  readonly originUrl?: string;
}

/** Caches that count what was read from them. */
export interface CountingCaches extends ReadOnlyCaches {
  used(): readonly CacheUse[];
}

export interface Progress {
  stage(name: string, total?: number): void;
  tick(): void;
}

/** Registries that are asked about what nothing else says: only with `--online`, and made by `io/online`. */
export interface OnlineLookup {
  /** Asks about components that may be asked about; `answers` has those of which something was learned. */
  ask(components: readonly Component[], options: OnlineOptions): Promise<OnlineAnswers>;
  /** What was downloaded, by the root of a location: `registry:cargo`. */
  files(root: string): ReadOnlyFs | undefined;
}

export interface OnlineOptions {
  /** The first answers were not understood: now the files of the packages are wanted. */
  readonly files: boolean;
  readonly onAnswer: () => void;
}

export interface OnlineAnswers {
  readonly answers: ReadonlyMap<ComponentId, OnlineAnswer>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface OnlineAnswer {
  readonly claims: readonly RawLicense[];
  /** Archives of the package, checked like those of a local cache. */
  readonly places: readonly PackageLocation[];
}

export interface ScanServices {
  open(path: string): Promise<OpenedTree>;
  readonly caches: CountingCaches;
  openPackageFiles(fs: ReadOnlyFs, caches: ReadOnlyCaches): PackageFilesOpener;
  /** Called when licenses are resolved, so that a command that needs none loads none. */
  licenseAliases(): LicenseAliases;
  /** Absent: license texts are not identified. */
  textIdentifier?(): TextIdentifier;
  /** Gets the license, notice and authors files of the components whose files are at hand. */
  onPackageTexts?(component: ComponentId, texts: PackageTexts): void;
  /** Gets all that was found of the license of each component. */
  onLicenseFacts?(component: ComponentId, facts: LicenseFacts): void;
  /** Absent: nobody is asked. */
  readonly online?: OnlineLookup;
  /** SOURCE_DATE_EPOCH as ISO time, when set. */
  readonly sourceDate?: string;
  readonly progress: Progress;
}
