/** What is different between two snapshots. Published as `licet-diff/1`; all lists sorted by package. */
export interface SnapshotDiff {
  readonly schema: 'licet-diff/1';
  readonly base: DiffSide;
  readonly head: DiffSide;
  readonly added: readonly DiffedComponent[];
  readonly removed: readonly DiffedComponent[];
  readonly changed: readonly VersionChange[];
  /** Of one version of a package; of an upgrade it stands with the upgrade. */
  readonly licenses: readonly LicenseChange[];
  readonly scopes: readonly ScopeChange[];
  readonly projects: { readonly added: readonly string[]; readonly removed: readonly string[] };
}

export interface DiffSide {
  readonly name: string;
  readonly commit?: string;
  readonly time?: string;
  readonly treeDigest: string;
  readonly components: number;
  /** Files that could not be read: the difference says nothing of what is in them. */
  readonly unread: readonly string[];
}

export interface DiffedPackage {
  /** purl without version; the name where there is no purl. */
  readonly package: string;
  readonly ecosystem: string;
  readonly name: string;
}

export interface DiffedComponent extends DiffedPackage {
  readonly version?: string;
  readonly license: string;
  readonly scopes: readonly string[];
  readonly direct: boolean;
}

export interface VersionChange extends DiffedPackage {
  readonly direction: 'upgraded' | 'downgraded' | 'other';
  readonly from: string;
  readonly to: string;
  /** Only when the license is another one now. */
  readonly license?: { readonly from: string; readonly to: string };
}

export interface LicenseChange extends DiffedPackage {
  readonly version?: string;
  readonly from: string;
  readonly to: string;
}

export interface ScopeChange extends DiffedPackage {
  readonly version?: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Whether it became part of what is shipped, or ceased to be. */
  readonly effect?: 'now in production' | 'no longer in production';
}
