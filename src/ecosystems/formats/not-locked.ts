import { diagnostic, type Diagnostic, type Where } from '../../diagnostics/diagnostic.ts';
import type { ReadResult } from '../../domain/read-result.ts';

/** A manifest declares what its lockfile does not hold. */
export function notLocked(declared: string, lockfile: string, where: Where): Diagnostic {
  return diagnostic('lockfile-stale', `\`${declared.slice(0, 200)}\` is declared, and ${lockfile} does not hold it`, where);
}

/** The part of a result that says that its lockfile is out of date; the first finding is the reason. */
export function staleBecause(lockfile: string, [first]: readonly Diagnostic[]): Pick<ReadResult, 'stale'> {
  return first === undefined ? {} : { stale: [{ path: lockfile, reason: first.message }] };
}
