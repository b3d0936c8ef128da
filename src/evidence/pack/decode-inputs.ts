import { z } from 'zod';
import type { Judgement } from '../../domain/finding.ts';
import { parseJson } from '../json.ts';
import type { Estate, LinkAnswer, NoticeFact, PolicyFacts } from '../metrics/facts.ts';

const text = z.string();
const texts = z.array(text);

const repository = z.strictObject({
  name: text,
  url: text.optional(),
  unit: text.optional(),
  products: texts,
  distributed: z.boolean().optional(),
  visibility: z.enum(['public', 'internal', 'private']).optional(),
  owners: texts,
  criticality: z.number().optional(),
  head: text.optional(),
  excluded: text.optional(),
  archived: z.boolean().optional(),
});

const estate = z.strictObject({
  name: text,
  manifest: z.strictObject({ file: text, sha256: text }).optional(),
  repositories: z.array(repository),
});

const policy = z.strictObject({
  id: text.optional(),
  revision: text.optional(),
  file: text,
  sha256: text,
  own: z.boolean(),
  licenses: z.array(
    z.strictObject({
      id: text,
      category: text.optional(),
      osi: z.boolean().optional(),
      verdict: z.enum(['allow', 'review', 'deny']),
      by: z.strictObject({ label: text, kind: text, place: text }),
      decided: z.boolean(),
      named: z.boolean(),
      inUse: z.boolean(),
    }),
  ),
  useCases: z.array(z.strictObject({ id: text, covered: z.boolean() })),
  waivers: z.array(
    z.strictObject({ id: text, package: text, expression: text, owner: text, reason: text, expires: z.iso.date() }),
  ),
});

const notices = z.array(
  z.strictObject({ repository: text, treeDigest: text, components: z.int().nonnegative(), gaps: z.int().nonnegative() }),
);

const links = z.array(z.strictObject({ link: text, reached: z.boolean(), answer: text, askedOn: z.iso.date() }));

const digest = z.string().regex(/^[0-9a-f]{64}$/);

export const inputsSchema = z.strictObject({
  schema: z.literal('licet-evidence-inputs/1'),
  judgedOn: z.iso.date(),
  organization: text,
  tool: z.strictObject({ name: text, version: text }),
  /** sha256 of the manifest of the pack before. */
  previous: digest.optional(),
  registry: z.strictObject({ file: text }).optional(),
  repositories: z.array(
    z.strictObject({
      name: text,
      state: z.enum(['scanned', 'missing', 'archived', 'excluded']),
      reason: text.optional(),
      commit: text.optional(),
      dirty: z.boolean().optional(),
      time: text.optional(),
      treeDigest: text.optional(),
      /** Paths in the pack. */
      snapshot: text.optional(),
      findings: text.optional(),
    }),
  ),
  /** sha256 of every other input file of the pack, by path. */
  files: z.record(text, digest),
});

export type PackInputs = z.infer<typeof inputsSchema>;

const judgement = z.looseObject({
  schema: z.literal('licet-findings/1'),
  snapshot: z.looseObject({ treeDigest: text }),
  policy: z.looseObject({ file: text, sha256: text }),
  complete: z.boolean(),
  findings: z.array(
    z.looseObject({
      id: text,
      code: text,
      verdict: z.enum(['allow', 'review', 'deny']),
      message: text,
      component: z.looseObject({ id: text, name: text }),
      project: text,
      expression: text,
      rule: z.looseObject({ label: text, file: text, line: z.number() }),
      license: z.looseObject({ evidence: z.array(z.looseObject({ role: text, raw: text, path: text })) }),
      location: z.looseObject({ path: text }),
      paths: z.array(texts),
      state: z.enum(['open', 'waived']),
      fix: text.optional(),
    }),
  ),
});

export const decodeEstate = (json: string): Estate | undefined => decode(estate, json) as Estate | undefined;
export const decodePolicyFacts = (json: string): PolicyFacts | undefined => decode(policy, json) as PolicyFacts | undefined;
export const decodeNotices = (json: string): readonly NoticeFact[] | undefined => decode(notices, json);
export const decodeLinks = (json: string): readonly LinkAnswer[] | undefined => decode(links, json);
export const decodeInputs = (json: string): PackInputs | undefined => decode(inputsSchema, json);
/** A judgement as the evidence needs it: what is not needed is not looked at. */
export const decodeJudgement = (json: string): Judgement | undefined =>
  decode(judgement, json) as unknown as Judgement | undefined;

function decode<T>(schema: z.ZodType<T>, json: string): T | undefined {
  const found = schema.safeParse(parseJson(json));
  return found.success ? found.data : undefined;
}
