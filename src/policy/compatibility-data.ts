import { isRecord } from './cases/fields.ts';
import type { CompatibilityMatrix } from './compatibility.ts';
import type { CompatibilityAnswer } from './model.ts';

const ANSWERS: Readonly<Record<string, CompatibilityAnswer>> = { S: 'same', Y: 'yes', N: 'no', C: 'check', '?': 'unknown' };

/**
 * Reads the shipped matrix: a row per outbound license, a letter per inbound one.
 * @throws Error when it is not what the script that makes it writes
 */
export function parseCompatibility(text: string): CompatibilityMatrix {
  const data: unknown = JSON.parse(text);
  const licenses: unknown = isRecord(data) ? data['licenses'] : undefined;
  const rows: unknown = isRecord(data) ? data['rows'] : undefined;
  if (
    !isTexts(licenses) ||
    !isTexts(rows) ||
    rows.length !== licenses.length ||
    rows.some((row) => row.length !== licenses.length)
  )
    throw new Error('rules/compatibility.json is not a square matrix');
  const places = new Map(licenses.map((license, index) => [license.toLowerCase(), index]));
  return {
    knows: (outbound) => places.has(outbound.toLowerCase()),
    answer(outbound, inbound) {
      const row = places.get(outbound.toLowerCase());
      const column = places.get(inbound.toLowerCase());
      if (row === undefined || column === undefined) return undefined;
      return ANSWERS[rows[row]?.[column] ?? ''];
    },
  };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
