import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { listStore } from '../../src/io/store/records.ts';
import { captureTerminal } from '../support/capture-terminal.ts';
import { commitFiles, npmLock } from '../support/git-checkout.ts';
import { startRedis, type RedisServer } from '../support/redis-server.ts';
import { requires } from '../support/requires.ts';

const redis = requires('redis-server');
let server: RedisServer | undefined;
let root = '';

async function org(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = captureTerminal({ cwd: root });
  const code = await main(['org', ...args], terminal);
  return { code, out: terminal.stdout(), err: terminal.stderr() };
}

describe.skipIf(!redis.usable)(`org worker${redis.note}`, () => {
  beforeAll(async () => {
    process.env['LICET_QUEUE_BACKOFF_MS'] = '20';
    root = mkdtempSync(join(tmpdir(), 'licet-org-worker-'));
    for (const name of ['a', 'b']) commitFiles(join(root, name), { 'package-lock.json': npmLock(name, 'ms@2.1.3') });
    writeFileSync(
      join(root, 'licet.org.yaml'),
      'version: 1\norganization: Acme\nrepositories:\n  - { path: a }\n  - { path: b }\n  - { path: gone }\n',
    );
    server = await startRedis();
  });
  afterAll(async () => {
    delete process.env['LICET_QUEUE_BACKOFF_MS'];
    await server?.stop();
    rmSync(root, { recursive: true, force: true });
  });

  it('does what the queue holds, tries failures again, and keeps those that never succeed', async () => {
    const queue = server?.url ?? '';
    const added = await org('scan', '--queue', queue, '--detach');
    expect(added).toMatchObject({ code: 0, out: '3 repositories in the queue\n' });
    await org('scan', '--queue', queue, '--detach'); // what waits already is not put in twice
    const status = async (): Promise<unknown> =>
      JSON.parse((await org('worker', '--queue', queue, '--status', '--format', 'json')).out);
    expect(await status()).toMatchObject({ schema: 'licet-queue/1', waiting: 3, active: 0, dead: 0 });

    const worked = await org('worker', '--queue', queue, '--drain', '--jobs', '2');
    expect(worked.code).toBe(0);
    expect(
      worked.err
        .split('\n')
        .filter((line) => line.startsWith('scanned'))
        .toSorted(),
    ).toEqual(['scanned a', 'scanned b']);
    expect(worked.err).toMatch(/failed gone: there is no directory .*; will be tried again/);
    expect(await status()).toMatchObject({ waiting: 0, dead: 1, deadLetters: [{ repository: 'gone', tries: 4 }] });
    const { records, attempts } = listStore(join(root, '.licet-org'));
    expect(records.map((record) => record.repository)).toEqual(['a', 'b']);
    expect(attempts.map((attempt) => attempt.outcome)).toEqual(['scanned', 'scanned', 'failed']);

    commitFiles(join(root, 'gone'), { 'package-lock.json': npmLock('gone', 'ms@2.1.3') });
    expect((await org('worker', '--queue', queue, '--retry-dead')).out).toBe('1 job back in the queue\n');
    const [, all] = await Promise.all([org('worker', '--queue', queue, '--drain'), org('scan', '--queue', queue, '--no-build')]);
    expect(all).toMatchObject({ code: 0, out: expect.stringMatching(/^3 repositories: .* 0 failed\n$/) as string });
    expect(listStore(join(root, '.licet-org')).records.map((record) => record.repository)).toEqual(['a', 'b', 'gone']);
  }, 60_000);
});

it('an address where nobody answers is a sentence', async () => {
  root = mkdtempSync(join(tmpdir(), 'licet-org-worker-'));
  const { code, err } = await org('worker', '--queue', 'redis://user:secret@127.0.0.1:1', '--status');
  rmSync(root, { recursive: true, force: true });
  expect(code).toBe(2);
  expect(err).toContain('no Redis or Valkey answers at `redis://127.0.0.1:1`');
  expect(err).not.toContain('secret');
});
