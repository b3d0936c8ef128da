import type { CopyrightEvidence } from './copyright.ts';
import type { LicenseConclusion, LicenseEvidence } from './license.ts';
import type { Purl } from './purl.ts';
import type { Scope } from './scope.ts';

/** The canonical purl of a third-party component, the project id of a first-party one. */
export type ComponentId = string;

/** CycloneDX component types that licet produces. */
export type ComponentType =
  | 'library'
  | 'application'
  | 'framework'
  | 'container'
  | 'device'
  | 'firmware'
  | 'file'
  | 'data'
  | 'machine-learning-model';

export const HASH_ALGORITHMS = [
  'MD5',
  'SHA-1',
  'SHA-256',
  'SHA-384',
  'SHA-512',
  'SHA3-256',
  'SHA3-512',
  'BLAKE2b-256',
  'BLAKE3',
] as const;

export interface Hash {
  readonly algorithm: (typeof HASH_ALGORITHMS)[number];
  /** Lower-case hex. */
  readonly value: string;
}

/** Where the bytes come from. `vcs` URLs carry the revision apart. */
export type Origin =
  | { readonly kind: 'download'; readonly url: string }
  | { readonly kind: 'vcs'; readonly url: string; readonly revision?: string };

export interface Occurrence {
  /** Relative to the scan root, with `/`. */
  readonly path: string;
  /** 1-based. */
  readonly line?: number;
}

/** One project's use of a component. */
export interface Use {
  /** Project id. */
  readonly project: string;
  readonly scopes: readonly Scope[];
  /** The project names the component itself. */
  readonly direct: boolean;
}

/**
 * `locked`: exact version from a lockfile. `installed`: exact version from an installed tree.
 * `declared`: a manifest asks for it and nothing says which version; `version` is then absent.
 */
export type Resolution = 'locked' | 'installed' | 'declared';

/** How a component was identified, when nothing locks it: a copy in the tree says only so much of what it is. */
export interface IdentityEvidence {
  /** 0 to 1. */
  readonly confidence: number;
  /** CycloneDX techniques. */
  readonly technique: 'manifest-analysis' | 'filename' | 'source-code-analysis';
  /** The file or folder it rests on. */
  readonly value: string;
}

export interface Component {
  readonly id: ComponentId;
  readonly firstParty: boolean;
  readonly type: ComponentType;
  readonly ecosystem: string;
  readonly resolution: Resolution;
  readonly purl?: Purl;
  /** As the ecosystem writes it: `@scope/name`, `group:artifact`, `vendor/package`, module path. */
  readonly name: string;
  readonly version?: string;
  readonly description?: string;
  readonly hashes: readonly Hash[];
  readonly origins: readonly Origin[];
  readonly uses: readonly Use[];
  readonly occurrences: readonly Occurrence[];
  /** Other names it is installed under (`npm:real@1` aliases). */
  readonly aliases?: readonly string[];
  /** Shipped inside this component's archive (npm `bundleDependencies`). */
  readonly bundledIn?: readonly ComponentId[];
  /** Patch files applied to it, relative to the scan root: it is not the registry's bytes any more. */
  readonly patches?: readonly string[];
  /** Only installed on some platforms: `os=linux`, `cpu=x64`, environment markers. */
  readonly platforms?: readonly string[];
  /** What the declaration asks for, when `resolution` is `declared`. */
  readonly requirements?: readonly string[];
  /** Facts of one ecosystem without a field of their own, by namespaced name (`licet:go:h1`). */
  readonly properties?: Readonly<Record<string, string>>;
  /** Absent: a lockfile, manifest or installed tree names it. */
  readonly identity?: IdentityEvidence;
  /** Statements in its files, in their order; absent when none was found or its files are not at hand. */
  readonly copyrights?: readonly CopyrightEvidence[];
  readonly licenseEvidence: readonly LicenseEvidence[];
  readonly declared: LicenseConclusion;
  readonly detected: LicenseConclusion;
  readonly concluded: LicenseConclusion;
}

export interface Edge {
  readonly from: ComponentId;
  readonly to: ComponentId;
  readonly scope: Scope;
  readonly requirement?: string;
  /** Files that state it, so that a path for one project never mixes two lockfiles. */
  readonly sources: readonly string[];
}
