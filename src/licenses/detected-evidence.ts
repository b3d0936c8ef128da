import { createHash } from 'node:crypto';
import type { LicenseEvidence, LicenseLocation, SpdxExpression } from '../domain/license.ts';
import { baseName } from '../domain/path.ts';
import { toExpression } from '../domain/spdx-expression.ts';
import type { PackageFiles } from '../ecosystems/ecosystem.ts';
import { isLicenseFile, isNoticeFile, MOST_LICENSE_FILES } from './license-files.ts';
import { PackageFilesProblem } from './package-files.ts';
import { evidencePath, type PackagePlace } from './package-place.ts';
import { identifyReadme, isReadme } from './readme.ts';
import { hasSameText } from './same-terms.ts';
import type { TextDetection, TextIdentification, TextIdentifier } from './text-identifier.ts';

/** What one file says: its detections as evidence, and all of them in one expression when each has a name. */
export interface DetectedFile {
  readonly evidence: readonly LicenseEvidence[];
  readonly expression?: SpdxExpression;
  /** Evidence that takes no part in the conclusion: a notice names other people's works. */
  readonly isNotice: boolean;
}

/** Identifies texts, one run per distinct content: most packages ship the same few. */
export function cachedIdentifier(identifier: TextIdentifier): TextIdentifier {
  const known = new Map<string, Promise<TextIdentification>>();
  return {
    identify: async (file) => {
      // the name says something (`LICENSE-MIT`), the folder does not
      const key = `${baseName(file.path)}\n${sha256(file.bytes)}`;
      const found = known.get(key) ?? identifier.identify(file);
      known.set(key, found);
      return found;
    },
  };
}

/**
 * Detected evidence in the files of a package whose names say that they hold terms, and in those it points to; where neither these
 * nor its metadata say anything, in its README.
 */
export async function detectLicenses(
  { files, location, integrity }: Pick<PackagePlace, 'files' | 'location' | 'integrity'>,
  options: { readonly identifier: TextIdentifier; readonly pointedTo: readonly string[]; readonly isDeclared: boolean },
): Promise<{ readonly detections: readonly DetectedFile[]; readonly problems: readonly string[] }> {
  const names = (await files.list()).filter(isLicenseFile);
  const paths = [...new Set([...options.pointedTo, ...names])].slice(0, MOST_LICENSE_FILES);
  const detections: DetectedFile[] = [];
  const problems: string[] = [];
  const read = async (path: string, identify: (bytes: Uint8Array) => Promise<TextIdentification>): Promise<void> => {
    const bytes = await bytesOf(files, path, problems);
    if (bytes === undefined) return;
    const { expression, detections: found } = await identify(bytes);
    if (found.length === 0) return;
    const place = {
      root: location.root,
      path: evidencePath(location, path),
      sha256: sha256(bytes),
      ...(integrity && { integrity }),
    };
    detections.push({
      evidence: distinct(found).map((detection) => toEvidence(detection, place)),
      ...(expression !== undefined && { expression }),
      isNotice: isNoticeFile(path),
    });
  };
  for (const path of paths) await read(path, async (bytes) => asNamed(path, await options.identifier.identify({ path, bytes })));
  // Where something else speaks of the license, a README often lists those of what the package contains.
  const readme = options.isDeclared || detections.length > 0 ? undefined : (await files.list()).find(isReadme);
  if (readme !== undefined)
    await read(readme, async (bytes) => identifyReadme(Buffer.from(bytes).toString('utf8'), readme, options.identifier));
  return { detections, problems };
}

/**
 * `LICENSES/GPL-2.0-or-later.txt` (https://reuse.software/spec-3.3 §3): the name says which of the licenses with this text is
 * meant. A name that says another license is not believed.
 */
function asNamed(path: string, identified: TextIdentification): TextIdentification {
  const name = /^LICENSES\/([^/]+)\.\w+$/.exec(path)?.[1];
  const named = name === undefined ? undefined : toExpression(name);
  const { expression, detections } = identified;
  if (named === undefined || expression === undefined || named === expression || !hasSameText(named, expression))
    return identified;
  return {
    expression: named,
    detections: detections.map((one) => (one.expression === expression ? { ...one, expression: named } : one)),
  };
}

// A file of third-party notices holds one license hundreds of times: its first place is the evidence, the rest says nothing new.
function distinct(detections: readonly TextDetection[]): TextDetection[] {
  const first = new Map<string, TextDetection>();
  for (const detection of detections) {
    const key = `${detection.method}\n${detection.expression ?? detection.raw}`;
    if (!first.has(key)) first.set(key, detection);
  }
  return [...first.values()];
}

function toEvidence({ method, raw, expression, score, lines, bytes }: TextDetection, place: LicenseLocation): LicenseEvidence {
  return {
    role: 'detected',
    method,
    raw,
    ...(expression !== undefined && { expression }),
    score,
    location: { ...place, ...(lines !== undefined && { lines }), ...(bytes !== undefined && { bytes }) },
  };
}

// One file that cannot be read must not hide the others.
async function bytesOf(files: PackageFiles, path: string, problems: string[]): Promise<Uint8Array | undefined> {
  try {
    return await files.bytes(path);
  } catch (error) {
    if (!(error instanceof PackageFilesProblem)) throw error;
    problems.push(`\`${path}\`: ${error.message}`);
    return undefined;
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function sha256Text(text: string): string {
  return sha256(new TextEncoder().encode(text));
}
