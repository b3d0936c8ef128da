import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { Snapshot } from '../domain/snapshot.ts';
import { UsageError } from '../domain/usage-error.ts';
import { openCaches } from '../io/caches.ts';
import { ecosystemsOfTree } from './ecosystems-of-tree.ts';
import { lazyTextIdentifier } from './lazy-text-identifier.ts';
import { loadLicenseAliases } from '../io/license-rules.ts';
import { openTree } from '../io/open-tree.ts';
import { packageFilesOpener } from '../io/package-files.ts';
import { parseRole, parseRoleSetting } from '../discover/role-setting.ts';
import { scan } from '../pipeline/scan.ts';
import type { OpenedTree, ScanServices } from '../pipeline/services.ts';
import { sourceDate } from './source-date.ts';
import type { ScanFlags } from './program/context.ts';
import type { Voice } from './log.ts';
import { showProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

export interface ScanRun {
  readonly voice: Voice;
  readonly terminal: Terminal;
  /** Where the files come from; the disk unless said otherwise. */
  readonly open?: (path: string) => Promise<OpenedTree>;
  readonly onPackageTexts?: ScanServices['onPackageTexts'];
  readonly onLicenseFacts?: ScanServices['onLicenseFacts'];
  readonly ignoreLicenseLock?: boolean;
}

/** Scans a directory with everything wired: disk, git, caches, progress. */
export async function runScan(
  path: string,
  flags: ScanFlags,
  { voice, terminal, open = openTree, onPackageTexts, onLicenseFacts, ignoreLicenseLock = false }: ScanRun,
): Promise<Snapshot> {
  const root = resolve(terminal.cwd, path);
  const stats = statSync(root, { throwIfNoEntry: false });
  if (stats?.isDirectory() !== true)
    throw new UsageError(`\`${path}\` is ${stats === undefined ? 'not there' : 'not a directory'}`, 'name a directory to scan');
  const home = { env: terminal.env, home: homedir(), platform: process.platform, cwd: terminal.cwd };
  const { caches, warnings } = openCaches(flags.caches, home);
  for (const warning of warnings) terminal.err(`${voice.errStyle.warning('warning')} ${warning}\n`);
  const date = sourceDate(terminal.env);
  const progress = showProgress(terminal, voice.quiet);
  try {
    return await scan(
      {
        path: root,
        ecosystems: ecosystemsOfTree,
        includeRoles: flags.includeRole.map(parseRole),
        roleOverrides: flags.role.map(parseRoleSetting),
        scanner: { name: 'licet', version: version() },
        ignoreLicenseLock,
      },
      {
        open,
        caches,
        ...(date !== undefined && { sourceDate: date }),
        openPackageFiles: packageFilesOpener,
        licenseAliases: loadLicenseAliases,
        textIdentifier: lazyTextIdentifier,
        progress,
        ...(onPackageTexts && { onPackageTexts }),
        ...(onLicenseFacts && { onLicenseFacts }),
        ...(flags.lookup && { online: flags.lookup }),
      },
    );
  } finally {
    progress.done();
  }
}
