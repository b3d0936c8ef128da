import { createHash } from 'node:crypto';

/**
 * The id of a package in the document: what a person can read of it, and a digest that keeps apart what reads alike.
 * SPDX 2.3, 7.2: letters, numbers, `.` and `-`.
 */
export function spdxId(id: string): string {
  const readable = id
    .replace(/^pkg:/, '')
    .replaceAll(/[^A-Za-z0-9.]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80);
  return `SPDXRef-${readable === '' ? '' : `${readable}-`}${digest(id)}`;
}

/** The id of a text that is no SPDX expression: `LicenseRef-licet-0123456789abcdef`. */
export function licenseRef(text: string): string {
  return `LicenseRef-licet-${digest(text)}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
