import { z } from 'zod';
import { readYaml, type ReadYaml } from '../read-yaml.ts';

const text = z.string().trim().min(1);

const definition = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9.-]*$/),
  title: text,
  /** Of numerator and denominator: `repositories`, `components`, `findings`, `people`. */
  unit: text,
  numerator: text,
  /** Left out for plain counts. */
  denominator: text.optional(),
  /** What is counted as unknown, and when the whole metric is. */
  unknown: text.optional(),
  better: z.enum(['higher', 'lower']).default('higher'),
});

/** The shape of rules/maturity/metrics.yaml; rules/schemas/licet-metric-catalogue-1.schema.json is written from it. */
export const catalogueSchema = z.strictObject({
  schema: z.literal('licet-metric-catalogue/1'),
  metrics: z.array(definition).min(1),
});

export type MetricDefinition = z.infer<typeof definition>;

export function decodeCatalogue(content: string, file: string): ReadYaml<z.infer<typeof catalogueSchema>> {
  return readYaml(content, file, catalogueSchema);
}
