import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';

// ajv-formats is CommonJS: its default export is on `default` for TypeScript and is the function itself for Node.
const addFormats = addFormatsModule as unknown as (ajv: Ajv) => Ajv;

/** What a JSON Schema finds wrong with a document; `[]` when it is valid. */
export function schemaProblems(file: string): (document: unknown) => string[] {
  const schema = JSON.parse(readFileSync(file, 'utf8')) as { $schema: string };
  const options = { strict: false, allErrors: false, unicodeRegExp: false };
  const ajv = schema.$schema.includes('2020') ? new Ajv2020(options) : new Ajv(options);
  addFormats(ajv);
  const validate = ajv.compile(schema);
  return (document) =>
    validate(document) ? [] : (validate.errors ?? []).map((one) => `${one.instancePath}: ${one.message ?? ''}`);
}
