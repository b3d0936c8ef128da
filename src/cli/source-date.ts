import { UsageError } from '../domain/usage-error.ts';

/** SOURCE_DATE_EPOCH as ISO time; see reproducible-builds.org/specs/source-date-epoch. */
export function sourceDate(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const text = env['SOURCE_DATE_EPOCH'];
  if (text === undefined || text === '') return undefined;
  const seconds = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(seconds)) throw new UsageError(`SOURCE_DATE_EPOCH \`${text}\` is not a number of seconds`);
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
