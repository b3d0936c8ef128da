import type { ComponentId } from './component.ts';

/** How the components of a document about several repositories belong together; a scan of one repository has none. */
export interface Assembly {
  /** What the document is about: an organization, a team, a product. */
  readonly root: { readonly name: string; readonly kind: 'organization' | 'team' | 'product' };
  /** What the root depends on. */
  readonly direct: readonly ComponentId[];
  /** Which components stand inside which, for documents that can nest them; each stands in at most one. */
  readonly parts: ReadonlyMap<ComponentId, readonly ComponentId[]>;
  /** Documents of their own, by the component that they are about. */
  readonly links: ReadonlyMap<ComponentId, BomLink>;
}

/** Another document: CycloneDX's BOM-Link, and the digest of its text. */
export interface BomLink {
  /** `urn:cdx:serial/version#bom-ref` */
  readonly url: string;
  readonly sha256: string;
}
