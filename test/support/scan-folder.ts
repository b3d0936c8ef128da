import { resolve } from 'node:path';
import { ECOSYSTEMS } from '../../src/ecosystems/list.ts';
import type { Ecosystem } from '../../src/ecosystems/ecosystem.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { loadLicenseAliases } from '../../src/io/license-rules.ts';
import { packageFilesOpener } from '../../src/io/package-files.ts';
import { openTree } from '../../src/io/open-tree.ts';
import { scan } from '../../src/pipeline/scan.ts';
import type { OpenedTree, ScanServices } from '../../src/pipeline/services.ts';
import { memoryFs } from '../../src/testing/memory-fs.ts';

/** Scans a folder as `licet scan` does, without caches and without the surrounding git repository. */
export async function scanFolder(path: string, ecosystems: readonly Ecosystem[] = ECOSYSTEMS): Promise<Snapshot> {
  return scanWith(async () => {
    const { git: _git, ...tree } = await openTree(resolve(path));
    return tree;
  }, ecosystems);
}

/** Scans files that exist only in memory. */
export async function scanMemory(
  files: Readonly<Record<string, string | Uint8Array>>,
  ecosystems: readonly Ecosystem[] = ECOSYSTEMS,
): Promise<Snapshot> {
  const fs = memoryFs(files);
  return scanWith(async () => Promise.resolve({ fs, paths: fs.paths, diagnostics: [], directoryName: 'memory' }), ecosystems);
}

async function scanWith(open: () => Promise<OpenedTree>, ecosystems: readonly Ecosystem[]): Promise<Snapshot> {
  const services: ScanServices = {
    open,
    caches: { get: () => undefined, used: () => [] },
    openPackageFiles: packageFilesOpener,
    licenseAliases: loadLicenseAliases,
    progress: { stage: () => undefined, tick: () => undefined },
  };
  return scan({ path: '.', ecosystems, includeRoles: [], scanner: { name: 'licet', version: '0.0.0-test' } }, services);
}
