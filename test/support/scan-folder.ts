import { resolve } from 'node:path';
import { loadEcosystems } from '../../src/ecosystems/list.ts';
import type { Ecosystem } from '../../src/ecosystems/ecosystem.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import type { ReadOnlyFs } from '../../src/domain/read-only-fs.ts';
import { loadLicenseAliases } from '../../src/io/license-rules.ts';
import { packageFilesOpener } from '../../src/io/package-files.ts';
import { openTree } from '../../src/io/open-tree.ts';
import { scan } from '../../src/pipeline/scan.ts';
import type { OpenedTree, ScanServices } from '../../src/pipeline/services.ts';
import { memoryFs } from '../../src/testing/memory-fs.ts';

const ECOSYSTEMS = await loadEcosystems();

// Read once: the table does not change, and some tests scan thousands of times.
let aliases: ReturnType<typeof loadLicenseAliases> | undefined;
const licenseAliases = (): ReturnType<typeof loadLicenseAliases> => (aliases ??= loadLicenseAliases());

/** Scans a folder as `licet scan` does, without caches and without the surrounding git repository. */
export async function scanFolder(path: string, ecosystems: readonly Ecosystem[] = ECOSYSTEMS): Promise<Snapshot> {
  return scanWith(async () => {
    const { git: _git, ...tree } = await openTree(resolve(path));
    return tree;
  }, ecosystems);
}

/** Scans files that exist only in memory, with the local caches that are given by name. */
export async function scanMemory(
  files: Readonly<Record<string, string | Uint8Array>>,
  ecosystems: readonly Ecosystem[] = ECOSYSTEMS,
  caches: Readonly<Record<string, ReadOnlyFs>> = {},
): Promise<Snapshot> {
  const fs = memoryFs(files);
  const open = async (): Promise<OpenedTree> =>
    Promise.resolve({ fs, paths: fs.paths, diagnostics: [], directoryName: 'memory' });
  return scanWith(open, ecosystems, caches);
}

async function scanWith(
  open: () => Promise<OpenedTree>,
  ecosystems: readonly Ecosystem[],
  caches: Readonly<Record<string, ReadOnlyFs>> = {},
): Promise<Snapshot> {
  const services: ScanServices = {
    open,
    caches: { get: (name) => caches[name], used: () => [] },
    openPackageFiles: packageFilesOpener,
    licenseAliases,
    progress: { stage: () => undefined, tick: () => undefined },
  };
  return scan({ path: '.', ecosystems, includeRoles: [], scanner: { name: 'licet', version: '0.0.0-test' } }, services);
}
