import { z } from 'zod';
import { readYaml, type ReadYaml } from '../read-yaml.ts';
import type { Checklist } from './checklist.ts';
import { isThreshold } from './threshold.ts';

const ID = /^[a-z0-9][A-Za-z0-9._/-]*$/;
const id = z.string().regex(ID, 'expected letters, digits, `.`, `_`, `-` and `/`');
const text = z.string().trim().min(1, 'must not be empty');
const maxAgeDays = z.int().positive();
const optional = z.boolean().default(false);
export const thresholdSchema = z.string().refine(isThreshold, 'expected `>= N`, `<= N` or `== N`');

const evidence = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('automatic'),
    metric: id,
    threshold: thresholdSchema,
    maxAgeDays: maxAgeDays.optional(),
    optional,
  }),
  z.strictObject({
    kind: z.literal('artifact'),
    document: id,
    title: text,
    required: z.array(text),
    maxAgeDays: maxAgeDays.default(365),
    optional,
  }),
  z.strictObject({ kind: z.literal('attested'), statement: id, title: text, maxAgeDays: maxAgeDays.default(365), optional }),
]);

const item = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'expected letters, digits, `.`, `_`, `-` and `/`'),
  title: text,
  text: text.optional(),
  variant: text.optional(),
  match: z.enum(['all', 'any']).default('all'),
  evidence: z.array(evidence).min(1),
});

export const groupSchema = z.strictObject({
  id,
  title: text,
  stage: z.int().nonnegative().optional(),
  items: z.array(item).min(1),
});

const view = z.strictObject({
  id,
  title: text,
  source: text,
  steps: z.array(z.strictObject({ title: text, text, items: z.array(text) })).min(1),
});

const source = z.strictObject({
  name: text,
  url: z.url().optional(),
  revision: text,
  license: text,
  attribution: text,
});

/** The shape of a checklist file; rules/schemas/licet-checklist-1.schema.json is written from it. */
export const checklistSchema = z.strictObject({
  schema: z.literal('licet-checklist/1'),
  pack: id,
  version: z.int().positive(),
  title: text,
  source,
  notes: z.array(text).default([]),
  rated: z.boolean().default(false),
  groups: z.array(groupSchema).min(1),
  views: z.array(view).default([]),
});

/** Decodes a checklist file; every mistake has its place, and no item is there twice. */
export function decodeChecklist(content: string, file: string): ReadYaml<Checklist> {
  const read = readYaml(content, file, checklistSchema);
  if (read.value === undefined) return read;
  const seen = new Set<string>();
  const problems = read.value.groups.flatMap(({ items }, groupIndex) =>
    items.flatMap((one, index) => {
      const twice = seen.has(one.id);
      seen.add(one.id);
      return twice ? [read.problemAt(['groups', groupIndex, 'items', index, 'id'], `item \`${one.id}\` is there twice`)] : [];
    }),
  );
  return problems.length === 0 ? read : { problems, problemAt: read.problemAt };
}
