// Writes rules/license-texts/known-urls.tsv: which address stands for which license, as ScanCode's data has it (CC-BY-4.0, see NOTICE).
//   node scripts/update-license-urls.mjs FOLDER
// FOLDER holds the unpacked wheel of `scancode-toolkit-mini`. Only the pair of address and license is taken, nothing of its wording.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { toExpression } from '../dist/domain/spdx-expression.js';
import { normaliseUrl } from './license-index/urls.mjs';

const folder = join(process.argv[2] ?? '.', 'licensedcode/data');
const target = new URL('../rules/license-texts/known-urls.tsv', import.meta.url);
// An address counts as a license's when it says so itself; a project's home page says nothing.
const SPEAKS_OF_LICENSES =
  /licen[sc]|lizen|licencia|copying|copyright|legal|terms|eula|[lg]pl|mpl|cpl|epl|cddl|\bosl|bsd|artistic|licensebuttons|fwlink/;
// Registries move their pages, and their packages carry the license themselves.
const REGISTRY = /(?:^|\.)(?:npmjs|pypi|rubygems|packagist|nuget|cpan|metacpan)\.(?:org|com)\/|crates\.io/;
const LEAST_RELEVANCE = 75;

const read = (path) => {
  const [, head, body] = /^---\n(.*?)\n---\n?(.*)$/s.exec(readFileSync(path, 'utf8')) ?? [];
  return head === undefined ? undefined : { ...parse(head), body: body.replaceAll(/\{\{|\}\}/g, '').trim() };
};
const files = (name) =>
  readdirSync(join(folder, name))
    .sort()
    .map((file) => read(join(folder, name, file)))
    .filter((entry) => entry !== undefined && !entry.is_deprecated && !entry.is_false_positive);

const licenses = files('licenses');
const idOf = new Map(licenses.map(({ key, spdx_license_key: id }) => [key, id?.startsWith('LicenseRef-') ? undefined : id]));
const table = new Map();
const add = (address, expression) => {
  const url = normaliseUrl(address);
  if (expression === undefined || !url.includes('/') || !SPEAKS_OF_LICENSES.test(url) || REGISTRY.test(url)) return;
  table.set(url, (table.get(url) ?? new Set()).add(expression));
};

for (const { body, license_expression: written, relevance = 100 } of files('rules')) {
  if (/^(?:https?:\/\/|www\.)?[\w.-]+\.\w+\/\S+$/i.test(body) && relevance >= LEAST_RELEVANCE) add(body, inSpdx(written));
}
for (const { key, is_exception: isException, text_urls: texts = [], osi_url: osi } of licenses) {
  if (!isException) for (const url of [...texts, osi ?? '']) if (!table.has(normaliseUrl(url))) add(url, inSpdx(key));
}

function inSpdx(expression = '') {
  const ids = expression.replaceAll(/[\w.+-]+/g, (key) => (/^(?:and|or|with)$/i.test(key) ? key : (idOf.get(key) ?? '?')));
  return ids.includes('?') ? undefined : toExpression(ids);
}

const rows = [...table].filter(([, ids]) => ids.size === 1).map(([url, ids]) => `${url}\t${[...ids][0]}\n`);
writeFileSync(target, rows.sort((a, b) => (a < b ? -1 : 1)).join(''));
console.log(`${rows.length} addresses`);
