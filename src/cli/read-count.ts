import { UsageError } from '../domain/usage-error.ts';

/** A whole number from 1 as a flag gives it. */
export function readCount(text: string, flag: string): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count < 1) throw new UsageError(`\`${flag} ${text}\` is not a count`, 'write a whole number from 1');
  return count;
}
