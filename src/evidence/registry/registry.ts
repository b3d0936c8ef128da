import { z } from 'zod';
import { isoDate, targetSchema } from '../checklists/extend-checklists.ts';

const text = z.string().trim().min(1, 'must not be empty');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hexadecimal digits');
// Only what a browser or a mail program opens; reachability is another question, asked with --online.
const link = z.string().regex(/^(https?:\/\/[^\s/]+\.?[^\s]*|mailto:[^\s@]+@[^\s@]+)$/, 'expected an http(s) or mailto link');
/** A path below the directory of the registry. */
const file = z
  .string()
  .regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))(?!.*\\)[^\0]+$/, 'expected a path below the registry, with `/` and without `..`');
const globs = z.array(text);
const value = z.union([text, z.number(), z.boolean(), z.array(z.union([text, z.number()]))]);

const document = z
  .strictObject({
    /** The kind that checklists ask for: `open-source-policy`, `training-records`. */
    document: text,
    title: text,
    file: file.optional(),
    link: link.optional(),
    sha256: sha256.optional(),
    /** The day its freshness counts from: approved, published, reviewed. */
    date: isoDate,
    reviewBy: isoDate.optional(),
    owner: text,
    fields: z.record(text, value).default({}),
  })
  .refine((one) => one.file !== undefined || one.link !== undefined, 'a document needs a `file` or a `link`');

const attestation = z
  .strictObject({
    statement: text.optional(),
    metric: text.optional(),
    item: text.optional(),
    text,
    owner: text,
    date: isoDate,
    expires: isoDate,
    link,
    /** `false`: the person says that it does not hold. */
    holds: z.boolean().default(true),
  })
  .refine(
    (one) => [one.statement, one.metric, one.item].filter((target) => target !== undefined).length === 1,
    'an attestation is about exactly one `statement`, `metric` or `item`',
  )
  .refine((one) => one.expires > one.date, { message: '`expires` must be after `date`', path: ['expires'] });

const questionnaire = z.strictObject({
  title: text,
  file: file.optional(),
  link,
  owner: text,
  date: isoDate,
  expires: isoDate,
  answers: z
    .array(z.strictObject({ item: text, answer: z.enum(['yes', 'no', 'partly', 'unknown']), note: text.optional() }))
    .min(1),
});

const notApplicable = z.strictObject({
  item: text,
  /** One piece of evidence of the item; the whole item when left out. */
  evidence: text.optional(),
  reason: text,
  owner: text,
  date: isoDate,
  expires: isoDate,
});

const supplier = z.strictObject({
  name: text,
  contact: text.optional(),
  sboms: z.array(z.strictObject({ file, product: text, received: isoDate })).default([]),
});

const vulnerabilities = z.strictObject({
  format: z.enum(['sarif', 'osv', 'openvex', 'cyclonedx']),
  file,
  /** Names of the repositories that the result is about. */
  repositories: globs.min(1),
  date: isoDate,
});

/** The shape of `licet.evidence.yaml`; rules/schemas/licet-evidence-registry-1.schema.json is written from it. */
export const registrySchema = z.strictObject({
  version: z.literal(1),
  /** Who answers for the program; signs nothing by itself. */
  program: z.strictObject({ name: text, owner: text, contact: link.optional() }).optional(),
  /** Ids of the shipped checklists to answer; all when left out. */
  packs: z.array(text).optional(),
  /** Files of one's own: whole checklists, or extensions of shipped ones. */
  checklists: z.array(file).default([]),
  targets: z.array(targetSchema).default([]),
  audiences: file.optional(),
  pilot: z.strictObject({ title: text, owner: text, since: isoDate.optional(), repositories: globs.min(1) }).optional(),
  /** Names of dependencies that the business could not do without, as purls without version. */
  critical: z.array(z.strictObject({ package: text, reason: text.optional() })).default([]),
  documents: z.array(document).default([]),
  attestations: z.array(attestation).default([]),
  notApplicable: z.array(notApplicable).default([]),
  questionnaires: z.array(questionnaire).default([]),
  /** Findings that CI wrote with `licet check -o json=FILE`: the proof that the gate ran. */
  gates: z.array(z.strictObject({ file, repository: text.optional() })).default([]),
  /** Attribution documents that a release made with its packages at hand: `licet notice -o json=FILE`. */
  notices: z.array(z.strictObject({ file, repository: text.optional() })).default([]),
  scorecards: z.array(z.strictObject({ file })).default([]),
  vulnerabilities: z.array(vulnerabilities).default([]),
  suppliers: z.array(supplier).default([]),
  /** What runs in production, with the SBOM that its build or its image gave. */
  deployables: z.array(z.strictObject({ name: text, sbom: file.optional(), date: isoDate.optional() })).default([]),
  /** What is known of repositories and no lockfile says. */
  repositories: z
    .array(
      z.strictObject({
        name: text,
        visibility: z.enum(['public', 'internal', 'private']).optional(),
        securityPolicy: text.optional(),
        updateAutomation: text.optional(),
        releaseGate: z.enum(['passed', 'failed']).optional(),
        binaries: z.int().nonnegative().optional(),
      }),
    )
    .default([]),
  /** Decisions on single components: adopt, hold or retire. */
  radar: z
    .array(z.strictObject({ package: text, decision: z.enum(['adopt', 'trial', 'hold', 'retire']), date: isoDate, owner: text }))
    .default([]),
});

export type Registry = z.infer<typeof registrySchema>;
export type RegisteredDocument = Registry['documents'][number];
export type Attestation = Registry['attestations'][number];

/** A registry in which nothing is registered: what a repository without one has. */
export function emptyRegistry(): Registry {
  return registrySchema.parse({ version: 1 });
}
