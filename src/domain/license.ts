/**
 * A canonical SPDX license expression. Made only by `domain/spdx-expression.ts`:
 * ids in their official case, deprecated GNU ids rewritten, minimal parentheses.
 */
export type SpdxExpression = string & { readonly __brand: 'SpdxExpression' };

/** What a reader found written about a license, before anybody interprets it. */
export interface RawLicense {
  readonly method: LicenseMethod;
  /** Exactly what was written; for a list, its entries joined by `, `. */
  readonly raw: string;
  /** The entries, when the source is a list without an operator (`licenses: [...]`, several `<license>`). */
  readonly list?: readonly string[];
  /** Addresses that stand beside the entries, in their order: read where a name says too little. */
  readonly urls?: readonly (string | undefined)[];
  readonly location: LicenseLocation;
}

export type LicenseMethod =
  | 'lockfile-field' // the lockfile carries the license
  | 'manifest-field' // `license` of package.json, Cargo.toml, a POM, …
  | 'legacy-field' // `licenses: [{type}]` and other forms the ecosystem deprecated
  | 'classifier' // a trove classifier
  | 'spdx-tag' // `SPDX-License-Identifier:` in a file
  | 'reuse' // REUSE.toml, .license file, dep5
  | 'license-text' // a text identified as a license
  | 'license-header' // a notice in a source file
  | 'license-url' // only a URL that stands for a license
  | 'registry' // a registry's answer, recorded
  | 'sbom' // an SBOM says so
  | 'curation'; // a person's statement in the policy file

export interface LicenseLocation {
  /** Where the file lives: the scanned tree, or a local cache by name (`npm-cache`, `maven`), or a registry. */
  readonly root: 'tree' | `cache:${string}` | `registry:${string}`;
  /** Path below that root, with `/`; `archive.zip!/inner/path` inside an archive. */
  readonly path: string;
  readonly lines?: readonly [first: number, last: number];
  readonly bytes?: readonly [start: number, end: number];
  readonly sha256?: string;
  /** How the entry of a cache or registry was held against the lockfile; absent for the scanned tree, which is the input. */
  readonly integrity?: Integrity;
  /** When a registry gave this answer, ISO 8601 in UTC. */
  readonly time?: string;
  /** The lock file of licenses that recorded it; it was not looked at again. */
  readonly recordedIn?: string;
}

/**
 * `verified`: its bytes have the hash that the lockfile names. `recorded`: it was unpacked from an archive of that hash, as
 * the cache itself records. `unverified`: there was nothing to compare. What has another hash is not used.
 */
export type Integrity = 'verified' | 'recorded' | 'unverified';

export interface LicenseEvidence {
  readonly role: 'declared' | 'detected';
  readonly method: LicenseMethod;
  readonly raw: string;
  readonly list?: readonly string[];
  /** What we make of `raw`; absent when it is not understood. */
  readonly expression?: SpdxExpression;
  /** How `raw` became `expression`: it was valid SPDX, or the row of the alias table that says so. */
  readonly normalised?: 'spdx' | 'spdx-case' | `alias:${string}`;
  /** 0 to 1, of a text match. */
  readonly score?: number;
  readonly location: LicenseLocation;
}

/** Why a conclusion holds. Each rule has a paragraph in docs/licenses.md. */
export type ConclusionRule =
  | 'declared' // one declared expression, nothing speaks against it
  | 'declared-and-detected' // both say the same
  | 'declared-with-further-terms' // the texts carry it, and list others for parts of the package
  | 'detected' // only texts were found
  | 'declared-list' // an operator-less list, joined as the ecosystem defines
  | 'stated' // an SBOM states it as its author's conclusion
  | 'curated';

export type LicenseConclusion =
  | {
      readonly status: 'concluded';
      readonly expression: SpdxExpression;
      readonly rule: ConclusionRule;
      readonly basis: readonly number[];
    }
  | { readonly status: 'conflict'; readonly candidates: readonly SpdxExpression[]; readonly basis: readonly number[] }
  | { readonly status: 'no-assertion'; readonly reason: NoAssertionReason; readonly basis?: readonly number[] }
  | { readonly status: 'none'; readonly basis?: readonly number[] }; // the package says that it has no license

export type NoAssertionReason =
  | 'no-evidence' // nothing was found although the package's files were at hand
  | 'package-not-on-disk' // nothing to look at: not installed, not in a cache, not in the lockfile
  | 'unrecognised-evidence' // something is written that we cannot read as a license
  | 'ambiguous-list'; // a list without operator, and the ecosystem does not say AND or OR
