import type { LicenseEvidence, LicenseLocation, LicenseMethod, RawLicense } from '../../domain/license.ts';
import { toExpression } from '../../domain/spdx-expression.ts';
import { field, isRecord, listField, recordField, textField } from '../../domain/values.ts';
import type { DetectedFile } from '../detected-evidence.ts';
import type { LicenseLock, LockedLicenses } from './license-lock.ts';

/** Reads a lock file of licenses; a text says what is wrong with it. Entries that make no sense are left out. */
export function decodeLicenseLock(text: string, path: string): LicenseLock | string {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch (error) {
    return `not valid JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  const schema = textField(root, 'schema');
  if (schema !== 'licet-licenses-lock/1')
    return `schema \`${(schema ?? 'none').slice(0, 100)}\` is not \`licet-licenses-lock/1\``;
  const lines = linesOfEntries(text);
  const packages = new Map<string, LockedLicenses>();
  for (const [purl, value] of Object.entries(recordField(root, 'packages') ?? {})) {
    if (!isRecord(value)) continue;
    const [hash, line] = [textField(value, 'hash'), lines.get(purl)];
    packages.set(purl, {
      ...(hash !== undefined && { hash }),
      declared: (listField(value, 'declared') ?? []).flatMap((item) => toClaim(item, path)),
      files: (listField(value, 'files') ?? []).flatMap((item) => toFile(item, path)),
      ...(line !== undefined && { line }),
    });
  }
  return { schema, packages };
}

// Written by us one key to a line; of a file that was reformatted no line is told.
function linesOfEntries(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries()) {
    const purl = /^ {4}"(pkg:[^"\\]+)": \{/.exec(line)?.[1];
    if (purl !== undefined) lines.set(purl, index + 1);
  }
  return lines;
}

const METHODS: ReadonlySet<string> = new Set<LicenseMethod>([
  ...(['lockfile-field', 'manifest-field', 'legacy-field', 'classifier', 'spdx-tag', 'reuse', 'license-text'] as const),
  ...(['license-header', 'license-url', 'registry'] as const),
]);

function methodOf(value: unknown): LicenseMethod | undefined {
  const method = textField(value, 'method');
  return method !== undefined && METHODS.has(method) ? (method as LicenseMethod) : undefined;
}

function toClaim(value: unknown, lock: string): RawLicense[] {
  const [method, raw, location] = [methodOf(value), textField(value, 'raw'), toLocation(value, lock)];
  if (method === undefined || raw === undefined || location === undefined) return [];
  const [list, urls] = [texts(value, 'list'), texts(value, 'urls')];
  return [
    { method, raw, ...(list && { list }), ...(urls && { urls: urls.map((url) => (url === '' ? undefined : url)) }), location },
  ];
}

function toFile(value: unknown, lock: string): DetectedFile[] {
  const place = toLocation(value, lock);
  if (place === undefined) return [];
  const evidence = (listField(value, 'found') ?? []).flatMap((item): LicenseEvidence[] => {
    const [method, raw] = [methodOf(item), textField(item, 'raw')];
    if (method === undefined || raw === undefined) return [];
    const [expression, score, lines] = [expressionOf(item), field(item, 'score'), toLines(item)];
    return [
      {
        role: 'detected',
        method,
        raw,
        ...(expression !== undefined && { expression }),
        ...(typeof score === 'number' && { score }),
        location: { ...place, ...(lines && { lines }) },
      },
    ];
  });
  const expression = expressionOf(value);
  return evidence.length === 0
    ? []
    : [{ evidence, ...(expression !== undefined && { expression }), isNotice: field(value, 'notice') === true }];
}

function expressionOf(value: unknown): LicenseEvidence['expression'] {
  return toExpression(textField(value, 'expression') ?? '');
}

function toLocation(value: unknown, recordedIn: string): LicenseLocation | undefined {
  const [root, path, sha256] = [textField(value, 'from'), textField(value, 'path'), textField(value, 'sha256')];
  if (root === undefined || path === undefined || !/^(?:tree$|cache:|registry:)/.test(root)) return undefined;
  const [integrity, time, lines] = [textField(value, 'integrity'), textField(value, 'time'), toLines(value)];
  return {
    root: root as LicenseLocation['root'],
    path,
    ...(lines && { lines }),
    ...(sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256) && { sha256 }),
    ...(isIntegrity(integrity) && { integrity }),
    ...(time !== undefined && { time }),
    recordedIn,
  };
}

function isIntegrity(text: string | undefined): text is NonNullable<LicenseLocation['integrity']> {
  return text === 'verified' || text === 'recorded' || text === 'unverified';
}

function toLines(value: unknown): readonly [number, number] | undefined {
  const [first, last] = listField(value, 'lines') ?? [];
  return isLine(first) && isLine(last) ? [first, last] : undefined;
}

function isLine(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

function texts(value: unknown, key: string): readonly string[] | undefined {
  const list = listField(value, key);
  return list?.filter((item) => typeof item === 'string');
}
