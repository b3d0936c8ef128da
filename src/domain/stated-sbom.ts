import type { ComponentType, Hash, Origin } from './component.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Purl } from './purl.ts';
import type { Scope } from './scope.ts';

/** What an SBOM in the tree says, decoded from whichever format it has. */
export interface StatedSbom {
  readonly format: string;
  /** What it is about. */
  readonly name: string | undefined;
  readonly tools: readonly string[];
  /** This scanner wrote it: it repeats what an earlier scan found, and proves nothing about this tree. */
  readonly isOwn: boolean;
  readonly packages: readonly StatedPackage[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly scope: Scope }[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface StatedPackage {
  /** Unique in the document. */
  readonly ref: string;
  readonly line: number | undefined;
  readonly name: string;
  readonly version: string | undefined;
  readonly purl: Purl | undefined;
  readonly type: ComponentType;
  /** Stated for the package itself, not for a relationship. */
  readonly scope: Scope | undefined;
  readonly description: string | undefined;
  /** What the document is about, or a part of that. */
  readonly isProject: boolean;
  readonly hashes: readonly Hash[];
  readonly origins: readonly Origin[];
  readonly licenses: readonly { readonly raw: string; readonly list?: readonly string[] }[];
}
