// How the CPU time of each lockfile reader grows: a generated lockfile, and one of double size.
//   node test/bench/readers.mjs [--size N] [--runs N] [READER...]
// Exits with 1 when a reader takes more than 2.2 times as long for twice the entries. Build first (`npm run build`).
import { parseArgs } from 'node:util';
import { loadEcosystems } from '../../dist/ecosystems/list.js';
import { LOCKFILES } from './lockfiles.mjs';

const { values, positionals } = parseArgs({
  options: { size: { type: 'string', default: '4000' }, runs: { type: 'string', default: '5' } },
  allowPositionals: true,
});
const [SIZE, RUNS, LIMIT] = [Number(values.size), Number(values.runs), 2.2];

/** A tree of files in memory whose look-ups cost the same however many there are. */
function treeOf(files) {
  const bytes = new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
  const folders = new Map([['', new Set()]]);
  for (const path of bytes.keys()) {
    const parts = path.split('/');
    for (let at = 0; at < parts.length; at += 1) {
      const folder = parts.slice(0, at).join('/');
      folders.set(folder, (folders.get(folder) ?? new Set()).add(parts[at]));
    }
  }
  const stat = (path) => {
    if (bytes.has(path)) return { kind: 'file', size: bytes.get(path).length };
    return folders.has(path) ? { kind: 'directory', size: 0 } : undefined;
  };
  const list = (path) => [...(folders.get(path) ?? [])].toSorted((a, b) => (a < b ? -1 : 1));
  return { bytes: (path) => bytes.get(path), text: (path) => bytes.get(path)?.toString(), list, stat };
}

function groupOf(files, isClaimed) {
  const fs = treeOf(files);
  const paths = Object.keys(files).toSorted();
  const claimed = paths.filter(isClaimed).map((path) => ({ path, text: () => fs.text(path), bytes: () => fs.bytes(path) }));
  const root = claimed[0].path.includes('/') ? claimed[0].path.replace(/\/[^/]*$/, '') : '';
  return { root, files: claimed, fs, paths, covered: new Set(), caches: { get: () => undefined } };
}

function measure(reader, { files, beside = () => ({}) }, size) {
  const lockfiles = files(size);
  const times = [];
  let packages = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const group = groupOf({ ...beside(size), ...lockfiles }, (path) => path in lockfiles);
    globalThis.gc?.();
    const start = process.cpuUsage();
    packages = reader.read(group).packages.length;
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  return { milliseconds: Math.min(...times), packages };
}

const readers = (await loadEcosystems()).flatMap((ecosystem) => ecosystem.readers).filter(({ kind }) => kind === 'lockfile');
const wanted = readers.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
const rows = [['reader', 'packages', 'ms', 'double', 'ms', 'ratio', '']];
let failed = false;
for (const reader of wanted) {
  const made = LOCKFILES[reader.id];
  if (made === undefined) {
    rows.push([reader.id, '-', '-', '-', '-', '-', 'no generator']);
    failed = true;
    continue;
  }
  measure(reader, made, SIZE); // the compiler settles
  const [one, two] = [measure(reader, made, SIZE), measure(reader, made, SIZE * 2)];
  const ratio = two.milliseconds / one.milliseconds;
  const isRead = one.packages >= SIZE / 2 && two.packages >= SIZE;
  failed ||= ratio > LIMIT || !isRead;
  const note = isRead ? (ratio > LIMIT ? `over ${LIMIT}` : '') : 'not read';
  const numbers = [one.packages, one.milliseconds.toFixed(1), two.packages, two.milliseconds.toFixed(1), ratio.toFixed(2)];
  rows.push([reader.id, ...numbers.map(String), note]);
}
const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
const line = (row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])));
for (const row of rows) console.log(line(row).join('  ').trimEnd());
process.exitCode = failed ? 1 : 0;
