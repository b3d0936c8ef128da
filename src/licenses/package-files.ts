import type { PackageLocation } from '../domain/read-result.ts';
import type { PackageFiles } from '../ecosystems/ecosystem.ts';

/** Opens the files of a package where a location says they are. Made by `io/`; in memory for tests. */
export interface PackageFilesOpener {
  /** `undefined` when nothing is there. @throws PackageFilesProblem when something is there and cannot be read */
  open(location: PackageLocation): Promise<PackageFiles | undefined>;
  /** Hex digest of a file below the root of a location; `undefined` when it is not there. @throws PackageFilesProblem */
  digest(location: PackageLocation, path: string, algorithm: string): Promise<string | undefined>;
  /** `h1:` of a Go module; `undefined` when it is too large to be hashed. @throws PackageFilesProblem */
  moduleDigest(location: PackageLocation, prefix: string): Promise<string | undefined>;
}

/** A place that is there and cannot be read: a damaged archive, or one beyond the limits. Becomes a diagnostic. */
export class PackageFilesProblem extends Error {
  override readonly name = 'PackageFilesProblem';
}
