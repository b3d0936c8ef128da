// Compiles the JSON Schemas that licet checks its documents against into modules without imports: `generated/*.mjs`.
// The CycloneDX schemas are the official ones, as shipped by @cyclonedx/cyclonedx-library.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import { equal, ucs2length } from './validator-runtime.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const library = dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json'));
const schemaFolder = join(library, 'res', 'schema');
const target = join(root, 'generated');

// RFC 3987 in short: no spaces, quotes or brackets, and a colon in the first segment only after a scheme. ajv-formats has
// no `iri-reference`; validators that do have it refuse `git@host:path`, and so do we.
const IRI_REFERENCE = /^(?:[A-Za-z][A-Za-z0-9+.-]*:|(?![^/?#]*:))[^\s<>"{}|\\^`[\]]*$/u;
const IDN_EMAIL = /^[^\s@]+@[^\s@]+$/u;

const options = { strict: false, validateFormats: true, code: { source: true, esm: true, lines: true } };

/** `uniqueItems` on objects compares all pairs. `report/cyclonedx/unique-items.ts` does it in linear time instead. */
function withoutUniqueItems(schema) {
  return JSON.parse(JSON.stringify(schema, (key, value) => (key === 'uniqueItems' ? undefined : value)));
}

function readSchema(name) {
  return withoutUniqueItems(JSON.parse(readFileSync(join(schemaFolder, name), 'utf8')));
}

/** Regular expressions are written into the code; a function would have to be imported. */
function addPlainFormats(ajv) {
  for (const name of ['date', 'date-time', 'email', 'uri', 'uri-reference']) {
    const format = addFormats.default.get(name, 'fast');
    const check = format instanceof RegExp ? format : format.validate;
    if (!(check instanceof RegExp)) throw new Error(`format ${name} of ajv-formats is no regular expression any more`);
    ajv.addFormat(name, check);
  }
  ajv.addFormat('iri-reference', IRI_REFERENCE).addFormat('idn-email', IDN_EMAIL);
}

const HELPERS = new Map([
  ['require("ajv/dist/runtime/ucs2length").default', ucs2length],
  ['require("ajv/dist/runtime/equal").default', equal],
]);

/** Replaces the imports of ajv's runtime by our own functions, and fails when another one turns up. */
function inlineRuntime(code) {
  let out = code;
  for (const [call, helper] of HELPERS) {
    if (out.includes(call)) out = `${helper.toString()}\n${out.replaceAll(call, helper.name)}`;
  }
  if (/\brequire\(|^\s*import\s/m.test(out.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')))
    throw new Error('a generated validator has imports');
  return out;
}

function compile(ajv, schema, file) {
  const code = standalone.default(ajv, ajv.compile(schema));
  writeFileSync(join(target, file), `// Written by scripts/build-validators.mjs\n${inlineRuntime(code)}`);
}

mkdirSync(target, { recursive: true });
for (const version of ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7']) {
  const ajv = new Ajv(options);
  addPlainFormats(ajv);
  for (const shared of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
    // The library's copies refer to each other by file name, next to the BOM schema's own id.
    const name = `${shared}.SNAPSHOT.schema.json`;
    ajv.addSchema({ ...readSchema(name), $id: `http://cyclonedx.org/schema/${name}` });
  }
  compile(ajv, readSchema(`bom-${version}.SNAPSHOT.schema.json`), `cyclonedx-${version}.mjs`);
}
const snapshotAjv = new Ajv2020({ ...options, strict: true, strictRequired: false, strictTypes: false });
addPlainFormats(snapshotAjv);
const snapshotSchema = JSON.parse(readFileSync(join(root, 'rules', 'schemas', 'licet-snapshot-1.schema.json'), 'utf8'));
compile(snapshotAjv, snapshotSchema, 'licet-snapshot-1.mjs');
