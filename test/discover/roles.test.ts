import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryOf } from '../../src/domain/path.ts';
import { isInventoried } from '../../src/domain/project.ts';
import { roleClassifier, roleOfPath } from '../../src/discover/roles.ts';

it.each([
  ['', 'product'],
  ['services/api', 'product'],
  ['services/vendor', 'product'],
  ['vendor/github.com/x/y', 'vendored'],
  ['tools/node_modules/x', 'vendored'],
  ['workspaces/arborist/test/fixtures/a', 'test-fixture'],
  ['src/testdata/a', 'test-fixture'],
  ['spec/dummy', 'test-fixture'],
  ['test/packages/a', 'test-fixture'],
  ['integration-tests/resources/a', 'test-fixture'],
  ['src/test/resources/it', 'test-fixture'],
  ['packages/a/__fixtures__', 'test-fixture'],
  ['test', 'tooling'],
  ['e2e', 'tooling'],
  ['internal/tools', 'tooling'],
  ['examples/a', 'example'],
  ['contest/latest', 'product'],
])('a project in `%s` is %s', (path, role) => {
  expect(roleOfPath(path).role).toBe(role);
});

it('lets people and git say otherwise', () => {
  const roleOf = roleClassifier({
    overrides: [
      { glob: 'test/**', role: 'product', source: '--role' },
      { glob: 'test/data', role: 'test-fixture', source: '--role' },
    ],
    embedded: [{ path: 'lib/x', kind: 'submodule' }],
  });
  expect(['test/a', 'test/data/b', 'a/test/b', 'lib/x/y', 'lib'].map((path) => roleOf(path).role)).toEqual([
    'product',
    'test-fixture',
    'test-fixture',
    'vendored',
    'product',
  ]);
  expect(roleOf('test/a').reason).toBe('`test/**` in --role');
});

// Lockfiles of real repositories, each judged by a person: P is part of the product, F is test material.
const truth = join('..', 'shared', 'bench', 'truth');
describe.skipIf(!existsSync(truth))('real repositories (a conformance pack beside the checkout)', () => {
  const files = existsSync(truth) ? readdirSync(truth).filter((name) => /^[^.]+(\.[\w-]+)?\.tsv$/.test(name)) : [];
  const rows = new Set(
    files
      .filter((name) => !name.includes('edges'))
      .flatMap((name) => readFileSync(join(truth, name), 'utf8').trim().split('\n'))
      .map((line) => line.split('\t').slice(4, 6).join(' ')),
  );
  it.each([...rows])('%s', (row) => {
    const [path, kind] = row.split(' ');
    expect(isInventoried(roleOfPath(directoryOf(path ?? '')).role)).toBe(kind === 'P');
  });
});
