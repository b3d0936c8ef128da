import { parseSpdx, renderTerm } from '../../domain/spdx-expression.ts';
import type { LicenseCategories } from '../categories.ts';
import type { CompatibilityMatrix } from '../compatibility.ts';
import { baseOf } from '../families.ts';
import type { CompatibilityAnswer } from '../model.ts';
import { isRecord, record, type Fields } from './fields.ts';

/** `categoriesOf` of a case: ids without `-only`, pairs, and `* WITH exception` for every license. */
export function toCategories(source: Fields): LicenseCategories | undefined {
  const table = record(source, 'categoriesOf');
  if (table === undefined) return undefined;
  const rows = new Map<string, string>();
  for (const [key, value] of Object.entries(table)) {
    if (typeof value !== 'string') continue;
    const [license = '', exception] = key.split(/\s+WITH\s+/i);
    rows.set(rowKey(license, exception), value);
  }
  return {
    ofLicense: (license) => rows.get(rowKey(license)),
    ofPair: (license, exception) => rows.get(rowKey(license, exception)) ?? rows.get(rowKey('*', exception)),
  };
}

/** `compat` of a case: outbound -> inbound -> answer. */
export function toMatrix(source: Fields): CompatibilityMatrix | undefined {
  const table = record(source, 'compat');
  if (table === undefined) return undefined;
  const rows = new Map(
    Object.entries(table).map(([outbound, row]) => [
      outbound.toLowerCase(),
      new Map(Object.entries(isRecord(row) ? row : {}).map(([inbound, answer]) => [inbound.toLowerCase(), answer])),
    ]),
  );
  return {
    knows: (outbound) => rows.has(outbound.toLowerCase()),
    answer: (outbound, inbound) =>
      rows.get(outbound.toLowerCase())?.get(inbound.toLowerCase()) as CompatibilityAnswer | undefined,
  };
}

// Cases write families without their suffix; `GPL-2.0`, `GPL-2.0-only` and `GPL-2.0-or-later` are one row.
function rowKey(license: string, exception?: string): string {
  const parsed = parseSpdx(license);
  const canonical = parsed.ok && parsed.node.type === 'term' ? renderTerm(parsed.node) : license;
  const base = baseOf(canonical.replace(/\+$/, ''));
  return `${base}${exception === undefined ? '' : ` with ${exception}`}`.toLowerCase();
}
