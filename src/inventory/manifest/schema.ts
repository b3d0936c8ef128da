import { z } from 'zod';
import { DISTRIBUTIONS } from '../../domain/distribution.ts';
import { CRITICALITIES } from './model.ts';

const name = z.string().trim().min(1).max(200);
const criticality = z.enum(CRITICALITIES).describe('how much the business depends on it');
const distribution = z.enum(DISTRIBUTIONS).describe('how what is made here reaches others; policies ask for it');
const weight = z.number().nonnegative();

const repository = z.strictObject({
  name: name.optional().describe('unique; default: the last segment of the path, or owner/name of the URL'),
  path: z.string().min(1).optional().describe('a checkout, relative to this file'),
  url: z.string().min(1).optional().describe('where to clone from: https:// or file://'),
  branch: z.string().min(1).optional().describe('what to clone; default: the branch that HEAD names'),
  team: name.optional(),
  products: z.array(name).optional(),
  criticality: criticality.optional(),
  distribution: distribution.optional(),
  archived: z.boolean().optional().describe('nobody works on it; it is listed and not scanned'),
  excluded: name.optional().describe('why it does not count; it is listed with this reason and not scanned'),
  roles: z.array(z.string().min(1)).optional().describe('GLOB=ROLE for projects in it, as `scan --role` takes them'),
});

/** What `licet.org.yaml` may say; published as `rules/schemas/licet-org-1.schema.json`. */
export const manifestSchema = z.strictObject({
  version: z.literal(1),
  organization: name,
  store: z.string().min(1).optional().describe('directory of the store, relative to this file; default: .licet-org'),
  defaults: z
    .strictObject({ team: name.optional(), criticality: criticality.optional(), distribution: distribution.optional() })
    .optional()
    .describe('what repositories have that say nothing themselves, and whose products say nothing'),
  teams: z.array(z.strictObject({ name, contact: z.string().min(1).optional() })).optional(),
  products: z
    .array(
      z.strictObject({
        name,
        criticality: criticality.optional(),
        distribution: distribution.optional(),
        team: name.optional(),
        repositories: z.array(name).optional().describe('names; `*` stands for any run of characters'),
      }),
    )
    .optional(),
  repositories: z.array(repository),
  impact: z
    .strictObject({
      criticality: z.partialRecord(z.enum(CRITICALITIES), weight).optional(),
      transitive: weight.optional().describe('weight of a dependency that is not the own choice of the repository'),
    })
    .optional()
    .describe('weights of "business impact"'),
});

export type WrittenManifest = z.infer<typeof manifestSchema>;
export type WrittenRepository = WrittenManifest['repositories'][number];
