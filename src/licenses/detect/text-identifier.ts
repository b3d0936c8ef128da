import { toExpression } from '../../domain/spdx-expression.ts';
import type { TextDetection, TextIdentifier } from '../text-identifier.ts';
import type { Detection, Matcher, Nearest } from './identification.ts';
import type { Identifier } from './identify.ts';

const METHODS: Readonly<Record<Matcher, TextDetection['method']>> = {
  'spdx-tag': 'spdx-tag',
  reuse: 'reuse',
  text: 'license-text',
  notice: 'license-header',
  phrase: 'license-header',
  url: 'license-url',
};

/** The detector as license resolution wants it: a text that only comes near a license is a detection that names none. */
export function toTextIdentifier(identifier: Identifier): TextIdentifier {
  return {
    async identify({ bytes }) {
      const { expression, detections, nearest } = identifier.identify(bytes);
      const found = detections.length === 0 && nearest !== undefined ? [fromNearest(nearest)] : detections.map(toDetection);
      return Promise.resolve({ ...(expression !== undefined && { expression }), detections: found });
    },
  };
}

function toDetection({ matcher, expression, rule, score, lines, bytes }: Detection): TextDetection {
  const read = toExpression(expression);
  return { method: METHODS[matcher], raw: rule, ...(read !== undefined && { expression: read }), score, lines, bytes };
}

function fromNearest({ expression, score, lines }: Nearest): TextDetection {
  return { method: 'license-text', raw: `nearest ${expression}`, score, lines };
}
