import { createHash } from 'node:crypto';
import { isRecord } from './values.ts';

/** No manifest of a person is nested deeper; a hostile one may be. */
const DEEPEST = 100;

/** `json.dumps` leaves a blank after each, unless it is told otherwise. */
export interface Separators {
  readonly item: string;
  readonly key: string;
}

const WIDE: Separators = { item: ', ', key: ': ' };

/** Python's `json.dumps(…, separators=(",", ":"))`. */
export const COMPACT: Separators = { item: ',', key: ':' };

/**
 * The text that Python's `json.dumps(value, sort_keys=True)` gives for decoded TOML; `undefined` where it cannot be told: once
 * decoded, `1` and `1.0` are one number here and two texts in Python, and Python refuses dates.
 */
export function pythonJson(value: unknown, separators: Separators = WIDE, depth = 0): string | undefined {
  if (depth > DEEPEST) return undefined;
  if (typeof value === 'string') return pythonText(value);
  if (value === null || typeof value === 'boolean') return String(value);
  const inside = (item: unknown): string | undefined => pythonJson(item, separators, depth + 1);
  if (Array.isArray(value)) return joined('[', value.map(inside), ']', separators);
  if (!isRecord(value) || value instanceof Date) return undefined;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  // Python sorts by code point, which differs from the order of code units only beyond the basic plane.
  if (entries.some(([key]) => /[\uD800-\uDFFF]/.test(key))) return undefined;
  const parts = entries.map(([key, item]) => {
    const text = inside(item);
    return text === undefined ? undefined : `${pythonText(key)}${separators.key}${text}`;
  });
  return joined('{', parts, '}', separators);
}

/** The SHA-256 of that text, in hex. */
export function pythonJsonHash(value: unknown, separators?: Separators): string | undefined {
  const text = pythonJson(value, separators);
  return text === undefined ? undefined : createHash('sha256').update(text).digest('hex');
}

function joined(open: string, parts: readonly (string | undefined)[], close: string, { item }: Separators): string | undefined {
  return parts.includes(undefined) ? undefined : `${open}${parts.join(item)}${close}`;
}

// All but printable ASCII is escaped (`ensure_ascii`).
function pythonText(text: string): string {
  return JSON.stringify(text).replaceAll(/[\u007F-\uFFFF]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
