import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { withoutCredentials } from '../../src/io/git.ts';
import { openTree } from '../../src/io/open-tree.ts';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'licet-test-'));
  made.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

function git(root: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', ['-C', root, ...identity, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
}

const FILES = {
  '.gitignore': 'dist/\n*.log\n!keep.log\n',
  'package.json': '{}',
  'dist/package.json': '{}',
  'keep.log': '',
  'x.log': '',
  'a/.gitignore': '/only-here\n',
  'a/only-here/package.json': '{}',
  'a/b/only-here': '',
  'a/b/new\nline/Cargo.lock': '',
  'node_modules/x/package.json': '{}',
  'venv/pyvenv.cfg': '',
  'venv/lib/requirements.txt': '',
};
const LISTED = ['.gitignore', 'a/.gitignore', 'a/b/new\nline/Cargo.lock', 'a/b/only-here', 'keep.log', 'package.json'];

describe('a plain directory', () => {
  it('lists what no .gitignore excludes', async () => {
    expect((await openTree(folderWith(FILES))).paths).toEqual(LISTED);
  });

  it('lists links and follows none, opens no pipe', async () => {
    const outside = folderWith({ 'secret.lock': 'secret' });
    const root = folderWith({ 'a/x': '1' });
    symlinkSync(outside, join(root, 'out'));
    symlinkSync('..', join(root, 'a/loop'));
    symlinkSync(join(outside, 'secret.lock'), join(root, 'Cargo.lock'));
    execFileSync('mkfifo', [join(root, 'yarn.lock')]);
    const tree = await openTree(root);
    expect(tree.paths).toEqual(['Cargo.lock', 'a/loop', 'a/x', 'out']);
    expect(tree.fs.bytes('Cargo.lock')).toBeUndefined();
    expect(tree.fs.bytes('out/secret.lock')).toBeUndefined();
    expect(tree.fs.bytes('yarn.lock')).toBeUndefined();
  });

  it('names files below a name that is not UTF-8, and keeps the siblings', async () => {
    const root = folderWith({ 'a/x': '1' });
    const bad = Buffer.concat([Buffer.from(`${root}/caf`), Buffer.from([0xe9])]);
    mkdirSync(bad);
    writeFileSync(Buffer.concat([bad, Buffer.from('/Cargo.lock')]), '');
    const tree = await openTree(root);
    expect([tree.paths, tree.unnameable]).toEqual([['a/x'], ['caf\uFFFD/Cargo.lock']]);
    git(root, 'init', '-q');
    const again = await openTree(root);
    expect([again.paths, again.unnameable]).toEqual([['a/x'], ['caf\uFFFD/Cargo.lock']]);
  });

  it.skipIf(process.getuid?.() === 0)('says which directory cannot be listed', async () => {
    const root = folderWith({ 'a/x': '1' });
    chmodSync(join(root, 'a'), 0);
    expect((await openTree(root)).diagnostics.map((item) => [item.code, item.path])).toEqual([['file-unreadable', 'a']]);
    chmodSync(join(root, 'a'), 0o755);
  });

  it('is a usage error when it is not there', async () => {
    await expect(openTree('/nonexistent/licet')).rejects.toThrow('there is no directory');
  });
});

describe('a git work tree', () => {
  it('lists the same files as without git, and states the facts', async () => {
    const root = folderWith(FILES);
    git(root, 'init', '-q');
    expect((await openTree(root)).git).toEqual({ dirty: false });
    git(root, 'add', 'package.json', 'keep.log');
    git(root, 'remote', 'add', 'origin', 'https://me:token@example.org/o/r.git?x=1');
    git(root, 'commit', '-qm', 'x', '--date', '2020-01-01T00:00:00Z');
    const tree = await openTree(root);
    expect(tree.paths.filter((path) => !path.startsWith('venv/'))).toEqual(LISTED);
    expect(tree.git).toMatchObject({ commit: git(root, 'rev-parse', 'HEAD'), dirty: false });
    expect(tree.git?.commitTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(tree.git?.originUrl).toBe('https://example.org/o/r.git');
    expect(tree.untracked?.has('package.json')).toBe(false);
    writeFileSync(join(root, 'package.json'), '{"a":1}');
    rmSync(join(root, 'keep.log'));
    const changed = await openTree(root);
    expect([changed.git?.dirty, changed.paths.includes('keep.log')]).toEqual([true, false]);
  });

  it('knows the commit of a clone without history', async () => {
    const [origin, clone] = [folderWith({ 'package.json': '{}' }), folderWith({})];
    git(origin, 'init', '-q');
    git(origin, 'add', '.');
    for (const message of ['first', 'second']) git(origin, 'commit', '-qm', message, '--allow-empty');
    git(clone, 'clone', '-q', '--depth=1', pathToFileURL(origin).href, 'here');
    const { git: facts } = await openTree(join(clone, 'here'));
    expect(facts).toMatchObject({ commit: git(origin, 'rev-parse', 'HEAD'), dirty: false });
    expect(facts?.commitTime).toMatch(/^\d{4}-/);
  });

  it('scans a directory below the top, and an ignored one as if it stood alone', async () => {
    const root = folderWith(FILES);
    git(root, 'init', '-q');
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'x');
    expect((await openTree(join(root, 'a'))).paths).toEqual(['.gitignore', 'b/new\nline/Cargo.lock', 'b/only-here']);
    const ignored = await openTree(join(root, 'dist'));
    expect([ignored.paths, ignored.git]).toEqual([['package.json'], undefined]);
  });

  it('knows linked work trees, submodules and clones inside the tree', async () => {
    const inner = folderWith({ 'Cargo.lock': '' });
    git(inner, 'init', '-q');
    git(inner, 'add', '.');
    git(inner, 'commit', '-qm', 'x');
    const root = folderWith({ 'package.json': '{}' });
    git(root, 'init', '-q');
    git(root, 'submodule', '--quiet', 'add', inner, 'lib/inner');
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'x');
    git(root, 'clone', '-q', inner, join(root, 'clone'));
    const tree = await openTree(root);
    expect(tree.paths).toEqual(['.gitmodules', 'clone/Cargo.lock', 'lib/inner/Cargo.lock', 'package.json']);
    expect(tree.embedded).toEqual([
      { path: 'clone', kind: 'repository' },
      { path: 'lib/inner', kind: 'submodule' },
    ]);
    const linked = join(folderWith({}), 'linked');
    git(root, 'worktree', 'add', '-q', linked);
    expect(await openTree(linked)).toMatchObject({ paths: ['.gitmodules', 'package.json'], git: { dirty: false } });
  });

  it('starts nothing that its configuration names', async () => {
    const root = folderWith({ 'a.txt': 'a', '.gitattributes': '* filter=evil diff=evil\n', 'evil.inc': '' });
    const proof = join(folderWith({}), 'proof');
    git(root, 'init', '-q');
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'x');
    const run = `touch ${proof}`;
    writeFileSync(join(root, 'evil.inc'), `[core]\n\tfsmonitor = "${run}; false"\n`);
    for (const key of [
      'core.fsmonitor',
      'core.sshCommand',
      'core.pager',
      'core.editor',
      'core.askPass',
      'core.gitProxy',
      'diff.external',
      'alias.ls-files',
      'alias.status',
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
      'diff.evil.textconv',
      'diff.evil.command',
      'credential.helper',
      'pager.log',
      'gpg.program',
      'uploadpack.packObjectsHook',
    ])
      git(root, 'config', key, key.startsWith('alias.') || key === 'credential.helper' ? `!${run}` : run);
    git(root, 'config', 'filter.evil.required', 'true');
    git(root, 'config', 'include.path', join(root, 'evil.inc'));
    git(root, 'config', 'core.worktree', '/');
    for (const hook of ['post-index-change', 'fsmonitor-watchman', 'post-checkout'])
      writeFileSync(join(root, '.git/hooks', hook), `#!/bin/sh\n${run}\n`, { mode: 0o755 });
    rmSync(proof, { force: true });
    writeFileSync(join(root, 'a.txt'), 'b'); // same size: git must look into it
    const tree = await openTree(root);
    expect(tree.paths).toEqual(['.gitattributes', 'a.txt', 'evil.inc']);
    expect(tree.git?.dirty).toBe(true);
    expect(existsSync(proof)).toBe(false);
    // The trap is live: plain git walks into it.
    git(root, 'config', '--unset', 'core.worktree');
    spawnSync('git', ['-C', root, 'status']);
    expect(existsSync(proof)).toBe(true);
  });

  it.runIf(process.getuid?.() === 0)('reads a repository that belongs to somebody else', async () => {
    const root = folderWith({ 'a.txt': 'a' });
    git(root, 'init', '-q');
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'x');
    execFileSync('chown', ['-R', '12345', root]);
    expect((await openTree(root)).git?.commit).toMatch(/^[0-9a-f]{40}$/);
  });
});

it.each([
  ['https://u:p@example.org/o/r.git', 'https://example.org/o/r.git'],
  ['git@example.org:o/r.git', 'ssh://example.org/o/r.git'],
  ['ssh://git:pw@example.org:22/o/r', 'ssh://example.org:22/o/r'],
  ['/srv/git/r.git', undefined],
  ['file:///srv/git/r.git', undefined],
  ['', undefined],
])('origin %s is %s', (url, expected) => {
  expect(withoutCredentials(url)).toBe(expected);
});

it('refuses a lockfile of 100 MB unread, unless the limit is raised', async () => {
  const root = folderWith({ 'Cargo.lock': '' });
  truncateSync(join(root, 'Cargo.lock'), 100 * 1024 * 1024);
  const tree = await openTree(root);
  expect(() => tree.fs.bytes('Cargo.lock')).toThrow(expect.objectContaining({ reason: 'too-large' }) as Error);
  const larger = await openTree(root, { maxFileSize: 200 * 1024 * 1024 });
  expect(larger.fs.bytes('Cargo.lock')?.length).toBe(100 * 1024 * 1024);
  expect(() => larger.fs.text('Cargo.lock')).toThrow(expect.objectContaining({ reason: 'not-text' }) as Error);
});
