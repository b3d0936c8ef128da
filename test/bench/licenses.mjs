// node test/bench/licenses.mjs FOLDER [TRUTH] [--errors] (after `npm run build`): how often license identification is right, and what it costs.
//   TRUTH is a tab-separated file with a header line: path (below FOLDER), expected expression or NONE, kind, level. Without TRUTH
//   FOLDER/expected.json is read (`{ "path": { "expression": … } }`); without either only the cost is measured.
//   A file is exact when its set of SPDX ids is the expected one; LicenseRefs count on neither side. level `family` ignores
//   -only and -or-later, `primary` asks that the expected ids are among those found.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createIdentifier } from '../../dist/licenses/detect/identify.js';
import { HEAD_LIMIT, TAIL_LIMIT } from '../../dist/licenses/detect/source-text.js';
import { listFiles } from '../../dist/io/list-files.js';
import { loadLicenseIndex } from '../../dist/io/license-index.js';
import { readEnds } from '../../dist/io/read-ends.js';

const [folder, truthFile] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
if (folder === undefined) throw new Error('usage: node test/bench/licenses.mjs FOLDER [TRUTH] [--errors]');
const truth = readTruth();

const beforeLoad = process.cpuUsage();
const identifier = createIdentifier(loadLicenseIndex());
const loadSeconds = seconds(beforeLoad);
const start = process.cpuUsage();
const found = new Map();
const files = truth === undefined ? listFiles(folder) : [...truth.keys()];
let withLicense = 0;
for (const path of files) {
  const content = readEnds(join(folder, path), HEAD_LIMIT, TAIL_LIMIT);
  const { expression } = content === undefined ? {} : identifier.identify(content, { path });
  if (expression !== undefined) withLicense += 1;
  found.set(path, expression);
}
const spent = seconds(start);

for (const [kind, { n, exact, missed, extra }] of [...score()].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(
    `${kind.padEnd(22)} ${String(n).padStart(5)} files  ${(exact / n).toFixed(3)} exact  ${missed} missed  ${extra} with a false id`,
  );
console.log(
  `${files.length} files, ${withLicense} with a license: ${spent.toFixed(2)} CPU s (${Math.round(files.length / spent)} files per CPU second), ` +
    `index loaded in ${Math.round(loadSeconds * 1000)} ms, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`,
);

function readTruth() {
  if (truthFile !== undefined) {
    const rows = readFileSync(truthFile, 'utf8').trim().split('\n').slice(1);
    return new Map(rows.map((row) => row.split('\t')).map(([path, expected, kind, level]) => [path, { expected, kind, level }]));
  }
  const own = join(folder, 'expected.json');
  if (!existsSync(own)) return undefined;
  const entries = Object.entries(JSON.parse(readFileSync(own, 'utf8')));
  return new Map(entries.map(([path, { expression }]) => [path, { expected: expression, kind: path.split('/')[0] }]));
}

function score() {
  const kinds = new Map();
  for (const [path, { expected, kind, level }] of truth ?? []) {
    const family = level === 'family' || level === 'primary';
    const want = idsOf(expected, family);
    const got = idsOf(found.get(path), family);
    const all = [...want].every((id) => got.has(id));
    const isExact = all && (level === 'primary' || got.size === want.size);
    for (const key of [kind, 'ALL']) {
      const sum = kinds.get(key) ?? { n: 0, exact: 0, missed: 0, extra: 0 };
      sum.n += 1;
      sum.exact += isExact ? 1 : 0;
      sum.missed += want.size > 0 && ![...want].some((id) => got.has(id)) ? 1 : 0;
      sum.extra += level !== 'primary' && [...got].some((id) => !want.has(id)) ? 1 : 0;
      kinds.set(key, sum);
    }
    if (!isExact && process.argv.includes('--errors'))
      console.log(`${path}\texpected ${expected ?? 'NONE'}\tgot ${found.get(path) ?? 'NONE'}`);
  }
  return kinds;
}

function idsOf(expression = '', family = false) {
  const words = expression
    .split(/[\s()]+/)
    .filter((word) => !/^(?:|AND|OR|WITH|NONE|NOASSERTION|(?:LicenseRef|DocumentRef).*)$/.test(word));
  return new Set(family ? words.map((id) => id.replace(/(?:-only|-or-later|\+)$/, '')) : words);
}

function seconds(since) {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}
