import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { captureTerminal } from '../support/capture-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'licet-identify-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function identify(argv: readonly string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const terminal = captureTerminal({ cwd: folder });
  const exitCode = await main(['licenses', 'identify', ...argv], terminal);
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
  expect(err).toContain('cannot read');
  expect(out).toContain('ISC  spdx-tag  lines 1-1');
});

test('an unknown format is a usage error', async () => {
  expect((await identify(['--format', 'xml', file('d.txt', 'x')])).exitCode).toBe(2);
});
