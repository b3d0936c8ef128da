import type { LicenseMethod, SpdxExpression } from '../../domain/license.ts';
import { toExpression } from '../../domain/spdx-expression.ts';
import type { Detection, Identification, Matcher } from './identification.ts';
import type { Identifier } from './identify.ts';

/** A detection in the words of license evidence. */
export interface EvidenceDetection {
  readonly method: Extract<LicenseMethod, 'spdx-tag' | 'reuse' | 'license-text' | 'license-header' | 'license-url'>;
  readonly raw: string;
  readonly expression?: SpdxExpression;
  readonly score: number;
  readonly lines?: readonly [first: number, last: number];
  readonly bytes?: readonly [start: number, end: number];
}

/** The identifier as license resolution asks for it: a file in, evidence out. */
export interface EvidenceIdentifier {
  identify(file: { readonly path: string; readonly bytes: Uint8Array }): Promise<{
    readonly expression?: SpdxExpression;
    readonly detections: readonly EvidenceDetection[];
  }>;
}

const METHODS: Readonly<Record<Matcher, EvidenceDetection['method']>> = {
  'spdx-tag': 'spdx-tag',
  reuse: 'reuse',
  text: 'license-text',
  notice: 'license-header',
  phrase: 'license-header',
  url: 'license-url',
};

/** Wraps an identifier for license resolution. A text that nobody can name is a detection without an expression. */
export function toEvidenceIdentifier(identifier: Identifier): EvidenceIdentifier {
  return {
    identify: ({ path, bytes }) => Promise.resolve(toEvidence(identifier.identify(bytes, { path }))),
  };
}

function toEvidence({ expression, detections, nearest }: Identification): Awaited<ReturnType<EvidenceIdentifier['identify']>> {
  const found = detections.map((detection) => toEvidenceDetection(detection));
  const unnamed: readonly EvidenceDetection[] =
    nearest === undefined
      ? []
      : [{ method: 'license-text', raw: `nearest:${nearest.expression}`, score: nearest.score, lines: nearest.lines }];
  return { ...(expression !== undefined && { expression }), detections: [...found, ...unnamed] };
}

function toEvidenceDetection(detection: Detection): EvidenceDetection {
  const expression = toExpression(detection.expression);
  return {
    method: METHODS[detection.matcher],
    raw: detection.rule,
    ...(expression !== undefined && { expression }),
    score: detection.score,
    lines: detection.lines,
    bytes: detection.bytes,
  };
}
