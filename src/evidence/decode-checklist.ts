import { parse } from 'yaml';
import { z } from 'zod';
import { UsageError } from '../domain/usage-error.ts';
import type { Checklist } from './checklist.ts';
import { isThreshold } from './threshold.ts';

const optional = z.boolean().default(false);
const required = z.array(z.string().min(1));

const evidence = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('automatic'),
    metric: z.string().min(1),
    threshold: z.string().refine(isThreshold, 'expected `>= N`, `<= N` or `== N`'),
    optional,
  }),
  z.strictObject({
    kind: z.literal('artifact'),
    document: z.string().min(1),
    title: z.string().min(1),
    required,
    maxAgeDays: z.int().positive(),
    optional,
  }),
  z.strictObject({ kind: z.literal('attested'), statement: z.string().min(1), title: z.string().min(1), required, optional }),
]);

const item = z.strictObject({ id: z.string().min(1), title: z.string().min(1), evidence: z.array(evidence).min(1) });

const checklist = z.strictObject({
  pack: z.string().min(1),
  version: z.int().positive(),
  title: z.string().min(1),
  source: z.strictObject({ name: z.string(), revision: z.string(), license: z.string(), attribution: z.string() }),
  stages: z.array(z.strictObject({ stage: z.int().nonnegative(), title: z.string().min(1), items: z.array(item).min(1) })).min(1),
});

/** Decodes a checklist pack. @throws UsageError that names the file and every place that is wrong. */
export function decodeChecklist(text: string, file: string): Checklist {
  const found = checklist.safeParse(parse(text));
  if (found.success) return found.data;
  const problems = found.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new UsageError(`\`${file}\` is not a checklist: ${problems.join('; ')}`);
}
