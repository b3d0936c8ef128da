import type { ComponentType, Hash, IdentityEvidence, Occurrence, Origin, Resolution } from './component.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { RawLicense } from './license.ts';
import type { ProjectRole } from './project.ts';
import type { Purl } from './purl.ts';
import type { Scope } from './scope.ts';

/** What one reader found in one group of files. */
export interface ReadResult {
  readonly packages: readonly LockedPackage[];
  readonly edges: readonly LockedEdge[];
  readonly diagnostics: readonly Diagnostic[];
  /** Manifests whose dependencies this result gives with exact versions. */
  readonly covers?: readonly string[];
  /** Files that were read and are out of date, with the reason. */
  readonly stale?: readonly { readonly path: string; readonly reason: string }[];
}

export type LockedPackage = FirstPartyPackage | ThirdPartyPackage;

/** A project of the repository itself: the root, a workspace member, a path dependency. It never gets a registry purl. */
export interface FirstPartyPackage {
  readonly kind: 'first-party';
  /** Unique among the packages of one result: install path or lock key. */
  readonly key: string;
  /** Directory below the scan root, `''` for the root. */
  readonly path: string;
  readonly name: string;
  readonly version?: string;
  readonly description?: string;
  readonly private?: boolean;
  readonly manifest?: string;
  readonly lockfile?: string;
  readonly type?: ComponentType;
  readonly occurrences: readonly Occurrence[];
  readonly licenses: readonly RawLicense[];
  /** When the file itself says so (pnpm's environment document is tooling); else the path decides. */
  readonly role?: { readonly role: ProjectRole; readonly reason: string };
  /**
   * Key of another project, as whose dependency this project stands here: the edges from here hold for that one alone
   * (Maven resolves each module on its own), so nothing reached by them is a use of this project.
   */
  readonly seenFrom?: string;
}

export interface ThirdPartyPackage {
  readonly kind: 'third-party';
  readonly key: string;
  readonly purl: Purl;
  /** How sure the identity is, when nothing locks or installs it. */
  readonly identity?: IdentityEvidence;
  /** Name as the ecosystem writes it, when the purl does not give it back (`@scope/name` does). */
  readonly name?: string;
  readonly type?: ComponentType;
  readonly resolution: Resolution;
  readonly description?: string;
  readonly occurrences: readonly Occurrence[];
  readonly hashes?: readonly Hash[];
  readonly origins?: readonly Origin[];
  readonly licenses?: readonly RawLicense[];
  /** Where this very version is when it is installed in the tree. */
  readonly installed?: readonly PackageLocation[];
  readonly alias?: string;
  /** Key of the package whose archive ships it. */
  readonly bundledIn?: string;
  readonly patches?: readonly string[];
  readonly platforms?: readonly string[];
  readonly requirement?: string;
  readonly properties?: Readonly<Record<string, string>>;
  /** How a project (by key) uses it, as the file itself says. */
  readonly stated?: StatedUse;
}

export interface StatedUse {
  readonly project: string;
  readonly scopes: readonly Scope[];
  /**
   * The outcome of a resolution, which edges alone do not give (Maven manages scopes): counts instead of them. Without it
   * the statement counts only when no edges lead there from any project.
   */
  readonly resolved?: true;
}

/** `from` and `to` are keys of packages in the same result. */
export interface LockedEdge {
  readonly from: string;
  readonly to: string;
  readonly scope: Scope;
  readonly requirement?: string;
}

/** A place where the files of one package can be: a directory, or a folder inside an archive. */
export interface PackageLocation {
  readonly root: 'tree' | `cache:${string}` | `registry:${string}`;
  /** Directory or archive below that root. */
  readonly path: string;
  /** Folder inside the archive, when `path` is one (`node_modules/react/` in a yarn cache zip). */
  readonly inside?: string;
  readonly format: PackageFormat;
  /** How the entry of a cache is held against the lockfile; without it the entry counts as not checked. */
  readonly check?: LocationCheck;
  /** When a registry gave it, ISO 8601 in UTC. */
  readonly time?: string;
}

/** `pnpm-index`: a file of pnpm's store that lists where the files of one package are in that store. */
export type PackageFormat = 'directory' | 'zip' | 'tar.gz' | 'pnpm-index';

export type LocationCheck =
  /** The file at `path` is the published archive. `hashes`: what the lockfile says of it, when that is not a hash of the component. */
  | { readonly kind: 'archive'; readonly path: string; readonly hashes?: readonly Hash[] }
  /** The cache states the hash of the archive that it unpacked. */
  | { readonly kind: 'stated'; readonly hashes: readonly Hash[] }
  /** A Go module: `h1:` over all its files, whose names begin with `prefix`. */
  | { readonly kind: 'go-sum'; readonly prefix: string; readonly sum: string };

/** An empty result that says why. */
export function unreadable(...diagnostics: readonly Diagnostic[]): ReadResult {
  return { packages: [], edges: [], diagnostics };
}
