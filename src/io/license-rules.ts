import { readFileSync } from 'node:fs';
import { parseLicenseAliases, type LicenseAliases } from '../licenses/license-aliases.ts';
import { parseLicenseData, type LicenseData } from '../licenses/license-data.ts';

// The package root is two folders up from `src/io` and from `dist/io` alike.
const read = (name: string): string => readFileSync(new URL(`../../rules/${name}`, import.meta.url), 'utf8');

/** Reads the category data that the package ships. */
export function loadLicenseData(): LicenseData {
  return parseLicenseData(read('license-data.json'));
}

/** Reads the alias table that the package ships. */
export function loadLicenseAliases(data: LicenseData = loadLicenseData()): LicenseAliases {
  return parseLicenseAliases(read('license-aliases.json'), data);
}
