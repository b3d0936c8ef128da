import { isRecord } from '../domain/values.ts';

/** The last time somebody tried to look at a repository. Published as `licet-attempt/1`; replaced by the next one, which remembers failures. */
export interface Attempt {
  readonly schema: 'licet-attempt/1';
  readonly repository: string;
  readonly at: string;
  /** `unchanged`: there was a segment for this commit already. */
  readonly outcome: 'scanned' | 'unchanged' | 'failed';
  /** Why it failed, one line. */
  readonly reason?: string;
  /** Key of the record that holds now. */
  readonly key?: string;
  /** When it last succeeded; carried along by failures. */
  readonly succeededAt?: string;
  /** The last times that it failed, newest first; carried along by every try, so that one success does not hide a pattern. */
  readonly failures?: readonly Failure[];
}

export interface Failure {
  readonly at: string;
  readonly reason: string;
}

const MOST_FAILURES = 10;

/** What is remembered after one more failure. */
export function withFailure(before: Attempt | undefined, failure: Failure): readonly Failure[] {
  return [failure, ...(before?.failures ?? [])].slice(0, MOST_FAILURES);
}

/** Decodes an attempt; `undefined` when it is none. */
export function parseAttempt(text: string): Attempt | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isAttempt =
      isRecord(value) &&
      value['schema'] === 'licet-attempt/1' &&
      typeof value['repository'] === 'string' &&
      typeof value['at'] === 'string' &&
      ['scanned', 'unchanged', 'failed'].includes(String(value['outcome']));
    return isAttempt ? (value as unknown as Attempt) : undefined;
  } catch {
    return undefined;
  }
}
