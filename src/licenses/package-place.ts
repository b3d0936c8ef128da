import type { UnlicensedComponent } from '../domain/component-graph.ts';
import type { Integrity, RawLicense } from '../domain/license.ts';
import type { PackageLocation } from '../domain/read-result.ts';
import type { DeclaredMetadata, PackageFiles, PackageLicensing } from '../ecosystems/ecosystem.ts';
import { PackageFilesProblem, type PackageFilesOpener } from './package-files.ts';
import { verifyPlace } from './verify-place.ts';

/** The place whose files speak for a component. */
export interface PackagePlace {
  readonly location: PackageLocation;
  readonly files: PackageFiles;
  readonly licenses: readonly RawLicense[];
  readonly integrity?: Integrity;
}

export interface PlaceSearch {
  readonly place?: PackagePlace;
  /** Places that were passed over, with the reason. */
  readonly skipped: readonly SkippedPlace[];
}

export interface SkippedPlace {
  readonly location: PackageLocation;
  readonly kind: 'mismatch' | 'integrity' | 'unreadable';
  readonly reason: string;
}

/** The first place, best first, that is there, can be read, and holds this very package and version. */
export async function findPlace(
  component: UnlicensedComponent,
  locations: readonly PackageLocation[],
  sources: { readonly licensing: PackageLicensing; readonly opener: PackageFilesOpener },
): Promise<PlaceSearch> {
  const skipped: SkippedPlace[] = [];
  for (const location of locations) {
    try {
      const files = await sources.opener.open(location);
      if (files === undefined) continue;
      const metadata = await sources.licensing.declared(files, location);
      const mismatch = metadata === undefined ? undefined : mismatchOf(component, metadata);
      if (mismatch === undefined) {
        const verification = await verifyPlace(component, location, sources.opener);
        if (!('mismatch' in verification)) {
          return { place: { location, files, licenses: metadata?.licenses ?? [], ...verification }, skipped };
        }
        skipped.push({ location, kind: 'integrity', reason: verification.mismatch });
        continue;
      }
      skipped.push({ location, kind: 'mismatch', reason: mismatch });
    } catch (error) {
      if (!(error instanceof PackageFilesProblem)) throw error;
      skipped.push({ location, kind: 'unreadable', reason: error.message });
    }
  }
  return { skipped };
}

// A folder named after a package can hold another one: a stale install, a hand-made copy, an alias.
function mismatchOf(component: UnlicensedComponent, metadata: DeclaredMetadata): string | undefined {
  if (metadata.name !== undefined && foldName(metadata.name) !== foldName(component.name)) {
    return `holds the package \`${metadata.name}\``;
  }
  if (metadata.version === undefined || component.version === undefined) return undefined;
  return foldVersion(metadata.version) === foldVersion(component.version) ? undefined : `holds version ${metadata.version}`;
}

function foldName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

// npm takes `v1.0.0` and `=1.0.0` for 1.0.0 and leaves build metadata out of comparisons (semver.org, item 10).
function foldVersion(version: string): string {
  return version
    .trim()
    .replace(/^[v=]+/, '')
    .replace(/\+.*$/, '');
}

/** Path of a file of the package as evidence names it: `a.zip!/folder/LICENSE` inside an archive. */
export function evidencePath(location: PackageLocation, file: string): string {
  // of an archive with one folder of whatever name, only what is below that folder is named
  const inside = (location.inside === '*' ? '' : (location.inside ?? '')).replaceAll(/^\/+|\/+$/g, '');
  const below = [inside, file].filter((part) => part !== '').join('/');
  if (location.format !== 'directory') return `${location.path}!/${below}`;
  return [location.path, below].filter((part) => part !== '').join('/');
}

/** The file of the package that a path from `evidencePath` names. */
export function fileOfEvidence(location: PackageLocation, path: string): string | undefined {
  const folder = evidencePath(location, '');
  const prefix = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}
