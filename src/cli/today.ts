import { UsageError } from '../domain/usage-error.ts';
import { sourceDate } from './source-date.ts';

/** The date judgements are made for: `--today`, else SOURCE_DATE_EPOCH, else today in UTC. ISO date. */
export function judgementDate(flag: string | undefined, env: Readonly<Record<string, string | undefined>>, now: Date): string {
  if (flag === undefined) return (sourceDate(env) ?? now.toISOString()).slice(0, 10);
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(flag) && !Number.isNaN(Date.parse(`${flag}T00:00:00Z`));
  if (!isDate) throw new UsageError(`\`--today ${flag}\` is not a date`, 'write YYYY-MM-DD');
  return flag;
}
