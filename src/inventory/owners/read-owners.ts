import { by, sortedUnique } from '../../domain/order.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import { isCatalogInfo, readCatalogInfo } from './catalog-info.ts';
import { CODEOWNERS_PATHS, readCodeOwners } from './codeowners.ts';
import type { ProjectOwner } from './project-owner.ts';

interface OwnerSources {
  readonly fs: ReadOnlyFs;
  /** All files of the repository. */
  readonly paths: readonly string[];
  /** Directories of its projects. */
  readonly projects: readonly string[];
}

/** Who answers for the repository and each of its projects, from CODEOWNERS and catalog-info.yaml. */
export function readOwners({ fs, paths, projects }: OwnerSources): readonly ProjectOwner[] {
  const wanted = sortedUnique(['', ...projects]);
  const present = new Set(paths);
  const file = CODEOWNERS_PATHS.find((path) => present.has(path));
  const text = file === undefined ? undefined : textOf(fs, file);
  const stated = file === undefined || text === undefined ? [] : readCodeOwners(text, file, wanted);
  const catalogued = paths.filter(isCatalogInfo).flatMap((path) => {
    const found = textOf(fs, path);
    return found === undefined ? [] : readCatalogInfo(found, path);
  });
  return [...stated, ...catalogued].toSorted(by((owner) => `${owner.path}\u0000${owner.source}\u0000${owner.file}`));
}

function textOf(fs: ReadOnlyFs, path: string): string | undefined {
  try {
    return fs.text(path);
  } catch {
    return undefined; // too large or not text: it names nobody
  }
}
