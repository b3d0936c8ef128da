import type { LicenseLocation, RawLicense } from '../../../domain/license.ts';
import { field, listField, textField } from '../../formats/values.ts';

/**
 * The license of `[project]` or `[tool.poetry]`: an expression (PEP 639), `{ text = … }` of before, and classifiers.
 * `{ file = … }` is no claim: the file is found among the project's texts.
 */
export function readLicenses(table: unknown, location: (key: string) => LicenseLocation): readonly RawLicense[] {
  const stated = textField(table, 'license');
  const older = textField(field(table, 'license'), 'text');
  const classifiers = licenseClassifiers((listField(table, 'classifiers') ?? []).filter((item) => typeof item === 'string'));
  const at = location('license');
  return [
    ...(stated === undefined || stated.trim() === '' ? [] : [{ method: 'manifest-field', raw: stated, location: at } as const]),
    ...(older === undefined || older.trim() === '' ? [] : [{ method: 'legacy-field', raw: older.trim(), location: at } as const]),
    ...toClassifierClaim(classifiers, location('classifiers')),
  ];
}

/** The last parts of `License :: OSI Approved :: MIT License`; `License :: OSI Approved` alone names none. */
export function licenseClassifiers(classifiers: readonly string[]): readonly string[] {
  return classifiers
    .filter((classifier) => /^License\s*::/.test(classifier))
    .map((classifier) => classifier.split('::').at(-1)?.trim() ?? '')
    .filter((name) => name !== '' && name !== 'OSI Approved' && name !== 'License');
}

export function toClassifierClaim(names: readonly string[], location: LicenseLocation): readonly RawLicense[] {
  const [first, second] = names;
  if (first === undefined) return [];
  const raw = names.join(', ');
  return [{ method: 'classifier', raw, ...(second !== undefined && { list: names }), location }];
}
