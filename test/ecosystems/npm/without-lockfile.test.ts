import { describe, expect, it } from 'vitest';
import { scanMemory } from '../../support/scan-folder.ts';

const json = (value: unknown): string => JSON.stringify(value, undefined, 1);
const messagesOf = async (files: Record<string, string>): Promise<string[]> =>
  (await scanMemory(files)).diagnostics.map((item) => `${item.code} ${item.path ?? ''}:${item.line ?? ''} ${item.message}`);
const edgesOf = async (files: Record<string, string>): Promise<string[]> =>
  (await scanMemory(files)).edges.map((edge) => `${edge.from} -> ${edge.to}`);

describe('a workspace that nothing locks', () => {
  const member = json({ name: 'lib', version: '1.0.0' });

  it('finds members through its globs, and not by name elsewhere', async () => {
    const files = {
      'package.json': json({ name: 'root', workspaces: ['packages/*'], dependencies: { lib: '^1.0.0', other: '1' } }),
      'packages/lib/package.json': member,
      'elsewhere/package.json': json({ name: 'other', version: '1.0.0' }),
    };
    expect(await edgesOf(files)).toEqual(['.#npm:root -> packages/lib#npm:lib', '.#npm:root -> pkg:npm/other']);
  });

  it('reads `workspace:` with an alias, a path and itself, and reports one that leads nowhere', async () => {
    const files = {
      'package.json': json({ name: 'root', private: true }),
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
      'packages/lib/package.json': member,
      'packages/app/package.json': json({
        name: 'app',
        dependencies: { renamed: 'workspace:lib@*', byPath: 'workspace:../lib', app: 'workspace:*', gone: 'workspace:^' },
      }),
    };
    const edges = await edgesOf(files);
    expect(new Set(edges)).toEqual(new Set(['packages/app#npm:app -> packages/lib#npm:lib']));
    const found = await messagesOf(files);
    expect(found.filter((line) => line.includes('manifest-entry-invalid'))).toEqual([
      'manifest-entry-invalid packages/app/package.json:7 `gone` is `workspace:^`, and no workspace member has that name',
    ]);
  });
});

it('keeps the source of git and http requirements', async () => {
  const dependencies = {
    a: 'github:o/a#v1',
    b: 'o/b',
    c: 'https://host.example/c.tgz',
    d: 'git+ssh://git@host.example/o/d.git#abc',
    e: '^1.0.0',
  };
  const { components } = await scanMemory({ 'package.json': json({ name: 'root', dependencies }) });
  expect(components.filter((item) => !item.firstParty).map((item) => item.id)).toEqual([
    'pkg:npm/a?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fo%2Fa.git%40v1',
    'pkg:npm/b?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fo%2Fb.git',
    'pkg:npm/c?download_url=https:%2F%2Fhost.example%2Fc.tgz',
    'pkg:npm/d?vcs_url=git%2Bssh:%2F%2Fgit%40host.example%2Fo%2Fd.git%40abc',
    'pkg:npm/e',
  ]);
});

it('drops no `file:` target in silence', async () => {
  const files = {
    'package.json': json({ name: 'root', dependencies: { a: 'file:a.tgz', b: 'file:gone', c: 'file:../out' } }),
    'a.tgz': 'archive',
  };
  expect(await edgesOf(files)).toEqual(['.#npm:root -> a.tgz#npm:a']);
  expect((await messagesOf(files)).filter((line) => line.startsWith('manifest-entry-invalid'))).toEqual([
    'manifest-entry-invalid package.json:5 `b` is `file:gone`, and nothing is there',
    'manifest-entry-invalid package.json:6 `c` is `file:../out`, which is outside of what is scanned',
  ]);
});

describe('an installed tree without lockfile', () => {
  const root = json({ name: 'root', dependencies: { a: '1' } });
  const a = json({ name: 'a', version: '1.0.0', license: 'MIT' });

  it.each([
    ['truncated', '{\n"packages": {'],
    ['not npm’s', '{}'],
  ])('with a record that is %s is walked, and the record reported', async (_title, hidden) => {
    const files = { 'package.json': root, 'node_modules/a/package.json': a, 'node_modules/.package-lock.json': hidden };
    expect(await edgesOf(files)).toEqual(['.#npm:root -> pkg:npm/a@1.0.0']);
    expect((await messagesOf(files)).join('\n')).toContain('lockfile-unparsable node_modules/.package-lock.json:');
  });

  it('gives each version the license of its own folder', async () => {
    const { components } = await scanMemory({
      'package.json': json({ name: 'root', dependencies: { a: '1', b: '1' } }),
      'node_modules/a/package.json': a,
      'node_modules/b/package.json': json({ name: 'b', version: '1.0.0', license: 'ISC', dependencies: { a: '2' } }),
      'node_modules/b/node_modules/a/package.json': json({ name: 'a', version: '2.0.0', license: 'Apache-2.0' }),
    });
    const declared = components
      .filter((item) => !item.firstParty)
      .map((item) => [item.id, item.licenseEvidence.map((row) => row.raw)]);
    expect(declared).toEqual([
      ['pkg:npm/a@1.0.0', ['MIT']],
      ['pkg:npm/a@2.0.0', ['Apache-2.0']],
      ['pkg:npm/b@1.0.0', ['ISC']],
    ]);
  });
});
