import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Metric } from '../../domain/metric.ts';

const metric = z.strictObject({
  id: z.string(),
  numerator: z.number().optional(),
  denominator: z.number().optional(),
  unknown: z.number().optional(),
  unmeasured: z.number().optional(),
  observedOn: z.string().optional(),
  reason: z.string().optional(),
});

const line = z.strictObject({
  schema: z.literal('licet-history/1'),
  /** sha256 of the line before, without its newline; of nothing for the first. */
  prev: z.string().regex(/^[0-9a-f]{64}$/),
  pack: z.string(),
  judgedOn: z.iso.date(),
  /** Of the manifest of that pack; absent when the line was computed later from old snapshots. */
  manifestSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  policySha256: z.string(),
  metrics: z.array(metric),
  /** Open findings of that day. */
  open: z.array(z.strictObject({ id: z.string(), repository: z.string(), code: z.string(), component: z.string() })),
  /** Those that a waiver permits: gone from the open ones, and not fixed. */
  waived: z.array(z.string()),
  repositories: z.array(z.string()),
});

/** One earlier pack, in a file that only grows: each line names the digest of the one before. */
export interface HistoryLine {
  readonly schema: 'licet-history/1';
  readonly prev: string;
  readonly pack: string;
  readonly judgedOn: string;
  readonly manifestSha256?: string | undefined;
  readonly policySha256: string;
  readonly metrics: readonly HistoryMetric[];
  readonly open: readonly {
    readonly id: string;
    readonly repository: string;
    readonly code: string;
    readonly component: string;
  }[];
  /** Those that a waiver permits: gone from the open ones, and not fixed. Keys as `findingKey` makes them. */
  readonly waived: readonly string[];
  /** Repositories that had a snapshot. */
  readonly repositories: readonly string[];
}

type HistoryMetric = { readonly [K in keyof Metric]: Metric[K] | undefined } & { readonly id: string };

/** Adds a line; the text before it stays byte for byte. */
export function appendHistory(text: string, entry: Omit<HistoryLine, 'schema' | 'prev'>): string {
  const last = text.split('\n').findLast((one) => one !== '') ?? '';
  const written: HistoryLine = { schema: 'licet-history/1', prev: digestOf(last), ...entry };
  return `${text}${JSON.stringify(written)}\n`;
}

export interface ReadHistory {
  readonly lines: readonly HistoryLine[];
  readonly problems: readonly string[];
}

/** Reads a history and holds each line against the one before it. */
export function readHistory(text: string): ReadHistory {
  const lines: HistoryLine[] = [];
  const problems: string[] = [];
  let before = '';
  const written = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  written.forEach((one, index) => {
    const found = line.safeParse(tryJson(one));
    if (!found.success) problems.push(`line ${index + 1} is not a line of a history`);
    else {
      if (found.data.prev !== digestOf(before)) problems.push(`line ${index + 1} does not follow from line ${index}`);
      lines.push(found.data);
    }
    before = one;
  });
  if (text !== '' && !text.endsWith('\n')) problems.push(`line ${written.length} does not end`);
  return { lines, problems };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
