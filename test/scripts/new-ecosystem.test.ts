import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SCRIPT = resolve('scripts/new-ecosystem.mjs');
const root = mkdtempSync(join(tmpdir(), 'licet-new-ecosystem-'));

function generate(...args: readonly string[]): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, `--root=${root}`, ...args], { encoding: 'utf8' });
  return { status, stderr };
}

const NEEDED = ['package.json', 'tsconfig.json', 'vitest.config.ts', 'src', 'rules', 'generated', 'test/support'];

beforeAll(() => {
  for (const name of NEEDED.filter((path) => existsSync(path))) cpSync(name, join(root, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the generator of ecosystems', () => {
  it('makes a skeleton that type-checks and whose own tests pass', () => {
    expect(generate('my-tool', 'generic', 'my-tool.lock', 'My tool')).toEqual({ status: 0, stderr: '' });
    const run = (...args: readonly string[]): string =>
      execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', stdio: 'pipe' });
    expect(run('node_modules/typescript/bin/tsc', '--noEmit')).toBe('');
    expect(run('node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', 'test/ecosystems/my-tool')).toContain('5 passed');
    expect(existsSync(join(root, 'fixtures/my-tool/first-case/input/my-tool.lock'))).toBe(true);
    expect(readFileSync(join(root, 'src/ecosystems/list.ts'), 'utf8')).toContain(
      "  'my-tool': async () => (await import('./my-tool/index.ts')).myTool,\n};",
    );
  });

  it.each([
    [['my-tool', 'generic', 'my-tool.lock', 'My tool'], 'is there already'],
    [['../x', 'generic', 'a.lock', 'A'], 'is no id'],
    [['a', 'generic', '../a.lock', 'A'], 'is no file name'],
    [['a', 'generic', 'a.lock'], 'a title is missing'],
  ])('refuses %j', (args, message) => {
    const { status, stderr } = generate(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
