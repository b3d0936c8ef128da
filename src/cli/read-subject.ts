import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Snapshot } from '../domain/snapshot.ts';
import { UsageError } from '../domain/usage-error.ts';
import { isDependencyFile } from '../discover/is-dependency-file.ts';
import { loadEcosystems } from '../ecosystems/list.ts';
import { openGitRef } from '../io/git-ref.ts';
import { parseSnapshot } from '../report/snapshot.ts';
import type { ScanFlags } from './program/context.ts';
import { readVoice, type Voice } from './log.ts';
import { runScan } from './run-scan.ts';
import type { Terminal } from './terminal.ts';

/** What is judged: a directory is scanned, a file is read as a snapshot or SBOM. */
export async function readSubject(path: string, flags: ScanFlags, voice: Voice, terminal: Terminal): Promise<Snapshot> {
  const full = resolve(terminal.cwd, path);
  if (statSync(full, { throwIfNoEntry: false })?.isFile() === true) return readSnapshotFile(full, path);
  return runScan(path, flags, { voice, terminal });
}

/**
 * What to compare with: a snapshot file, else a git ref of the scanned directory.
 * @throws UsageError when it is neither: an unusable base must never look like "nothing new"
 */
export async function readBase(base: string, path: string, flags: ScanFlags, terminal: Terminal): Promise<Snapshot> {
  const file = resolve(terminal.cwd, base);
  if (existsSync(file) && statSync(file).isFile()) return readSnapshotFile(file, base);
  const root = resolve(terminal.cwd, path);
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(
      `\`--base ${base}\` is no file, and \`${path}\` is no directory with a git history`,
      'name a snapshot to compare with',
    );
  }
  const wanted = isDependencyFile(await loadEcosystems());
  const quiet = readVoice({ ...flags, quiet: true }, terminal);
  return runScan(path, flags, { voice: quiet, terminal, open: async () => openGitRef(root, base, wanted) });
}

async function readSnapshotFile(file: string, shown: string): Promise<Snapshot> {
  const { snapshot, problems } = await parseSnapshot(readFileSync(file, 'utf8'));
  if (snapshot !== undefined) return snapshot;
  throw new UsageError(
    `\`${shown}\` is not a snapshot: ${problems.slice(0, 3).join('; ')}`,
    'make one with `licet scan -o snapshot=FILE`',
  );
}
