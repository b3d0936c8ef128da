import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { listStore } from '../../src/io/store/records.ts';
import { captureTerminal } from '../support/capture-terminal.ts';
import { commitFiles, npmLock } from '../support/git-checkout.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'licet-org-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function org(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = captureTerminal({ cwd: root });
  const code = await main(['org', ...args], terminal);
  return { code, out: terminal.stdout(), err: terminal.stderr() };
}

function organization(...repositories: readonly string[]): void {
  const lines = repositories.map((repository) => `  - ${repository}\n`).join('');
  writeFileSync(join(root, 'licet.org.yaml'), `version: 1\norganization: Acme\nrepositories:\n${lines}`);
}

const repository = (name: string, ...packages: readonly string[]): string =>
  commitFiles(join(root, 'src', name), { 'package-lock.json': npmLock(name, ...packages) });

const store = (): string => join(root, '.licet-org');

describe('org scan', () => {
  it('scans checkouts and clones, records what failed, and scans no commit twice', async () => {
    const commit = repository('shop', 'ms@2.1.3');
    repository('remote', 'ms@2.1.3');
    repository('remote', 'ms@2.1.3', 'once@1.4.0'); // so that the clone leaves history behind
    const url = pathToFileURL(join(root, 'src', 'remote')).href;
    organization(
      '{ path: src/shop }',
      `{ name: remote, url: '${url}' }`,
      '{ path: src/gone }',
      `{ name: unreachable, url: '${url}-not-there' }`,
      '{ name: fork, path: src/fork, excluded: copy of upstream }',
    );
    const first = await org('scan');
    expect(first).toMatchObject({ code: 3, out: '4 repositories: 2 scanned, 0 unchanged, 2 failed\n' });
    expect(first.err).toMatch(/error gone: there is no directory `.*gone`/);
    expect(first.err).toMatch(/error unreachable: .*does not appear to be a git repository/);
    const { records, problems } = listStore(store());
    expect(problems).toEqual([]);
    expect(records).toMatchObject([
      { repository: 'remote', date: '2026-01-02T03:04:05Z', counts: { components: 2 } },
      { repository: 'shop', commit, dirty: false, counts: { components: 1, projects: 1, withoutLicense: 0 } },
    ]);
    expect(readdirSync(join(store(), 'tmp'))).toEqual([]);
    expect((await org('scan')).out).toBe('4 repositories: 0 scanned, 2 unchanged, 2 failed\n');
    repository('shop', 'ms@2.1.3', 'wrappy@1.0.2');
    expect((await org('scan', '--repository', 'sh*')).out).toBe('1 repository: 1 scanned, 0 unchanged, 0 failed\n');
    expect(listStore(store()).records.map((record) => record.repository)).toEqual(['remote', 'shop', 'shop']);
  }, 60_000);

  it('does nothing that the repository asks for: hooks, filters, submodules, links out of it', async () => {
    const sentinel = join(root, 'ran');
    const directory = join(root, 'src', 'bad');
    commitFiles(directory, {
      'package-lock.json': npmLock('bad', 'ms@2.1.3'),
      '.gitattributes': '* filter=evil\n',
      '.gitmodules': `[submodule "x"]\n\tpath = x\n\turl = ext::sh -c "touch ${sentinel}"\n`,
    });
    const script = `#!/bin/sh\ntouch ${sentinel}\n`;
    for (const hook of ['post-checkout', 'pre-receive', 'post-upload-pack'])
      writeFileSync(join(directory, '.git', 'hooks', hook), script, { mode: 0o755 });
    writeFileSync(
      join(directory, '.git', 'config'),
      `[core]\n\tfsmonitor = touch ${sentinel}\n[filter "evil"]\n\tsmudge = touch ${sentinel}\n\tclean = touch ${sentinel}\n[uploadpack]\n\tpackObjectsHook = touch ${sentinel}\n`,
    );
    organization(`{ name: bad, url: '${pathToFileURL(directory).href}' }`, '{ name: local, path: src/bad }');
    expect((await org('scan')).out).toBe('2 repositories: 2 scanned, 0 unchanged, 0 failed\n');
    expect(existsSync(sentinel)).toBe(false);
  }, 60_000);

  it('sees a license file change that no lockfile shows, where there is no commit to tell', async () => {
    const directory = join(root, 'src', 'loose');
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'package-lock.json'), npmLock('loose', 'ms@2.1.3'));
    writeFileSync(join(directory, 'package.json'), '{ "name": "loose", "version": "1.0.0" }');
    organization('{ path: src/loose }');
    expect((await org('scan')).out).toMatch('1 scanned, 0 unchanged');
    expect((await org('scan')).out).toMatch('0 scanned, 1 unchanged');
    writeFileSync(join(directory, 'LICENSE'), 'Licensed under the Apache License, Version 2.0.\n');
    expect((await org('scan')).out).toMatch('1 scanned, 0 unchanged');
  }, 60_000);

  it('divides the work into shards that miss nothing and share nothing', async () => {
    for (const name of ['a', 'b', 'c', 'd']) {
      mkdirSync(join(root, 'src', name), { recursive: true });
      writeFileSync(join(root, 'src', name, 'package-lock.json'), npmLock(name, 'ms@2.1.3'));
    }
    organization('{ path: src/a }', '{ path: src/b }', '{ path: src/c }', '{ path: src/d }');
    const shards = await Promise.all(['1/2', '2/2'].map(async (shard) => org('scan', '--shard', shard)));
    expect(shards.map((shard) => shard.code)).toEqual([0, 0]);
    expect(listStore(store()).records.map((record) => record.repository)).toEqual(['a', 'b', 'c', 'd']);
    expect((await org('scan', '--shard', '3/2')).code).toBe(2);
  }, 60_000);
});

describe('org status', () => {
  async function scanOn(day: string, path = 'src/shop'): Promise<void> {
    organization(`{ name: shop, path: ${path} }`);
    const terminal = captureTerminal({ cwd: root, env: { SOURCE_DATE_EPOCH: String(Date.parse(`${day}T00:00:00Z`) / 1000) } });
    await main(['org', 'scan', '--no-build'], terminal);
  }

  it('counts against the manifest, and says what nobody looked at', async () => {
    repository('shop', 'ms@2.1.3');
    organization('{ path: src/shop }', '{ path: src/gone }', '{ name: old, path: src/old, archived: true }');
    await org('scan');
    organization(
      '{ path: src/shop, name: renamed }',
      '{ path: src/gone }',
      '{ path: src/new }',
      '{ name: old, path: src/old, archived: true }',
    );
    const { out } = await org('status', '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      inScope: 3,
      known: 0,
      current: 0,
      states: { never: 2, failed: 1, archived: 1 },
      unlisted: ['shop'],
    });
    const table = await org('status');
    expect(table.out).toContain('known             0 of 3 (0 %)');
    expect(table.out).toContain('in the store, but not in the manifest: shop');
    expect((await org('status', '--format', 'csv')).out).toMatch(/^repository,state,team/);
  }, 60_000);

  it('remembers failures with their reasons, also after a success', async () => {
    organization('{ path: src/shop }');
    for (const day of ['2026-03-01', '2026-03-02']) await scanOn(day);
    expect((await org('status')).out).toMatch(/failed +shop .* \(2 failures since 2026-03-01\)/);
    repository('shop', 'ms@2.1.3');
    await scanOn('2026-03-03');
    expect((await org('status', '--today', '2026-03-04')).out).toContain('1 repository failed before and could be read since');
    const { out } = await org('status', '--verbose', '--today', '2026-03-04');
    expect(out).toMatch(/2026-03-02T00:00:00Z +shop +there is no directory/);
    for (let day = 10; day < 25; day += 1) await scanOn(`2026-04-${day}`, 'src/other');
    const { repositories } = JSON.parse((await org('status', '--format', 'json')).out) as {
      repositories: { failures: { at: string }[] }[];
    };
    expect(repositories[0]?.failures.map(({ at }) => at.slice(5, 10))).toEqual(
      [24, 23, 22, 21, 20, 19, 18, 17, 16, 15].map((day) => `04-${day}`),
    );
  }, 60_000);

  it('ages', async () => {
    repository('shop', 'ms@2.1.3');
    organization('{ path: src/shop }');
    await org('scan');
    const later = JSON.parse((await org('status', '--format', 'json', '--today', '2099-01-01')).out) as { states: object };
    expect(later.states).toMatchObject({ stale: 1, current: 0 });
  }, 60_000);
});

describe('org init', () => {
  it('writes a manifest from a folder of checkouts that org scan takes', async () => {
    repository('shop', 'ms@2.1.3');
    repository('team/api', 'ms@2.1.3');
    expect((await org('init', 'src', '--organization', 'Acme')).out).toMatch(/^wrote licet.org.yaml with 2 repositories/);
    expect((await org('scan')).out).toBe('2 repositories: 2 scanned, 0 unchanged, 0 failed\n');
    expect((await org('init', 'src')).err).toContain('is there already');
  }, 60_000);

  it.each([
    [
      'gh repo list',
      '[{"nameWithOwner":"a/b","url":"https://h.example.com/a/b","isArchived":true,"defaultBranchRef":{"name":"main"}}]',
    ],
    [
      'GitHub API, pages',
      '[[{"full_name":"a/b","clone_url":"https://h.example.com/a/b","archived":true,"default_branch":"main"}]]',
    ],
    [
      'GitLab API',
      '[{"path_with_namespace":"a/b","http_url_to_repo":"https://h.example.com/a/b","archived":true,"default_branch":"main"}]',
    ],
    ['JSON lines', '{"full_name":"a/b","clone_url":"https://h.example.com/a/b","archived":true,"default_branch":"main"}\n'],
  ])('reads %s', async (_, text) => {
    writeFileSync(join(root, 'repos.json'), text);
    expect((await org('init', 'repos.json', '--organization', 'Acme')).code).toBe(0);
    expect(readFileSync(join(root, 'licet.org.yaml'), 'utf8')).toContain(
      'organization: Acme\nrepositories:\n  - name: a/b\n    url: https://h.example.com/a/b\n    branch: main\n    archived: true\n',
    );
  });
});

it('a mistake in the manifest is shown with its line, and nothing is counted', async () => {
  organization('{ path: a, critcality: high }');
  const { code, err } = await org('status');
  expect(code).toBe(2);
  expect(err).toContain('error[ORG001]: unknown key `critcality`');
  expect(err).toContain('licet.org.yaml:4:16');
});
