import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emit, emitAsync } from '../../src/cli/emit.ts';
import { captureTerminal } from '../support/capture-terminal.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'licet-emit-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function* pieces(...chunks: (string | Uint8Array | Error)[]): AsyncIterable<string | Uint8Array> {
  for (const chunk of chunks) {
    if (chunk instanceof Error) throw chunk;
    yield await Promise.resolve(chunk);
  }
}

describe('writing a document', () => {
  it('keeps text and bytes in their order', async () => {
    const file = 'mixed.bin';
    await emitAsync({ format: 'x', file }, pieces('a', new Uint8Array([0, 255]), 'ü'), captureTerminal({ cwd: root }));
    expect([...readFileSync(join(root, file))]).toEqual([97, 0, 255, 0xc3, 0xbc]);
  });

  it('leaves the old file when it fails half-way, and nothing beside it', async () => {
    const output = { format: 'x', file: 'whole/or-not.txt' };
    const terminal = captureTerminal({ cwd: root });
    emit(output, ['old'], terminal);
    await expect(emitAsync(output, pieces('new', new Error('half-way')), terminal)).rejects.toThrow('half-way');
    expect(readFileSync(join(root, output.file), 'utf8')).toBe('old');
    expect(readdirSync(join(root, 'whole'))).toEqual(['or-not.txt']);
  });

  it('refuses to print bytes to a terminal', () => {
    const terminal = { ...captureTerminal({ cwd: root }), outIsTty: true };
    expect(() => emit({ format: 'xlsx' }, [new Uint8Array([1])], terminal)).toThrow('`xlsx` is not text');
  });
});
