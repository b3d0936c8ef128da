import type { LicenseLocation } from '../domain/license.ts';
import { baseName } from '../domain/path.ts';
import type { PackageLocation } from '../domain/read-result.ts';
import type { PackageFiles } from '../ecosystems/ecosystem.ts';
import { decodeSource } from './detect/source-text.ts';
import { sha256 } from './detected-evidence.ts';
import { isLicenseFile, isNoticeFile, MOST_LICENSE_FILES } from './license-files.ts';
import { PackageFilesProblem } from './package-files.ts';
import { evidencePath } from './package-place.ts';

/** A file of a package that an attribution has to carry or to draw from, as it is. */
export interface PackageText {
  /** `third-party`: notices of other people's works that the package ships along. */
  readonly kind: 'license' | 'notice' | 'third-party' | 'authors';
  readonly location: Pick<LicenseLocation, 'root' | 'path'> & { readonly sha256: string };
  readonly text: string;
}

export interface PackageTexts {
  readonly texts: readonly PackageText[];
  /** Files that are there and were not taken, with the reason. */
  readonly left: readonly { readonly path: string; readonly reason: string }[];
}

/** Larger ones are named and left out: a cut text is no license text. */
const LARGEST_TEXT = 4 * 1024 * 1024;
const AUTHORS = /^(?:authors?|contributors|credits|copyright\w*)(?:\.(?:md|txt|rst))?$/i;

/** The license, notice and authors files of a package, whole and in the order of their names. */
export async function readPackageTexts(
  files: PackageFiles,
  location: PackageLocation,
  pointedTo: readonly string[],
): Promise<PackageTexts> {
  const names = (await files.list()).filter((name) => isLicenseFile(name) || AUTHORS.test(name));
  const texts: PackageText[] = [];
  const left: { path: string; reason: string }[] = [];
  const paths = [...new Set([...pointedTo, ...names])];
  for (const path of paths.slice(MOST_LICENSE_FILES)) left.push({ path, reason: 'one of very many license files' });
  for (const path of paths.slice(0, MOST_LICENSE_FILES)) {
    try {
      const bytes = await files.bytes(path);
      if (bytes === undefined) continue;
      const text = decodeWhole(bytes);
      if (text === undefined || bytes.length > LARGEST_TEXT) {
        left.push({ path, reason: text === undefined ? 'not a text' : `${bytes.length} bytes are more than are taken over` });
        continue;
      }
      const place = { root: location.root, path: evidencePath(location, path), sha256: sha256(bytes) };
      texts.push({ kind: kindOf(path), location: place, text });
    } catch (error) {
      if (!(error instanceof PackageFilesProblem)) throw error;
      left.push({ path, reason: error.message });
    }
  }
  return { texts, left };
}

/** The text of a file without leaving anything out; `undefined` for a binary one. */
export function decodeWhole(bytes: Uint8Array): string | undefined {
  const text = decodeSource({ head: bytes, tail: bytes.subarray(0, 0), size: bytes.length })?.text;
  return text?.replace(/^\ufeff/, '');
}

function kindOf(path: string): PackageText['kind'] {
  if (!isNoticeFile(path)) return isLicenseFile(path) || !AUTHORS.test(path) ? 'license' : 'authors';
  return /^third/i.test(baseName(path)) ? 'third-party' : 'notice';
}
