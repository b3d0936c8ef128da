/** A problem in the scanned repository, as data. `message` may hold text from it: renderers escape it. */
export interface Diagnostic {
  /** A row of `diagnostics/codes.ts`. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  /** Relative to the scan root. */
  readonly path?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based, in UTF-16 code units. */
  readonly column?: number;
  readonly hint?: string;
}
