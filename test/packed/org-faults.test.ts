import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCurrentBuild } from '../../src/io/store/current-build.ts';
import { listStore } from '../../src/io/store/records.ts';
import { loadSegment } from '../../src/io/store/segments.ts';
import { npmLock } from '../support/git-checkout.ts';
import { startRedis } from '../support/redis-server.ts';
import { requires } from '../support/requires.ts';

const BIN = resolve('bin/licet.js');
const NAMES = Array.from({ length: 10 }, (_, index) => `repo-${index}`);
const ENV = { ...process.env, SOURCE_DATE_EPOCH: '1700000000', LICET_QUEUE_LOCK_MS: '2000' };

let root = '';
let store = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'licet-faults-'));
  store = join(root, '.licet-org');
  for (const name of NAMES) {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, 'package-lock.json'), npmLock(name, 'ms@2.1.3', `own-${name}@1.0.0`));
  }
  const repositories = NAMES.map((name) => `  - { path: ${name} }\n`).join('');
  writeFileSync(join(root, 'licet.org.yaml'), `version: 1\norganization: Acme\nrepositories:\n${repositories}`);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const start = (...args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [BIN, 'org', ...args], { cwd: root, env: ENV, stdio: 'ignore' });
const run = (...args: readonly string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [BIN, 'org', ...args], { cwd: root, env: ENV, encoding: 'utf8' });
const records = (): readonly string[] => (existsSync(store) ? listStore(store).records.map((record) => record.repository) : []);

async function kill(child: ChildProcess): Promise<void> {
  // On a fast machine it may have done its work before; then no `exit` comes any more.
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await ended;
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 3000) throw new Error('this never came');
    await setTimeout(10);
  }
}

/** Everything that the records name is there and whole. */
function expectWhole(): void {
  const { records: found, problems } = listStore(store);
  expect(problems).toEqual([]);
  for (const record of found) expect(loadSegment(store, record.segment).schema).toBe('licet-snapshot/1');
}

describe('kill -9', () => {
  it('in a scan loses nothing that was finished, and the next run does the rest', async () => {
    const scan = start('scan', '--jobs', '2', '--no-build');
    await until(() => records().length >= 2);
    await kill(scan);
    expectWhole();
    const again = run('scan', '--no-build');
    expect(again.stdout).toMatch(/^10 repositories: \d+ scanned, [1-9]\d* unchanged, 0 failed\n$/);
    expect(records()).toEqual(NAMES);
    expectWhole();
    expect(run('scan', '--no-build', '--jobs', '4').stdout).toBe('10 repositories: 0 scanned, 10 unchanged, 0 failed\n');
  });

  it('in a build leaves the inventory of before, and holds up nobody', async () => {
    expect(run('scan').status).toBe(0);
    const before = loadCurrentBuild(store);
    expect(before).toBeDefined();
    for (const [index, wait] of [200, 400].entries()) {
      const build = start('build', '--today', `2026-01-0${index + 1}`);
      await setTimeout(wait);
      await kill(build);
      const query = run('query', '--no-build', '--format', 'json', '--sql', 'SELECT count(*) AS n FROM uses');
      expect(JSON.parse(query.stdout)).toMatchObject({ rows: [{ n: 20 }] });
    }
    expect(run('build', '--today', '2026-02-01').status).toBe(0);
  });

  const redis = requires('redis-server');
  it.skipIf(!redis.usable)(`in a worker loses nothing and repeats nothing that can be seen${redis.note}`, async () => {
    const server = await startRedis();
    try {
      expect(run('scan', '--queue', server.url, '--detach').stdout).toBe('10 repositories in the queue\n');
      const worker = start('worker', '--queue', server.url, '--jobs', '2');
      await until(() => records().length >= 1);
      await kill(worker);
      expect(run('worker', '--queue', server.url, '--jobs', '2', '--drain').status).toBe(0);
      expect(records()).toEqual(NAMES);
      expectWhole();
      const status: unknown = JSON.parse(run('worker', '--queue', server.url, '--status', '--format', 'json').stdout);
      expect(status).toMatchObject({ waiting: 0, active: 0, delayed: 0, dead: 0 });
    } finally {
      await server.stop();
    }
  });
});

/** A file system of its own with little room; `undefined` where that is not allowed. */
function smallDisk(): string | undefined {
  const place = join(root, 'small');
  mkdirSync(place);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48k', 'tmpfs', place]);
  return mounted.status === 0 ? place : undefined;
}

it('a full disk is a sentence, and what was finished is kept', (context) => {
  const place = smallDisk();
  if (place === undefined) return context.skip('no file system can be mounted here');
  try {
    store = join(place, 'store');
    const full = run('scan', '--store', store, '--no-build', '--jobs', '1');
    expect(full.status).toBe(3);
    expect(full.stderr).toContain('the disk is full');
    expectWhole();
    const kept = records().length;
    expect(kept).toBeLessThan(NAMES.length);
    execFileSync('mount', ['-o', 'remount,size=4m', place]);
    expect(run('scan', '--store', store, '--no-build').stdout).toContain(`${kept} unchanged, 0 failed`);
    expectWhole();
  } finally {
    spawnSync('umount', [place]);
  }
});
