import type { LicenseLocation } from './license.ts';

/** What one copyright notice says. `text` is the notice on one line, as written but for comment signs and spacing. */
export interface CopyrightStatement {
  readonly text: string;
  /** As written: `2010-2014, 2019`, `2014-present`. */
  readonly years?: string;
  /** Without years, mail addresses and URLs; absent when the notice names nobody. */
  readonly holder?: string;
}

/** A statement with the first place where it stands. */
export interface CopyrightEvidence extends CopyrightStatement {
  readonly location: Pick<LicenseLocation, 'root' | 'path' | 'lines'>;
}
