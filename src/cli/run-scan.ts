import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { PROJECT_ROLES, type ProjectRole } from '../domain/project.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { UsageError } from '../domain/usage-error.ts';
import { ECOSYSTEMS } from '../ecosystems/list.ts';
import { loadLicenseAliases } from '../io/license-rules.ts';
import { openTree } from '../io/open-tree.ts';
import { packageFilesOpener } from '../io/package-files.ts';
import { scan } from '../pipeline/scan.ts';
import type { ScanFlags } from './program/context.ts';
import type { Voice } from './log.ts';
import { showProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** Scans a directory with everything wired: disk, git, caches, progress. */
export async function runScan(path: string, flags: ScanFlags, voice: Voice, terminal: Terminal): Promise<Snapshot> {
  const root = resolve(terminal.cwd, path);
  const stats = statSync(root, { throwIfNoEntry: false });
  if (stats?.isDirectory() !== true)
    throw new UsageError(`\`${path}\` is ${stats === undefined ? 'not there' : 'not a directory'}`, 'name a directory to scan');
  const progress = showProgress(terminal, voice.quiet);
  try {
    return await scan(
      {
        path: root,
        ecosystems: ECOSYSTEMS,
        includeRoles: flags.includeRole.map(readRole),
        scanner: { name: 'licet', version: version() },
      },
      {
        open: openTree,
        caches: { get: () => undefined, used: () => [] },
        openPackageFiles: packageFilesOpener,
        licenseAliases: loadLicenseAliases,
        progress,
      },
    );
  } finally {
    progress.done();
  }
}

function readRole(text: string): ProjectRole {
  const role = PROJECT_ROLES.find((known) => known === text);
  if (role === undefined) throw new UsageError(`unknown role \`${text}\``, `one of ${PROJECT_ROLES.join(', ')}`);
  return role;
}
