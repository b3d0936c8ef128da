import type { IdentityEvidence, Occurrence } from '../domain/component.ts';
import type { Diagnostic } from '../domain/diagnostic.ts';
import type { ProjectRole } from '../domain/project.ts';
import type { Purl } from '../domain/purl.ts';
import type { Scope } from '../domain/scope.ts';
import type { InputFile } from '../domain/snapshot.ts';
import type { StatedPackage } from '../domain/stated-sbom.ts';
import type { LostItem } from './lost.ts';

/** The ways to write an SBOM that are read. */
export type SbomFormat = 'cyclonedx-json' | 'cyclonedx-xml' | 'spdx-json' | 'spdx-tag-value' | 'spdx3-json';

/** What one document says, in terms that all formats share; nothing is joined or concluded yet. */
export interface SbomDraft {
  readonly format: SbomFormat;
  readonly specVersion: string;
  /** What the document is about: its root, else its own name. */
  readonly name: string | undefined;
  readonly time: string | undefined;
  /** Names and versions of the tools that made it. */
  readonly tools: readonly string[];
  readonly repository: string | undefined;
  readonly packages: readonly SbomPackage[];
  readonly edges: readonly SbomEdge[];
  readonly lost: readonly LostItem[];
  readonly diagnostics: readonly Diagnostic[];
  /** What licet itself wrote beside the standard: present in its own documents only. */
  readonly own?: OwnFacts;
}

/** A package as the pipeline hands it on, with what only this reading of the document needs. */
export interface SbomPackage extends Omit<StatedPackage, 'isProject' | 'licenses'> {
  readonly licenses: readonly SbomLicense[];
  /** Where the document says that it was found. */
  readonly places: readonly Occurrence[];
  /** What it was recognised by, where no lockfile names it. */
  readonly identity?: IdentityEvidence;
  /** Patch files applied to it. */
  readonly patches: readonly string[];
  /** Copyright notices, as written. */
  readonly copyrights: readonly string[];
  /** Present when it is what the document is about, or a part of that. */
  readonly project?: SbomProject;
  readonly own?: OwnComponent;
}

export interface SbomProject {
  readonly path: string;
  readonly ecosystem: string | undefined;
  /** Of the package URL that the document gives it: what the organization makes has none in an inventory. */
  readonly purlType?: string;
  /** That package URL itself. */
  readonly purl?: Purl;
  readonly role: ProjectRole;
  /** Only a frame around packages, such as a lockfile: what it holds is used by it, not also by what holds it. */
  readonly isGroup?: true;
  readonly roleReason: string;
  readonly private?: boolean;
}

/** `contains`: one ships inside the other, which says nothing of who needs whom. */
export interface SbomEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'needs' | 'contains';
  readonly scope: Scope;
}

/** A claim about a license: what the package says of itself, what the author of the document concluded, what was found in files. */
export interface SbomLicense {
  readonly role: 'declared' | 'concluded' | 'detected';
  readonly raw: string;
  /** Several without an operator. */
  readonly list?: readonly string[];
  /** Texts that the document carries for it, by the name that stands in `raw`. */
  readonly texts?: readonly { readonly name: string; readonly text: string }[];
}

/** Facts of a document that licet wrote. */
export interface OwnFacts {
  readonly treeDigest: string | undefined;
  readonly commit: string | undefined;
  readonly dirty: boolean;
  readonly config: Readonly<Record<string, string>>;
  readonly caches: readonly { readonly name: string; readonly digest: string }[];
  readonly inputs: readonly InputFile[];
}

/** Properties of a component that licet wrote, by name. */
export type OwnComponent = ReadonlyMap<string, readonly string[]>;
