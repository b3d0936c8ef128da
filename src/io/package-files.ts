import { FileProblem, type ReadOnlyCaches, type ReadOnlyFs } from '../domain/read-only-fs.ts';
import type { PackageLocation } from '../domain/read-result.ts';
import type { PackageFiles } from '../ecosystems/ecosystem.ts';
import { PackageFilesProblem, type PackageFilesOpener } from '../licenses/package-files.ts';
import { ARCHIVE_LIMITS, ArchiveProblem, type ArchiveLimits } from './archives/limits.ts';
import { tarGzFiles, zipFiles } from './package-archives.ts';
import { fileDigest, moduleDigest } from './package-digests.ts';
import { directoryFiles } from './package-directory.ts';
import { pnpmStoreFiles } from './pnpm-store.ts';

/** Package files in the scanned tree and the local caches, through their read-only file systems. */
export function packageFilesOpener(
  fs: ReadOnlyFs,
  caches: ReadOnlyCaches,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): PackageFilesOpener {
  const rootOf = ({ root }: PackageLocation): ReadOnlyFs | undefined =>
    root === 'tree' ? fs : caches.get(root.replace(/^cache:/, ''));
  return {
    async open(location) {
      const root = rootOf(location);
      const stat = root?.stat(location.path);
      if (root === undefined || stat === undefined) return undefined;
      if (stat.kind !== (location.format === 'directory' ? 'directory' : 'file')) return undefined;
      return guarded(await asProblem(async () => openFiles(root, location, limits)));
    },
    async digest(location, path, algorithm) {
      const root = rootOf(location);
      return root === undefined ? undefined : asProblem(async () => Promise.resolve(fileDigest(root, path, algorithm)));
    },
    async moduleDigest(location, prefix) {
      const root = rootOf(location);
      return root === undefined ? undefined : asProblem(async () => moduleDigest(root, location, prefix));
    },
  };
}

async function openFiles(root: ReadOnlyFs, location: PackageLocation, limits: ArchiveLimits): Promise<PackageFiles> {
  switch (location.format) {
    case 'directory':
      return directoryFiles(root, location);
    case 'zip':
      return zipFiles(root, location, limits);
    case 'tar.gz':
      return tarGzFiles(root, location, limits);
    case 'pnpm-index':
      return pnpmStoreFiles(root, location);
  }
}

/** All that can go wrong in a package's files becomes one kind of problem. */
function guarded(files: PackageFiles): PackageFiles {
  return {
    list: async () => asProblem(async () => files.list()),
    bytes: async (path) => asProblem(async () => files.bytes(path)),
    text: async (path) => asProblem(async () => files.text(path)),
  };
}

async function asProblem<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof ArchiveProblem || error instanceof FileProblem) throw new PackageFilesProblem(error.message);
    throw error;
  }
}
