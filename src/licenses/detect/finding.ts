import type { Matcher } from './identification.ts';

/** A license at a place of the document, before findings are weighed against each other. */
export interface Finding {
  readonly matcher: Matcher;
  readonly expression: string;
  /** Characters of the text. */
  readonly start: number;
  readonly end: number;
  /** Words of the document. */
  readonly from: number;
  readonly to: number;
  readonly score: number;
  readonly coverage: number;
  /** Names no version; gives way to a better finding of the same family. */
  readonly weak: boolean;
  /** A bare pointer; a fuller notice of the same version replaces it. */
  readonly brief: boolean;
  /** Only a name and a number, or a heading: a fuller notice of the same version replaces it. */
  readonly short: boolean;
  /** Stretches of words inside a text that are not the text's: a notice there speaks for itself. */
  readonly holes: readonly (readonly [from: number, to: number])[];
  /** An exception, to be joined to the license beside it. */
  readonly isException: boolean;
  readonly rule: string;
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}
