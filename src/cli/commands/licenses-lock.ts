import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isFailure } from '../../diagnostics/diagnostic.ts';
import { openTree } from '../../io/open-tree.ts';
import { decodeLicenseLock } from '../../licenses/lock/decode-lock.ts';
import { compareLocks, type LockChange } from '../../licenses/lock/compare-locks.ts';
import { LICENSE_LOCK_FILE, type LicenseLock } from '../../licenses/lock/license-lock.ts';
import { makeLicenseLock } from '../../licenses/lock/make-lock.ts';
import { renderLicenseLock } from '../../licenses/lock/render-lock.ts';
import type { LicenseFacts } from '../../licenses/license-components.ts';
import { writeOutput } from '../../io/write-output.ts';
import { plural } from '../../report/numbers.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { logDiagnostics, readVoice } from '../log.ts';
import { runScan } from '../run-scan.ts';
import type { Terminal } from '../terminal.ts';
import type { LicensesLockFlags } from '../flags/licenses.ts';

/** Records what caches, installed trees and registries say of licenses, or checks that the record is complete. */
export async function licensesLockCommand(path: string, flags: LicensesLockFlags, terminal: Terminal): Promise<ExitCode> {
  const voice = readVoice(flags, terminal);
  const file = resolve(terminal.cwd, path, LICENSE_LOCK_FILE);
  const facts = new Map<string, LicenseFacts>();
  let committed: ReadonlySet<string> = new Set();
  const snapshot = await runScan(path, flags, {
    voice,
    terminal,
    ignoreLicenseLock: flags.refresh === true,
    onLicenseFacts: (component, found) => facts.set(component, found),
    open: async (root) => {
      const tree = await openTree(root);
      committed = new Set(tree.paths);
      return tree;
    },
  });
  logDiagnostics(snapshot.diagnostics, voice, terminal);
  const lock = makeLicenseLock({ components: snapshot.components, facts, committed });
  const changes = compareLocks(existingLock(file), lock);
  if (flags.check === true) {
    for (const change of changes) terminal.out(`${describe(change)}\n`);
    terminal.out(`${join(path, LICENSE_LOCK_FILE)} ${changes.length === 0 ? 'is up to date' : 'is not up to date'}\n`);
    if (changes.length > 0) return EXIT.violation;
  } else {
    writeOutput(file, [renderLicenseLock(lock)]);
    terminal.out(`${summary(lock, changes)}\n`);
  }
  return snapshot.diagnostics.some(isFailure) ? EXIT.incomplete : EXIT.ok;
}

function existingLock(file: string): LicenseLock | undefined {
  if (!existsSync(file)) return undefined;
  const lock = decodeLicenseLock(readFileSync(file, 'utf8'), LICENSE_LOCK_FILE);
  return typeof lock === 'string' ? undefined : lock;
}

function describe({ kind, purl }: LockChange): string {
  switch (kind) {
    case 'missing':
      return `${purl} is not recorded`;
    case 'changed':
      return `${purl} is recorded otherwise, or for other bytes`;
    case 'surplus':
      return `${purl} is recorded and not used any more`;
  }
}

function summary({ packages }: LicenseLock, changes: readonly LockChange[]): string {
  const empty = [...packages.values()].filter(({ declared, files }) => declared.length + files.length === 0).length;
  const unknown = empty === 0 ? '' : `, ${empty} of them unknown`;
  return `${LICENSE_LOCK_FILE}: ${plural(packages.size, 'package')} recorded${unknown}, ${plural(changes.length, 'change')}`;
}
