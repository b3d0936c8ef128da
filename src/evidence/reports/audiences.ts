import { z } from 'zod';
import { readYaml, type ReadYaml } from '../read-yaml.ts';
import { ANSWERS, SECTIONS, type AnswerId, type SectionId } from './sections.ts';

const text = z.string().trim().min(1);

const audience = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: text,
  question: text,
  answer: z.enum(Object.keys(ANSWERS) as [AnswerId, ...AnswerId[]]),
  sections: z.array(z.enum(Object.keys(SECTIONS) as [SectionId, ...SectionId[]])).min(1),
  /** Checklists that the report speaks about; all when left out. */
  checklists: z.array(text).optional(),
});

/** The shape of a file of audiences; rules/schemas/licet-audiences-1.schema.json is written from it. */
export const audiencesSchema = z.strictObject({ schema: z.literal('licet-audiences/1'), audiences: z.array(audience).min(1) });

export type Audience = z.infer<typeof audience>;

export function decodeAudiences(content: string, file: string): ReadYaml<z.infer<typeof audiencesSchema>> {
  const read = readYaml(content, file, audiencesSchema);
  const ids = (read.value?.audiences ?? []).map(({ id }) => id);
  const problems = ids.flatMap((id, index) =>
    ids.indexOf(id) === index ? [] : [read.problemAt(['audiences', index, 'id'], `audience \`${id}\` is there twice`)],
  );
  return problems.length === 0 ? read : { problems, problemAt: read.problemAt };
}
