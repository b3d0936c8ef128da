import { createHash } from 'node:crypto';
import type { LicenseEvidence } from '../domain/license.ts';
import type { PackageLocation } from '../domain/read-result.ts';
import type { PackageFiles } from '../ecosystems/ecosystem.ts';
import { isLicenseFile, isNoticeFile, MOST_LICENSE_FILES } from './license-files.ts';
import { evidencePath } from './package-place.ts';
import type { TextDetection, TextIdentifier } from './text-identifier.ts';

export interface Detected {
  readonly evidence: LicenseEvidence;
  readonly isNotice: boolean;
}

/** Identifies texts, one run per distinct content: most packages ship the same few. */
export function cachedIdentifier(identifier: TextIdentifier): TextIdentifier {
  const known = new Map<string, Promise<readonly TextDetection[]>>();
  return {
    identify: async (file) => {
      const key = `${file.path}\n${sha256(file.bytes)}`;
      const found = known.get(key) ?? identifier.identify(file);
      known.set(key, found);
      return found;
    },
  };
}

/** Detected evidence in the files of a package whose names say that they hold terms, and in those it points to. */
export async function detectLicenses(
  files: PackageFiles,
  location: PackageLocation,
  options: { readonly identifier: TextIdentifier; readonly pointedTo: readonly string[] },
): Promise<readonly Detected[]> {
  const names = (await files.list()).filter(isLicenseFile);
  const paths = [...new Set([...options.pointedTo, ...names])].slice(0, MOST_LICENSE_FILES);
  const out: Detected[] = [];
  for (const path of paths) {
    const bytes = await files.bytes(path);
    if (bytes === undefined) continue;
    const digest = sha256(bytes);
    for (const { lines, bytes: range, method, raw, score, expression } of await options.identifier.identify({ path, bytes })) {
      out.push({
        isNotice: isNoticeFile(path),
        evidence: {
          role: 'detected',
          method,
          raw,
          ...(expression !== undefined && { expression }),
          score,
          location: {
            root: location.root,
            path: evidencePath(location, path),
            ...(lines !== undefined && { lines }),
            ...(range !== undefined && { bytes: range }),
            sha256: digest,
          },
        },
      });
    }
  }
  return out;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
