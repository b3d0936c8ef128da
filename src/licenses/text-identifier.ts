import type { LicenseMethod, SpdxExpression } from '../domain/license.ts';

/** Finds licenses in the text of a file. Given from outside, so that resolution works without it. */
export interface TextIdentifier {
  /** Never throws for any text. */
  identify(file: LicenseTextFile): Promise<TextIdentification>;
}

/** What one file says. */
export interface TextIdentification {
  /** All detections in one expression: OR only where the words of the file say so. Absent when one cannot be named. */
  readonly expression?: SpdxExpression;
  /** Empty when the file says nothing of a license. */
  readonly detections: readonly TextDetection[];
}

export interface LicenseTextFile {
  /** Relative to the package: some names say something (`LICENSE-MIT`). */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface TextDetection {
  readonly method: Extract<LicenseMethod, 'spdx-tag' | 'reuse' | 'license-text' | 'license-header' | 'license-url'>;
  /** Id of the matched text or rule, or the tag as written. */
  readonly raw: string;
  /** Absent when a license text is there and nobody can name it. */
  readonly expression?: SpdxExpression;
  /** 0 to 1. */
  readonly score: number;
  readonly lines?: readonly [first: number, last: number];
  readonly bytes?: readonly [start: number, end: number];
}
