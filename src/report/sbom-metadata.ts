import { load } from 'js-yaml';
import { z } from 'zod';
import type { Organization, SbomMetadata } from '../domain/sbom-metadata.ts';
import { UsageError } from '../domain/usage-error.ts';

const name = z.string().trim().min(1).max(200);
const url = z.url({ protocol: /^https?$/ });
const contact = z
  .strictObject({ name: name.optional(), email: z.email().optional() })
  .refine((one) => one.name !== undefined || one.email !== undefined, 'a contact needs a name or an email');

const organization = z.strictObject({
  name,
  url: z.union([url, z.array(url)]).optional(),
  contact: z.union([contact, z.array(contact)]).optional(),
});

/** What `licet.sbom.yaml` may say; published as `rules/schemas/licet-sbom-1.schema.json`. */
export const sbomMetadataSchema = z.strictObject({
  version: z.literal(1),
  authors: z.array(contact).optional().describe('who is responsible for the SBOM'),
  manufacturer: organization.optional().describe('who makes the software that is described'),
  supplier: organization.optional().describe('who delivers it'),
  license: z
    .string()
    .regex(/^[A-Za-z0-9.-]+$/)
    .optional()
    .describe('license of the SBOM itself, an SPDX id; SPDX documents are always CC0-1.0'),
  components: z
    .array(
      z.strictObject({
        package: z.string().startsWith('pkg:').describe('a purl; `*` stands for any run of characters'),
        supplier: organization.optional(),
        manufacturer: organization.optional(),
        source: url.optional().describe('address of the source code'),
        filename: name.optional().describe('name of the file that is delivered'),
        executable: z.boolean().optional(),
        archive: z.boolean().optional(),
        structured: z.boolean().optional(),
      }),
    )
    .optional()
    .describe('what you know of packages; the first that matches counts'),
});

type Written = z.infer<typeof sbomMetadataSchema>;

/**
 * Reads `licet.sbom.yaml`.
 * @throws UsageError that names what is wrong in it: a document must not say less than its author believes
 */
export function decodeSbomMetadata(text: string, file: string): SbomMetadata {
  let value: unknown;
  try {
    value = load(text);
  } catch (error) {
    throw new UsageError(
      `\`${file}\` is not valid YAML: ${(error instanceof Error ? error.message : String(error)).split('\n')[0]}`,
    );
  }
  const decoded = sbomMetadataSchema.safeParse(value);
  if (!decoded.success) {
    const problems = decoded.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
    throw new UsageError(`\`${file}\` is not right: ${problems.slice(0, 3).join('; ')}`, 'see docs/sbom.md for what it may say');
  }
  return toMetadata(decoded.data);
}

function toMetadata({ authors = [], manufacturer, supplier, license, components = [] }: Written): SbomMetadata {
  return {
    authors: authors.map(present),
    ...(manufacturer && { manufacturer: toOrganization(manufacturer) }),
    ...(supplier && { supplier: toOrganization(supplier) }),
    ...(license !== undefined && { license }),
    components: components.map(({ supplier, manufacturer, ...rest }) => ({
      ...present(rest),
      ...(supplier && { supplier: toOrganization(supplier) }),
      ...(manufacturer && { manufacturer: toOrganization(manufacturer) }),
    })),
  };
}

function toOrganization({ name, url = [], contact = [] }: z.infer<typeof organization>): Organization {
  return {
    name,
    url: typeof url === 'string' ? [url] : url,
    contact: (Array.isArray(contact) ? contact : [contact]).map(present),
  };
}

type Present<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

// zod gives `undefined` for what may be absent; here such a property is not there.
function present<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Present<T>;
}
