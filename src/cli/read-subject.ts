import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import type { Snapshot } from '../domain/snapshot.ts';
import { UsageError } from '../domain/usage-error.ts';
import { isDependencyFile } from '../discover/is-dependency-file.ts';
import { loadEcosystems } from '../ecosystems/list.ts';
import { fileChunks, startOfFile } from '../io/file-chunks.ts';
import { LICENSE_LOCK_FILE } from '../licenses/lock/license-lock.ts';
import { openGitRef } from '../io/git-ref.ts';
import { loadLicenseAliases } from '../io/license-rules.ts';
import { readSbom } from '../pipeline/read-sbom.ts';
import { parseSnapshot } from '../report/snapshot.ts';
import { readVoice, type Voice } from './log.ts';
import { runScan } from './run-scan.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';
import type { ScanFlags } from './flags/shared.ts';
import { lazyTextIdentifier } from './lazy-text-identifier.ts';

/** What is judged: a directory is scanned, a file is read as a snapshot or SBOM. */
export async function readSubject(path: string, flags: ScanFlags, voice: Voice, terminal: Terminal): Promise<Snapshot> {
  const full = resolve(terminal.cwd, path);
  if (isFile(full)) return readInventoryFile(path, terminal);
  if (!existsSync(full)) throw new UsageError(`\`${path}\` is not there`, 'name a directory, a snapshot or an SBOM');
  return runScan(path, flags, { voice, terminal });
}

/** The directory below which the places of a subject lie: itself, or for an SBOM the one that its name is relative to. */
export function rootOfSubject(path: string, terminal: Terminal): string {
  const full = resolve(terminal.cwd, path);
  if (!isFile(full)) return full;
  return shownName(full, terminal) === basename(full) ? dirname(full) : terminal.cwd;
}

/**
 * What to compare with: a snapshot or SBOM, else a git ref of the scanned directory.
 * @throws UsageError when it is neither: an unusable base must never look like "nothing new"
 */
export async function readBase(base: string, path: string, flags: ScanFlags, terminal: Terminal): Promise<Snapshot> {
  if (isInventoryFile(base, terminal)) return readInventoryFile(base, terminal);
  const root = resolve(terminal.cwd, path);
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(
      `\`--base ${base}\` is no file, and \`${path}\` is no directory with a git history`,
      'name a snapshot or an SBOM to compare with',
    );
  }
  const isDependencies = isDependencyFile(await loadEcosystems());
  const wanted = (file: string): boolean => file === LICENSE_LOCK_FILE || isDependencies(file);
  const quiet = readVoice({ ...flags, quiet: true }, terminal);
  return runScan(path, flags, { voice: quiet, terminal, open: async () => openGitRef(root, base, wanted) });
}

/**
 * The facts in a file: a snapshot, or an SBOM of anybody.
 * @throws UsageError when it cannot be read: nothing is judged then
 */
export async function readInventoryFile(path: string, terminal: Terminal): Promise<Snapshot> {
  const full = resolve(terminal.cwd, path);
  if (!isFile(full)) {
    const reason = existsSync(full) ? 'is no file' : 'is not there';
    throw new UsageError(`\`${path}\` ${reason}`, 'name a snapshot (`licet scan -o snapshot=FILE` makes one) or an SBOM');
  }
  if (/"schema"\s*:\s*"licet-snapshot\//.test(startOfFile(full))) {
    const { snapshot, problems } = await parseSnapshot(readFileSync(full, 'utf8'));
    if (snapshot !== undefined) return snapshot;
    throw new UsageError(
      `\`${path}\` is not a snapshot: ${problems.slice(0, 3).join('; ')}`,
      'make one with `licet scan -o snapshot=FILE`',
    );
  }
  const { snapshot, diagnostics = [] } = await readSbom(
    { name: shownName(full, terminal), chunks: fileChunks(full) },
    { scanner: { name: 'licet', version: version() }, licenseAliases: loadLicenseAliases, textIdentifier: lazyTextIdentifier() },
  );
  if (snapshot !== undefined) return snapshot;
  const [first] = diagnostics;
  const line = first?.line === undefined ? '' : `:${first.line}`;
  throw new UsageError(
    `\`${path}\` cannot be read as a snapshot or SBOM: ${path}${line}: ${first?.message ?? 'nothing in it'}`,
    first?.hint ?? 'give the whole document',
  );
}

// Relative to the working directory where that is possible, so that a place in it can be opened from there.
function shownName(full: string, terminal: Terminal): string {
  const path = relative(terminal.cwd, full);
  return path === '' || path.startsWith('..') || resolve(terminal.cwd, path) !== full || /^[A-Za-z]:/.test(path)
    ? basename(full)
    : path.split(sep).join('/');
}

/** Is this the name of a snapshot or SBOM, rather than a git ref? */
export function isInventoryFile(name: string, terminal: Terminal): boolean {
  return isFile(resolve(terminal.cwd, name));
}

function isFile(full: string): boolean {
  return statSync(full, { throwIfNoEntry: false })?.isFile() === true;
}
