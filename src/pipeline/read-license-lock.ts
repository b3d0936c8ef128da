import { createHash } from 'node:crypto';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { UnlicensedComponent } from '../domain/component-graph.ts';
import { FileProblem, type ReadOnlyFs } from '../domain/read-only-fs.ts';
import type { InputFile } from '../domain/snapshot.ts';
import { decodeLicenseLock } from '../licenses/lock/decode-lock.ts';
import { LICENSE_LOCK_FILE } from '../licenses/lock/license-lock.ts';
import { lockLookup, type LockLookup } from '../licenses/lock/use-lock.ts';

export interface ReadLicenseLock {
  readonly recorded?: LockLookup['recorded'];
  readonly diagnostics: readonly Diagnostic[];
  /** It decides licenses, so it is an input like a lockfile. */
  readonly inputs: readonly InputFile[];
}

/** The lock file of licenses at the top of the tree, when there is one. */
export function readLicenseLock(fs: ReadOnlyFs, components: readonly UnlicensedComponent[]): ReadLicenseLock {
  const path = LICENSE_LOCK_FILE;
  try {
    const text = fs.text(path);
    if (text === undefined) return { diagnostics: [], inputs: [] };
    const lock = decodeLicenseLock(text, path);
    const sha256 = createHash('sha256').update(text).digest('hex');
    const input = { path, sha256, ecosystem: 'licet', reader: 'licenses-lock', role: 'product' } as const;
    if (typeof lock === 'string') return unusable(lock, { ...input, state: 'failed' });
    const { recorded, diagnostics } = lockLookup(lock, components, path);
    return { recorded, diagnostics, inputs: [{ ...input, state: 'parsed' }] };
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return unusable(error.message, { path, ecosystem: 'licet', state: 'failed', role: 'product' });
  }
}

function unusable(reason: string, input: InputFile): ReadLicenseLock {
  return { diagnostics: [diagnostic('licenses-lock-unusable', reason, { path: input.path })], inputs: [input] };
}
