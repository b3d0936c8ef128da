import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Snapshot } from '../domain/snapshot.ts';
import { UsageError } from '../domain/usage-error.ts';
import { openTree } from '../io/open-tree.ts';
import type { OpenedTree, ScanServices } from '../pipeline/services.ts';
import type { Voice } from './log.ts';
import { showProgress } from './progress.ts';
import { sourceDate } from './source-date.ts';
import type { Terminal } from './terminal.ts';
import { wiredScan } from './wired-scan.ts';
import type { ScanFlags } from './flags/shared.ts';

export interface ScanRun {
  readonly voice: Voice;
  readonly terminal: Terminal;
  /** Where the files come from; the disk unless said otherwise. */
  readonly open?: (path: string) => Promise<OpenedTree>;
  readonly onPackageTexts?: ScanServices['onPackageTexts'];
  readonly onLicenseFacts?: ScanServices['onLicenseFacts'];
  readonly ignoreLicenseLock?: boolean;
}

/** Scans the directory that somebody named, and shows how it goes. */
export async function runScan(
  path: string,
  flags: ScanFlags,
  { voice, terminal, open = openTree, onPackageTexts, onLicenseFacts, ignoreLicenseLock = false }: ScanRun,
): Promise<Snapshot> {
  const root = resolve(terminal.cwd, path);
  const stats = statSync(root, { throwIfNoEntry: false });
  if (stats?.isDirectory() !== true)
    throw new UsageError(`\`${path}\` is ${stats === undefined ? 'not there' : 'not a directory'}`, 'name a directory to scan');
  const { caches, includeRole: includeRoles, role: roles, lookup: online } = flags;
  const { cwd, env } = terminal;
  const date = sourceDate(env);
  const progress = showProgress(terminal, voice.quiet);
  try {
    return await wiredScan(
      { path: root, includeRoles, roles, caches, cwd, env, ignoreLicenseLock },
      {
        open,
        ...(date !== undefined && { sourceDate: date }),
        progress,
        ...(onPackageTexts && { onPackageTexts }),
        ...(onLicenseFacts && { onLicenseFacts }),
        ...(online && { online }),
      },
      (warning) => terminal.err(`${voice.errStyle.warning('warning')} ${warning}\n`),
    );
  } finally {
    progress.done();
  }
}
