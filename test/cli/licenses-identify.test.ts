import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { standardLicenseText } from '../../src/io/standard-license-texts.ts';
import { captureTerminal } from '../support/capture-terminal.ts';
import { schemaProblems } from '../support/validators.ts';

const folder = mkdtempSync(join(tmpdir(), 'licet-identify-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function identify(argv: readonly string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const terminal = captureTerminal({ cwd: folder });
  const exitCode = await main(['licenses', 'identify', '--cache-dir', join(folder, 'cache'), ...argv], terminal);
  return { exitCode, out: terminal.stdout(), err: terminal.stderr() };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('one JSON line per file, with the evidence', async () => {
  const path = file('a.js', '// Licensed under the MIT license\n');
  const { exitCode, out } = await identify(['--format', 'jsonl', path]);
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    path,
    expression: 'MIT',
    detections: [{ matcher: 'notice', lines: [1, 1], matchedText: 'MIT license' }],
  });
});

test('a file that says nothing has a line too', async () => {
  const { out } = await identify(['--format', 'jsonl', file('b.js', 'let a;\n')]);
  expect(JSON.parse(out)).toMatchObject({ detections: [] });
});

test('a file that cannot be read is an error, and the others are read', async () => {
  const { exitCode, out, err } = await identify([join(folder, 'absent'), file('c.txt', 'SPDX-License-Identifier: ISC')]);
  expect(exitCode).toBe(3);
  expect(err).toContain('cannot be opened');
  expect(out).toContain('ISC  spdx-tag  lines 1-1');
});

test('json and jsonl follow the published schema, with each kind of row', async () => {
  const paths = [
    file('s1.txt', 'SPDX-License-Identifier: MIT\nLicensed under the CreativeML Open RAIL-M license'),
    file('s2.txt', (standardLicenseText('MIT') ?? '').replace('without restriction', 'with restriction')),
    file('s3.bin', 'a\0b'),
    file('s4.txt', `${'x '.repeat(200_000)}\nlicense: MIT\n`),
    join(folder, 'absent'),
  ];
  const problems = schemaProblems('rules/schemas/licet-identification-1.schema.json');
  const { out } = await identify(['--format', 'json', ...paths]);
  const rows = JSON.parse(out) as object[];
  expect(problems(rows)).toEqual([]);
  const lines = (await identify(['--format', 'jsonl', ...paths])).out.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(rows);
  expect(lines.flatMap((line) => problems(JSON.parse(line)))).toEqual([]);
  expect([...new Set(rows.flatMap((row) => Object.keys(row)))].toSorted()).toEqual([
    'detections',
    'expression',
    'nearest',
    'path',
    'read',
    'schema',
    'skipped',
  ]);
});

test('an unknown format is a usage error', async () => {
  expect((await identify(['--format', 'xml', file('d.txt', 'x')])).exitCode).toBe(2);
});

test('a directory is read as a scan lists it, and by REUSE', async () => {
  const tree = {
    'REUSE.toml':
      'version = 1\n[[annotations]]\npath = "src/**"\nSPDX-License-Identifier = "MIT"\n[[annotations]]\npath = "src/other/**"\nprecedence = "override"\nSPDX-License-Identifier = "BSD-3-Clause"\n',
    'src/a.c': 'int x;\n',
    'src/b.c': '// SPDX-License-Identifier: Apache-2.0\n',
    'src/logo.png': 'PNG\0\0',
    'src/logo.png.license': 'SPDX-License-Identifier: CC-BY-4.0\n',
    'src/other/c.c': '// SPDX-License-Identifier: Apache-2.0\n',
    'deep/.reuse/dep5': 'Format: x\n\nFiles: data/*\nLicense: CC0-1.0\n',
    'deep/data/one/a.csv': 'a,b\n',
    'node_modules/x/index.js': '// SPDX-License-Identifier: ISC\n',
  };
  const root = join(folder, 'tree');
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { out } = await identify(['--format', 'json', root]);
  const rows = JSON.parse(out) as { path: string; expression?: string }[];
  expect(Object.fromEntries(rows.map(({ path, expression }) => [path.slice(root.length + 1), expression]))).toEqual({
    'REUSE.toml': undefined,
    'deep/.reuse/dep5': undefined,
    'deep/data/one/a.csv': 'CC0-1.0',
    'src/a.c': 'MIT',
    'src/b.c': 'Apache-2.0',
    'src/logo.png': 'CC-BY-4.0',
    'src/other/c.c': 'BSD-3-Clause',
  });
  expect((await identify(['--format', 'jsonl', join(root, 'node_modules')])).out).toContain('"expression":"ISC"');
});

test('a second run takes its answers from the cache, and a damaged cache is none', async () => {
  const path = file('d.txt', 'Licensed under the Zlib license');
  const first = await identify(['--format', 'json', path]);
  const [name = ''] = readdirSync(join(folder, 'cache'));
  const entries = join(folder, 'cache', name);
  expect(readFileSync(entries, 'utf8')).toContain('Zlib');
  writeFileSync(entries, readFileSync(entries, 'utf8').replaceAll('"detections"', '"detect\nions"'));
  expect(await identify(['--format', 'json', path])).toEqual(first);
  expect(await identify(['--format', 'json', '--no-cache', path])).toEqual(first);
});

test('of a large file both ends are read, a binary file gets its row, and so does what is no file', async () => {
  const large = file('large.js', `/* Licensed under the MIT license */${'x'.repeat(600_000)}\n/* Licensed under GPL-2.0-only */`);
  const binary = file('binary.zip', 'PK\u0003\u0004\0\0Licensed under the MIT license');
  const { exitCode, out, err } = await identify(['--format', 'json', large, binary, join(folder, 'absent')]);
  expect(JSON.parse(out)).toMatchObject([
    { expression: 'MIT AND GPL-2.0-only', read: { bytes: 262_144 } },
    { skipped: 'binary', detections: [] },
    { skipped: 'unreadable', detections: [] },
  ]);
  expect(err).toContain('text-read-in-part');
  expect(exitCode).toBe(3);
});
