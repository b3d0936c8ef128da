/** Access to decoded, untrusted data: own properties only, and only of the type asked for. */

export type UnknownRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is UnknownRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property; never one of the prototype, so `__proto__` and `constructor` are ordinary keys. */
export function field(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function textField(value: unknown, key: string): string | undefined {
  const found = field(value, key);
  return typeof found === 'string' ? found : undefined;
}

export function numberField(value: unknown, key: string): number | undefined {
  const found = field(value, key);
  return typeof found === 'number' ? found : undefined;
}

export function recordField(value: unknown, key: string): UnknownRecord | undefined {
  const found = field(value, key);
  return isRecord(found) ? found : undefined;
}

export function listField(value: unknown, key: string): readonly unknown[] | undefined {
  const found = field(value, key);
  return Array.isArray(found) ? found : undefined;
}

/** The entries of a record-valued property whose values are texts (`dependencies` maps); others are left out. */
export function textEntries(value: unknown, key: string): [key: string, value: string][] {
  const record = recordField(value, key);
  if (record === undefined) return [];
  return Object.entries(record).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}
