import type { SpdxExpression } from '../../domain/license.ts';

/** How a detection was made, from the surest to the weakest. */
export type Matcher = 'spdx-tag' | 'reuse' | 'text' | 'notice' | 'phrase' | 'url';

/** One license found at one place, with what speaks for it. */
export interface Detection {
  /** As found: an SPDX expression, `LicenseRef-…` for texts that SPDX does not list. */
  readonly expression: string;
  readonly matcher: Matcher;
  /** 0 to 1: how equal the text is; 1 for tags. */
  readonly score: number;
  /** 0 to 1: how much of the license's own text is there. */
  readonly coverage: number;
  /** The file that says it, when it is another one: a REUSE.toml, a sidecar. */
  readonly path?: string;
  readonly bytes: readonly [start: number, end: number];
  readonly lines: readonly [first: number, last: number];
  readonly matchedText: string;
  /** Words of the license that are missing here, and words here that are not the license's. */
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  /** The template or rule, by name. */
  readonly rule: string;
  readonly category?: string;
  readonly indexVersion: string;
}

/** A license text that is not close enough to any license to be called by its name. */
export interface Nearest {
  readonly expression: string;
  readonly score: number;
  readonly reason: string;
  readonly lines: readonly [first: number, last: number];
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

/** What a text says about its license. */
export interface Identification {
  /** All detections in one expression: OR only where the words say so. */
  readonly expression?: SpdxExpression;
  readonly detections: readonly Detection[];
  readonly nearest?: Nearest;
}
