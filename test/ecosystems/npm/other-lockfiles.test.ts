import { describe, expect, it } from 'vitest';
import { aliasedName } from '../../../src/ecosystems/npm/locks/descriptor.ts';
import { parseDepPath, withoutPeers } from '../../../src/ecosystems/npm/pnpm/dep-path.ts';
import { virtualStoreFolders } from '../../../src/ecosystems/npm/pnpm/virtual-store.ts';
import { slugOf } from '../../../src/ecosystems/npm/yarn-berry/cache.ts';
import { scanMemory } from '../../support/scan-folder.ts';

async function diagnosticsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { diagnostics } = await scanMemory(files);
  return diagnostics.map((item) => `${item.severity} ${item.code} ${item.path ?? ''}:${item.line ?? ''} ${item.message}`);
}

describe('a lockfile that cannot be read is a diagnostic with file and line', () => {
  it.each([
    ['pnpm-lock.yaml', '', 'lockfile-unparsable pnpm-lock.yaml:1'],
    ['pnpm-lock.yaml', "lockfileVersion: '4.0'\n", 'lockfile-version-unsupported pnpm-lock.yaml:1'],
    ['pnpm-lock.yaml', 'a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n', 'lockfile-merge-conflict pnpm-lock.yaml:2'],
    [
      'pnpm-lock.yaml',
      "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a:\n        version: 1.0.0\n",
      'lockfile-unparsable pnpm-lock.yaml:1',
    ],
    ['yarn.lock', '', 'lockfile-unparsable yarn.lock:1'],
    ['yarn.lock', 'a@1:\n  version "1"\n<<<<<<< HEAD\nb@1:\n=======\n>>>>>>> x\n', 'lockfile-merge-conflict yarn.lock:3'],
    ['yarn.lock', 'a@1:\n  version "1.0.0"\nb@1\n', 'lockfile-unparsable yarn.lock:3'],
    ['yarn.lock', '__metadata:\n  version: 1\n', 'lockfile-version-unsupported yarn.lock:1'],
    ['bun.lock', '{"lockfileVersion": 9}', 'lockfile-version-unsupported bun.lock:1'],
    ['bun.lock', '{\n"lockfileVersion": 1,\n"packages": {', 'lockfile-unparsable bun.lock:3'],
    ['deno.lock', '{"version": "9"}', 'lockfile-version-unsupported deno.lock:1'],
    ['bun.lockb', 'x', 'format-unsupported bun.lockb:'],
    ['shrinkwrap.yaml', 'x', 'format-unsupported shrinkwrap.yaml:'],
  ])('%s %j', async (path, text, expected) => {
    expect((await diagnosticsOf({ [path]: text })).filter((line) => line.includes(expected))).toHaveLength(1);
  });

  it('says which dependency moved on', async () => {
    const found = await diagnosticsOf({
      'package.json': '{\n"name": "a",\n"dependencies": {\n"ms": "^3.0.0"\n}\n}',
      'yarn.lock': 'ms@^2.0.0:\n  version "2.1.3"\n',
    });
    expect(found.filter((line) => line.includes('lockfile-stale package.json:4'))).toHaveLength(1);
  });

  it.each([
    ["'5.4'", 'registry.example.com+8080/a/1.0.0', 'https://registry.example.com:8080'],
    ["'6.0'", 'registry.example.com/a@1.0.0', 'https://registry.example.com'],
  ])('keeps the registry that a pnpm key of format %s names', async (version, key, registry) => {
    const { components } = await scanMemory({
      'pnpm-lock.yaml': `lockfileVersion: ${version}\npackages:\n  ${key}:\n    resolution: {integrity: sha512-x}\n`,
    });
    expect(components.map(({ purl }) => purl)).toContain(`pkg:npm/a@1.0.0?repository_url=${registry.replaceAll('/', '%2F')}`);
  });

  it('takes from an entry of pnpm 6 itself what no edge tells: whether only development needs it', async () => {
    const { components } = await scanMemory({
      'pnpm-lock.yaml': [
        "lockfileVersion: '6.0'\ndevDependencies:\n  a:\n    specifier: ^1.0.0\n    version: 1.0.0\npackages:",
        '  /b@1.0.0:\n    resolution: {integrity: sha512-x}\n    dev: true',
        '  /c@1.0.0:\n    resolution: {integrity: sha512-x}\n    dev: false',
        '  /d@1.0.0:\n    resolution: {integrity: sha512-x}\n    dev: false\n    optional: true\n',
      ].join('\n'),
    });
    const scopes = components.flatMap(({ name, uses, firstParty }) =>
      firstParty ? [] : [[name, ...uses.flatMap((use) => use.scopes)]],
    );
    expect(scopes).toEqual([
      ['b', 'dev'],
      ['c', 'runtime'],
      ['d', 'optional'],
    ]);
  });

  it('says which packages pnpm locked without the ones they ship', async () => {
    const entry = 'resolution: {integrity: sha512-x}\n    bundledDependencies:\n      - known\n      - hidden';
    const found = await diagnosticsOf({
      'pnpm-lock.yaml': [
        "lockfileVersion: '9.0'\npackages:",
        `  a@1.0.0:\n    ${entry}`,
        '  known@1.0.0:\n    resolution: {integrity: sha512-x}',
        'snapshots:\n  a@1.0.0:\n    dependencies:\n      known: 1.0.0\n  known@1.0.0: {}\n',
      ].join('\n'),
    });
    expect(found.filter((line) => line.includes('dependency-graph-incomplete pnpm-lock.yaml:3'))).toHaveLength(1);
  });

  it('connects the members of a deno workspace that name each other as packages', async () => {
    const { edges, diagnostics } = await scanMemory({
      'deno.json': '{"workspace":["./core","./app"]}',
      'core/deno.json': '{"name":"@x/core","version":"2.1.0","exports":"./mod.ts"}',
      'app/deno.json': '{"name":"@x/app","imports":{"core":"jsr:@x/core@2"}}',
      'deno.lock': JSON.stringify({
        version: '5',
        specifiers: {},
        workspace: { members: { app: { dependencies: ['jsr:@x/core@2'] }, core: {} } },
      }),
    });
    expect(edges.map(({ from, to }) => `${from} ${to}`)).toEqual(['app#npm:@x/app core#npm:@x/core']);
    expect(diagnostics).toEqual([]);
  });

  it('takes two entries of an import map for one package', async () => {
    const imports = { preact: 'npm:preact@^10', 'preact/': 'npm:/preact@^10/' };
    const { components, diagnostics } = await scanMemory({ 'deno.json': JSON.stringify({ imports }) });
    expect(components.flatMap(({ purl }) => purl ?? [])).toEqual(['pkg:npm/preact']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['lockfile-missing']);
  });

  it('walks a shared map once, however often it is referred to', async () => {
    const map = Array.from({ length: 2000 }, (_, index) => `      p${index}: 1.0.0`).join('\n');
    const rest = Array.from({ length: 2000 }, (_, index) => `  p${index}@1.0.0:\n    dependencies: *all`).join('\n');
    const { edges } = await scanMemory({
      'pnpm-lock.yaml': `lockfileVersion: '9.0'\nsnapshots:\n  first@1.0.0:\n    dependencies: &all\n${map}\n${rest}\n`,
    });
    expect(edges.length).toBeLessThanOrEqual(2000);
  });
});

describe('keys and places', () => {
  it('finds the package behind an alias of yarn 1', () => {
    expect(['npm:ms', 'npm:@types/uuid', 'npm:ms@^2', 'npm:@types/uuid@9'].map(aliasedName)).toEqual([
      'ms',
      '@types/uuid',
      'ms',
      '@types/uuid',
    ]);
    expect(['npm:^2.0.0', 'npm:2', 'npm:*', '^1.0.0'].some((range) => aliasedName(range) !== undefined)).toBe(false);
  });

  it('reads a pnpm key of every format', () => {
    expect(withoutPeers('a@file:x(1)(b@2(c@3))')).toBe('a@file:x');
    expect(parseDepPath('/string_decoder/1.3.0_b@2', 5)).toEqual({ name: 'string_decoder', version: '1.3.0' });
    expect(parseDepPath('/@s/n@1.0.0(b@2)', 6)).toEqual({ name: '@s/n', version: '1.0.0' });
    expect(parseDepPath('@s/n@1.0.0(b@2)', 9)).toEqual({ name: '@s/n', version: '1.0.0' });
    expect(parseDepPath('registry.example.com/a@1.0.0', 6)).toEqual({
      name: 'a',
      version: '1.0.0',
      host: 'registry.example.com',
    });
  });

  it('knows the folder in which pnpm puts a package', () => {
    expect(virtualStoreFolders('@s/n@1.0.0(b@2.0.0)(@t/c@3.0.0)', 9)[0]).toBe('@s+n@1.0.0_b@2.0.0_@t+c@3.0.0');
    expect(virtualStoreFolders('/@s/n/1.0.0_b@2.0.0', 5)[0]).toBe('@s+n@1.0.0_b@2.0.0');
    expect(virtualStoreFolders(`a@1.0.0(${'b'.repeat(200)}@1.0.0)`, 9)[0]).toHaveLength(120);
  });

  it('knows the file name in the cache of yarn berry', () => {
    // as written by yarn 4
    expect(slugOf('once@npm:1.4.0')).toBe('once-npm-1.4.0-ccf03ef07a');
    expect(slugOf('@isaacs/fs-minipass@npm:4.0.1')).toBe('@isaacs-fs-minipass-npm-4.0.1-677026e841');
  });
});
