/**
 * What a document says of one component, whatever its format: each fact is there or not. The readers of CycloneDX, SPDX and
 * snapshots make this, and the checks look at nothing else.
 */
export interface ScoredComponent {
  readonly id: string;
  readonly name?: string | undefined;
  readonly version?: string | undefined;
  readonly purl?: string | undefined;
  /** CPE, SWID, SWHID or OmniBOR id. */
  readonly hasOtherId: boolean;
  /** Algorithms in CycloneDX's spelling: `SHA-512`. */
  readonly hashes: readonly string[];
  /** Those of hashes that stand with the address of the delivered file. */
  readonly deliveredHashes: readonly string[];
  readonly hasSupplier: boolean;
  /** Somebody who made it can be reached by mail or URL. */
  readonly isCreatorReachable: boolean;
  readonly concludedLicense?: string | undefined;
  readonly declaredLicense?: string | undefined;
  readonly hasCopyright: boolean;
  readonly hasSourceUrl: boolean;
  readonly hasDownloadUrl: boolean;
  /** Properties `bsi:component:*`, without the prefix. */
  readonly bsi: ReadonlyMap<string, string>;
}

/** A document as the checks see it. */
export interface ScoredDocument {
  readonly format: { readonly name: 'CycloneDX' | 'SPDX' | 'licet-snapshot'; readonly version: string };
  readonly authors: readonly { readonly isNamed: boolean; readonly isReachable: boolean }[];
  readonly timestamp?: string | undefined;
  readonly tools: readonly { readonly name?: string | undefined; readonly version?: string | undefined }[];
  /** Phases of the life of the software in which it was made. */
  readonly context: readonly string[];
  readonly identity?: string | undefined;
  readonly hasVulnerabilities: boolean;
  readonly primary?:
    | { readonly id: string; readonly name?: string | undefined; readonly version?: string | undefined }
    | undefined;
  readonly components: readonly ScoredComponent[];
  /** Ids that have an entry, with what they need. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** How often something is said of how complete the dependencies of an id are. */
  readonly completeness: ReadonlyMap<string, number>;
}
