import type { SourceOffer } from '../../domain/notice.ts';
import type { Component, ComponentId } from '../../domain/component.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Snapshot } from '../../domain/snapshot.ts';

/** A license, notice or authors file of a package, whole. */
export interface OwnText {
  readonly kind: 'license' | 'notice' | 'third-party' | 'authors';
  readonly location: { readonly root: string; readonly path: string; readonly sha256: string };
  readonly text: string;
}

/** What was found of a package on disk. */
export interface OwnTexts {
  readonly texts: readonly OwnText[];
  readonly left: readonly { readonly path: string; readonly reason: string }[];
}

/** Knowledge about licenses that the building of a notice is handed. */
export interface NoticeTools {
  /** Text of the SPDX list for a license id without `WITH`; `undefined` when it holds none. */
  standardText(license: string): string | undefined;
  /** Do two terms have one text? `GPL-2.0-only` and `GPL-2.0-or-later` do. */
  sameText(a: string, b: string): boolean;
  withoutCopyrightLines(text: string): string;
  textKey(text: string): string;
  sourceDutyOf(term: string): Pick<SourceOffer, 'reach' | 'network'> | undefined;
}

export interface NoticeRequest {
  readonly snapshot: Snapshot;
  /** What the policy says of every use. */
  readonly findings: readonly Finding[];
  readonly policy: { readonly file: string; readonly id?: string; readonly revision?: string };
  readonly texts: ReadonlyMap<ComponentId, OwnTexts>;
  /** Ids of the projects to attribute for. */
  readonly projects: ReadonlySet<string>;
  readonly scopes: 'shipped' | 'all';
  readonly tools: NoticeTools;
}

/** One component that is attributed. */
export interface Attributed {
  readonly component: Component;
  readonly projects: readonly string[];
  /** The expression in force, after curation and choice; absent when there is none. */
  readonly license: string | undefined;
  readonly offered: string | undefined;
  readonly terms: readonly string[];
}
