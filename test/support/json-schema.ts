import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** What a published schema says against a document; nothing when it fits. */
export function schemaProblems(name: string, document: unknown): readonly string[] {
  const schema: unknown = JSON.parse(readFileSync(`rules/schemas/${name}.schema.json`, 'utf8'));
  const validate = new Ajv2020({ strict: false }).compile(schema as object);
  return validate(document) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}
