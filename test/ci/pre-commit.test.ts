import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files: string;
  readonly language: string;
  readonly pass_filenames: boolean;
}

const [hook, ...others] = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as Hook[];

// Python's verbose mode leaves out white space, which JavaScript does not know.
const pattern = new RegExp((hook?.files ?? '').replace(/^\(\?x\)/, '').replaceAll(/\s/g, ''));

it('is one hook that runs the installed command against HEAD', () => {
  expect(others).toEqual([]);
  expect(hook).toMatchObject({ id: 'licet', language: 'node', pass_filenames: false, entry: 'licet check --base HEAD -o short' });
});

describe('runs for', () => {
  it.each([
    'package-lock.json',
    'a b/pnpm-lock.yaml',
    'x/Cargo.lock',
    'go.sum',
    'requirements-dev.txt',
    'licet.policy.yaml',
    'src/App.csproj',
  ])('%s', (path) => {
    expect(pattern.test(path)).toBe(true);
  });
});

describe('does not run for', () => {
  it.each(['README.md', 'my-package-lock.json', 'go.sum.bak', 'src/policy.ts', 'XCargo.lock'])('%s', (path) => {
    expect(pattern.test(path)).toBe(false);
  });
});
