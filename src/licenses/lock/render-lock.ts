import type { LicenseEvidence, LicenseLocation, RawLicense } from '../../domain/license.ts';
import { byCodeUnit } from '../../domain/order.ts';
import type { DetectedFile } from '../detected-evidence.ts';
import type { LicenseLock, LockedLicenses } from './license-lock.ts';

/** The file, sorted, with one line for each claim and each license file: a package that changes is a few lines in a diff. */
export function renderLicenseLock({ schema, packages }: LicenseLock): string {
  const entries = [...packages].toSorted(([a], [b]) => byCodeUnit(a, b)).map(([purl, entry]) => renderEntry(purl, entry));
  const body = entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n  }`;
  return `{\n  "schema": ${JSON.stringify(schema)},\n  "packages": ${body}\n}\n`;
}

/** One entry as the file has it. */
export function renderEntry(purl: string, { hash, declared, files }: LockedLicenses): string {
  const parts = [
    ...(hash === undefined ? [] : [`      "hash": ${JSON.stringify(hash)}`]),
    ...list('declared', declared.map(toClaim)),
    ...list('files', files.map(toFile)),
  ];
  return `    ${JSON.stringify(purl)}: ${parts.length === 0 ? '{}' : `{\n${parts.join(',\n')}\n    }`}`;
}

function list(name: string, items: readonly object[]): string[] {
  if (items.length === 0) return [];
  // the same fact from two lockfiles is one line
  const lines = [...new Set(items.map((item) => `        ${JSON.stringify(item)}`))];
  return [`      "${name}": [\n${lines.join(',\n')}\n      ]`];
}

function toClaim({ method, raw, list, urls, location }: RawLicense): object {
  return { method, raw, ...(list && { list }), ...(urls && { urls: urls.map((url) => url ?? '') }), ...toPlace(location) };
}

function toFile({ expression, isNotice, evidence }: DetectedFile): object {
  const [first] = evidence;
  return {
    ...(expression !== undefined && { expression }),
    ...(isNotice && { notice: true }),
    ...(first !== undefined && toPlace({ ...first.location, lines: undefined })),
    found: evidence.map(toDetection),
  };
}

function toDetection({ method, raw, expression, score, location }: LicenseEvidence): object {
  return {
    method,
    raw,
    ...(expression !== undefined && { expression }),
    ...(score !== undefined && { score }),
    ...(location.lines !== undefined && { lines: location.lines }),
  };
}

function toPlace({ root, path, lines, sha256, integrity, time }: Partial<Record<keyof LicenseLocation, unknown>>): object {
  return {
    from: root,
    path,
    ...(lines !== undefined && { lines }),
    ...(sha256 !== undefined && { sha256 }),
    ...(integrity !== undefined && { integrity }),
    ...(time !== undefined && { time }),
  };
}
