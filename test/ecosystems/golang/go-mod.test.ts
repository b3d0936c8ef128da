import { describe, expect, it } from 'vitest';
import type { ReadOnlyFs } from '../../../src/domain/read-only-fs.ts';
import type { ReadResult } from '../../../src/domain/read-result.ts';
import { golang } from '../../../src/ecosystems/golang/index.ts';
import { goModReader } from '../../../src/ecosystems/golang/read-go-mod.ts';
import { memoryFs } from '../../../src/testing/memory-fs.ts';
import { scanMemory } from '../../support/scan-folder.ts';

const scan = async (files: Record<string, string>): ReturnType<typeof scanMemory> => scanMemory(files, [golang]);
const purls = async (files: Record<string, string>): Promise<string[]> =>
  (await scan(files)).components.flatMap((component) => component.purl ?? []);
const codes = async (files: Record<string, string>): Promise<string[]> =>
  (await scan(files)).diagnostics.map((item) => item.code);

function readWithCache(goMod: string, cache: ReadOnlyFs): ReadResult {
  const fs = memoryFs({ 'go.mod': goMod });
  const file = { path: 'go.mod', text: () => goMod, bytes: () => new TextEncoder().encode(goMod) };
  const caches = { get: (name: string) => (name === 'go' ? cache : undefined) };
  return goModReader.read({ root: '', files: [file], fs, paths: fs.paths, covered: new Set(), caches });
}

describe('go.mod', () => {
  it('reads quotes, raw quotes, comments, blocks and `// indirect; why`', async () => {
    const snapshot = await scan({
      'go.mod': [
        'module "example.com/m" // Deprecated: no',
        'go 1.21',
        'require `example.org/a` v1.0.0',
        'require ( // a block',
        '  "example.org/b" v1.0.0 // indirect; by a',
        '  example.org/c v1.0.0 // why indirect',
        ')',
      ].join('\n'),
    });
    expect(snapshot.components.flatMap((c) => c.uses.map((use) => `${c.name} ${use.direct ? 'direct' : 'indirect'}`))).toEqual([
      'example.org/a direct',
      'example.org/b indirect',
      'example.org/c direct',
    ]);
  });

  it('takes a replacement of one version before one of all, and ignores one of another version', async () => {
    const head = 'module m\ngo 1.21\nrequire (\n example.org/a v1.0.0\n example.org/b v1.0.0\n)\n';
    const rules = [
      'replace example.org/a => example.org/any v9.0.0',
      'replace example.org/a v1.0.0 => example.org/exact v1.0.1',
      'replace example.org/b v1.0.1 => example.org/other v1.0.0',
    ];
    expect(await purls({ 'go.mod': head + rules.join('\n') })).toEqual([
      'pkg:golang/example.org/b@v1.0.0',
      'pkg:golang/example.org/exact@v1.0.1',
    ]);
  });

  it('never gives a purl to a directory, also outside the scanned tree', async () => {
    const snapshot = await scan({
      'go.mod':
        'module m\ngo 1.21\nrequire example.org/a v1.0.0\nrequire example.org/b v1.0.0\nreplace example.org/a => ../a\nreplace example.org/b => /src/b\n',
    });
    expect(snapshot.components.map((component) => [component.name, component.firstParty])).toEqual([
      ['example.org/a', true],
      ['example.org/b', true],
      ['m', true],
    ]);
  });

  it('leaves out a requirement that is excluded, and says so', async () => {
    const files = { 'go.mod': 'module m\ngo 1.21\nrequire example.org/a v1.0.0\nexclude example.org/a v1.0.0\n' };
    expect(await purls(files)).toEqual([]);
    expect(await codes(files)).toEqual(['manifest-entry-invalid']);
  });

  it('takes the highest version that go.sum has a zip of, before 1.17 only', async () => {
    const sum = [
      'example.org/a v1.0.0 h1:a=',
      'example.org/b v1.9.0 h1:b=',
      'example.org/b v1.10.0 h1:b=',
      'example.org/c v1.0.0/go.mod h1:c=',
    ].join('\n');
    const mod = (go: string): string => `module m\ngo ${go}\nrequire example.org/a v1.0.0\n`;
    expect(await purls({ 'go.mod': mod('1.16'), 'go.sum': sum })).toEqual([
      'pkg:golang/example.org/a@v1.0.0',
      'pkg:golang/example.org/b@v1.10.0',
    ]);
    expect(await purls({ 'go.mod': mod('1.17'), 'go.sum': sum })).toEqual(['pkg:golang/example.org/a@v1.0.0']);
    expect(await purls({ 'go.mod': mod('2.0'), 'go.sum': sum })).toEqual(['pkg:golang/example.org/a@v1.0.0']);
  });

  it.each([
    ['', ['manifest-unparsable']],
    ['go 1.21', ['manifest-unparsable']],
    ['require example.org/a v1.0.0', ['lockfile-missing', 'manifest-entry-invalid']],
    ['module m\nrequire (\n', ['manifest-entry-invalid']],
    ['module m\nrequire "a v1.0.0\n', ['manifest-entry-invalid']],
    ['module m\nrequire a\nfrobnicate x\n', ['manifest-entry-invalid', 'manifest-entry-invalid']],
    ['module m\n<<<<<<< a\n=======\n>>>>>>> b\n', ['lockfile-merge-conflict']],
    ['module m\nreplace a => b => c\n', ['manifest-entry-invalid']],
  ])('says what is wrong with %j', async (text, expected) => {
    expect(await codes({ 'go.mod': text })).toEqual(expected);
  });

  it('says when go.sum does not know a module, holds nonsense, or stands alone', async () => {
    const mod = 'module m\ngo 1.21\nrequire example.org/a v1.0.0\n';
    expect(await codes({ 'go.mod': mod })).toEqual(['lockfile-missing']);
    expect(await codes({ 'go.mod': mod, 'go.sum': 'example.org/a v0.9.0 h1:x=\n' })).toEqual(['lockfile-stale']);
    expect(await codes({ 'go.mod': mod, 'go.sum': 'example.org/a v1.0.0/go.mod h1:x=\nnonsense\n' })).toEqual([
      'lockfile-entry-invalid',
    ]);
    const alone = { 'go.sum': 'example.org/a v1.0.0 h1:x=\nexample.org/b v1.0.0/go.mod h1:x=\n' };
    expect(await codes(alone)).toEqual(['format-unsupported']);
    expect(await purls(alone)).toEqual(['pkg:golang/example.org/a@v1.0.0']);
  });

  it('stays linear', async () => {
    const measure = async (count: number): Promise<number> => {
      const requires = Array.from({ length: count }, (_, at) => `\texample.org/m${at} v1.0.0`);
      const sums = Array.from({ length: count }, (_, at) => `example.org/m${at} v1.0.0 h1:x=\nexample.org/n${at} v1.0.0 h1:x=`);
      const files = { 'go.mod': `module m\nrequire (\n${requires.join('\n')}\n)\n`, 'go.sum': sums.join('\n') };
      const before = performance.now();
      await scan(files);
      return performance.now() - before;
    };
    await measure(500);
    const [small, large] = [await measure(4000), await measure(16_000)];
    expect(large + small).toBeLessThan(25_000); // not a benchmark: only what grows with the square takes this long
  });
});

describe('the module cache', () => {
  it('gives the edges between modules, under escaped names, by the selected version', () => {
    const cache = memoryFs({
      'cache/download/example.org/!big/@v/v1.0.0.mod':
        'module example.org/Big\nrequire example.org/b v0.1.0\nrequire example.org/x v1.0.0 // indirect\n',
      'cache/download/example.org/b/@v/v1.0.0.mod': 'module example.org/b\n',
    });
    const result = readWithCache(
      'module m\ngo 1.21\nrequire example.org/Big v1.0.0\nrequire example.org/b v1.0.0 // indirect\nrequire example.org/x v1.0.0 // indirect\n',
      cache,
    );
    expect(result.edges.map((edge) => `${edge.from} -> ${edge.to}`)).toEqual([
      'project: -> pkg:golang/example.org/Big@v1.0.0',
      'pkg:golang/example.org/Big@v1.0.0 -> pkg:golang/example.org/b@v1.0.0',
    ]);
    const unknown = result.packages.filter(
      (item) => item.kind === 'third-party' && item.properties?.['licet:dependencies'] === 'unknown',
    );
    expect(unknown.map((item) => item.key)).toEqual(['pkg:golang/example.org/x@v1.0.0']);
  });
});

describe('go.work', () => {
  it('replaces for all modules, is ignored by a module it does not use, and names a missing one', async () => {
    const files = {
      'go.work': 'go 1.21\nuse ./a\nuse ./gone\nreplace example.org/x => example.org/fork v1.0.0\n',
      'a/go.mod': 'module a\ngo 1.21\nrequire example.org/x v1.0.0\n',
      'b/go.mod': 'module b\ngo 1.21\nrequire example.org/x v1.0.0\n',
      'b/go.sum': 'example.org/x v1.0.0 h1:x=\n',
      'go.work.sum': 'example.org/fork v1.0.0 h1:x=\n',
    };
    const snapshot = await scan(files);
    expect(
      snapshot.components.flatMap((c) => (c.purl === undefined ? [] : c.uses.map((use) => `${use.project} ${c.purl ?? ''}`))),
    ).toEqual(['a#golang:a pkg:golang/example.org/fork@v1.0.0', 'b#golang:b pkg:golang/example.org/x@v1.0.0']);
    expect(snapshot.diagnostics.map((item) => `${item.path ?? ''}:${item.line ?? 0}`)).toEqual(['go.work:3']);
  });
});

describe('the vendor folder', () => {
  const mod = 'module m\ngo 1.21\nrequire example.org/a v1.0.0\n';

  it('wins over go.mod and is called stale when they differ', async () => {
    const files = { 'go.mod': mod, 'vendor/modules.txt': '# example.org/a v1.1.0\n## explicit; go 1.21\nexample.org/a\n' };
    expect(await purls(files)).toEqual(['pkg:golang/example.org/a@v1.1.0']);
    expect(await codes(files)).toEqual(['lockfile-stale']);
  });
});
