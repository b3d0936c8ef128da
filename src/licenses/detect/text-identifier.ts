import { toExpression } from '../../domain/spdx-expression.ts';
import type { TextDetection, TextIdentification, TextIdentifier } from '../text-identifier.ts';
import type { Detection, Identification, Matcher } from './identification.ts';
import type { Identifier } from './identify.ts';

const METHODS: Readonly<Record<Matcher, TextDetection['method']>> = {
  'spdx-tag': 'spdx-tag',
  reuse: 'reuse',
  text: 'license-text',
  notice: 'license-header',
  phrase: 'license-header',
  url: 'license-url',
};

/** Wraps an identifier for license resolution. A text that nobody can name is a detection without an expression. */
export function toTextIdentifier(identifier: Identifier): TextIdentifier {
  return {
    identify: ({ path, bytes }) => Promise.resolve(toEvidence(identifier.identify(bytes, { path }))),
  };
}

function toEvidence({ expression, detections, nearest }: Identification): TextIdentification {
  const found = detections.map((detection) => toDetection(detection));
  const unnamed: readonly TextDetection[] =
    nearest === undefined
      ? []
      : [{ method: 'license-text', raw: `nearest:${nearest.expression}`, score: nearest.score, lines: nearest.lines }];
  return { ...(expression !== undefined && { expression }), detections: [...found, ...unnamed] };
}

function toDetection(detection: Detection): TextDetection {
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
