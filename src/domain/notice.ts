import type { ComponentId } from './component.ts';

/** An attribution document: published as `licet-notice/1`, and every format is a projection of it. */
export interface Notice {
  readonly schema: 'licet-notice/1';
  readonly source: { readonly name: string; readonly commit?: string; readonly time?: string; readonly scanner: string };
  /** The projects whose components are attributed. */
  readonly projects: readonly { readonly id: string; readonly name: string; readonly version?: string; readonly path: string }[];
  /** `shipped`: all scopes but development and test. */
  readonly scopes: 'shipped' | 'all';
  /** What stays out: components that nothing of the above ships, and projects that are not shipped themselves. */
  readonly leftOut: { readonly components: number; readonly projects: readonly { readonly id: string; readonly role: string }[] };
  /** The policy whose choices and preferences decide between offered licenses. */
  readonly policy: { readonly file: string; readonly id?: string; readonly revision?: string };
  readonly groups: readonly NoticeGroup[];
  readonly components: readonly NoticeComponent[];
  readonly texts: readonly NoticeText[];
  readonly sourceOffers: readonly SourceOffer[];
  readonly gaps: readonly NoticeGap[];
}

/** Components under one license expression, with the texts that belong to it. */
export interface NoticeGroup {
  /** `undefined` when nobody knows the license. */
  readonly license?: string;
  readonly components: readonly ComponentId[];
  readonly texts: readonly string[];
}

export interface NoticeComponent {
  readonly id: ComponentId;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly origins: readonly string[];
  readonly projects: readonly string[];
  /** In force here: after curation, and after the choice where there was one. */
  readonly license?: string;
  /** What was offered, when a part of it was taken. */
  readonly offered?: string;
  readonly copyrights: readonly string[];
  /** Ids of `texts`: its license texts, then its notices. */
  readonly texts: readonly string[];
  /** Patches of this repository are applied to it. */
  readonly modified?: true;
}

export interface NoticeText {
  readonly id: string;
  /** `notice` and `third-party` files are kept verbatim. */
  readonly kind: 'license' | 'notice' | 'third-party';
  /** Terms of expressions whose text it is; empty when nobody could name it. */
  readonly licenses: readonly string[];
  /** `package`: from the files of a package. `standard`: the text of the SPDX list, since the packages hold none. */
  readonly source: 'package' | 'standard';
  /** The copyright lines were taken out: the text is shared by components that differ in nothing else. */
  readonly withoutCopyrights?: true;
  readonly text: string;
  readonly places: readonly {
    readonly component: ComponentId;
    readonly root?: string;
    readonly path?: string;
    readonly sha256?: string;
  }[];
}

/** A duty to give source that a component's license brings about. */
export interface SourceOffer {
  readonly component: ComponentId;
  readonly license: string;
  /** How far it reaches. */
  readonly reach: 'file' | 'library' | 'work';
  /** Begins with use over a network, too. */
  readonly network: boolean;
  readonly modified: boolean;
  /** Where this version comes from, as far as is known. */
  readonly origins: readonly string[];
}

/** What a document may lack without anything being wrong. */
export const HARMLESS_GAPS: ReadonlySet<GapKind> = new Set(['copyright-missing', 'text-standard', 'license-conflict']);

export type GapKind =
  | 'license-unknown' // nothing is concluded
  | 'license-none' // the package says that it has no license
  | 'license-conflict' // declaration and texts disagree: both stand in the document
  | 'text-missing' // no text of a license at hand, not in the package and not on the SPDX list
  | 'text-standard' // the standard text stands in for the package's own
  | 'files-missing' // the package's files are not at hand: copyright lines and notices are not known
  | 'copyright-missing' // its files are at hand and name nobody
  | 'file-left-out' // a license file that could not be taken over
  | 'version-unknown'; // a manifest asks for it, and nothing says which version ships

export interface NoticeGap {
  readonly kind: GapKind;
  readonly component: ComponentId;
  readonly detail?: string;
}
