import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scanMemory } from '../../support/scan-folder.ts';

const codesOf = async (files: Record<string, string>): Promise<string[]> =>
  (await scanMemory(files)).diagnostics.map((item) => `${item.code} ${item.path ?? ''}:${item.line ?? ''}`);

describe('package-lock.json that cannot be trusted', () => {
  it.each([
    ['empty', '', 'lockfile-unparsable package-lock.json:1'],
    ['truncated', '{\n  "lockfileVersion": 3,\n  "packages": {', 'lockfile-unparsable package-lock.json:3'],
    [
      'of a later version',
      '{\n  "lockfileVersion": 99,\n  "packages": {}\n}',
      'lockfile-version-unsupported package-lock.json:2',
    ],
    ['without anything', '{}', 'lockfile-unparsable package-lock.json:1'],
    ['in conflict', '{\n<<<<<<< a\n=======\n>>>>>>> b\n}', 'lockfile-merge-conflict package-lock.json:2'],
  ])('%s is a diagnostic with its line', async (_title, text, expected) => {
    expect(await codesOf({ 'package-lock.json': text })).toEqual([expected]);
  });

  it('reads `__proto__` as an ordinary name, and survives deep nesting', async () => {
    const proto =
      '{"lockfileVersion":3,"packages":{"":{"name":"x","dependencies":{"__proto__":"1"}},"node_modules/__proto__":{"version":"1.0.0"}}}';
    const snapshot = await scanMemory({ 'package-lock.json': proto });
    expect(snapshot.components.map((component) => component.id)).toContain('pkg:npm/__proto__@1.0.0');
    const deep = `{"lockfileVersion":1,"dependencies":${'{"a":{"version":"1","dependencies":'.repeat(20_000)}{}${'}}'.repeat(20_000)}}`;
    expect(await codesOf({ 'package-lock.json': deep })).not.toContain('reader-crashed package-lock.json:');
  });
});

it('gives the same graph for versions 1, 2 and 3 of one tree', async () => {
  const [first, ...others] = await Promise.all(
    ['1', '2', '3'].map(async (version) => {
      const folder = `fixtures/npm/same-tree-v${version}/input`;
      const read = (name: string): string => readFileSync(`${folder}/${name}`, 'utf8');
      const snapshot = await scanMemory({ 'package.json': read('package.json'), 'package-lock.json': read('package-lock.json') });
      return {
        components: snapshot.components.map(({ id, uses, hashes, origins, aliases }) => ({ id, uses, hashes, origins, aliases })),
        edges: snapshot.edges,
      };
    }),
  );
  for (const other of others) expect(other).toEqual(first);
});
