import type { LicenseLocation, RawLicense } from '../../../domain/license.ts';
import { licenseClassifiers, toClassifierClaim } from '../pyproject/licenses.ts';

/** The header fields of a METADATA or PKG-INFO file (packaging.python.org/specifications/core-metadata). */
export interface CoreMetadata {
  first(name: string): string | undefined;
  all(name: string): readonly MetadataField[];
}

export interface MetadataField {
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

/** Reads the headers up to the first empty line; a line that begins with a space continues the one before. */
export function parseMetadata(text: string): CoreMetadata {
  const fields = new Map<string, { parts: string[]; line: number }[]>();
  let current: { parts: string[]; line: number } | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '') break;
    if (/^[ \t]/.test(line)) {
      current?.parts.push(line);
      continue;
    }
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    current = { parts: [line.slice(colon + 1)], line: index + 1 };
    const name = line.slice(0, colon).toLowerCase();
    const known = fields.get(name);
    if (known === undefined) fields.set(name, [current]);
    else known.push(current);
  }
  const all = (name: string): readonly MetadataField[] =>
    (fields.get(name.toLowerCase()) ?? []).map(({ parts, line }) => ({ value: parts.join('\n').trim(), line }));
  return { all, first: (name) => all(name).find(({ value }) => value !== '')?.value };
}

const LONGEST_NAME = 200;

/**
 * What the metadata says of its license: the expression of PEP 639 alone where there is one, else the older
 * `License` field and the classifiers. A whole text in `License` is kept only when nothing else is said.
 */
export function metadataLicenses(metadata: CoreMetadata, location: LicenseLocation): readonly RawLicense[] {
  const at = (line: number): LicenseLocation => ({ ...location, lines: [line, line] });
  const expression = metadata.all('License-Expression').find(({ value }) => isStated(value));
  if (expression !== undefined) {
    return [{ method: 'manifest-field', raw: expression.value, location: at(expression.line) }];
  }
  const classifiers = metadata.all('Classifier');
  const names = licenseClassifiers(classifiers.map(({ value }) => value));
  const firstLine = classifiers.find(({ value }) => value.startsWith('License'))?.line;
  const stated = metadata.all('License').find(({ value }) => isStated(value));
  const isText = stated !== undefined && (stated.value.includes('\n') || stated.value.length > LONGEST_NAME);
  return [
    ...(stated === undefined || (isText && names.length > 0)
      ? []
      : [{ method: 'manifest-field', raw: stated.value, location: at(stated.line) } as const]),
    ...toClassifierClaim(names, firstLine === undefined ? location : at(firstLine)),
  ];
}

// setuptools writes UNKNOWN for fields that nobody filled in
function isStated(value: string): boolean {
  return value !== '' && value.toUpperCase() !== 'UNKNOWN';
}
