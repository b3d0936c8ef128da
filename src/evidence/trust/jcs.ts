import { byCodeUnit } from '../../domain/order.ts';
import { isRecord } from '../../domain/values.ts';

/**
 * JSON in its canonical form (RFC 8785): keys by UTF-16 code unit, no white space, numbers and strings as ECMAScript
 * writes them, which is what the RFC asks for.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .toSorted(byCodeUnit)
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${members.join(',')}}`;
}
