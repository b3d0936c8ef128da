import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { main } from '../src/cli/main.ts';
import { captureTerminal } from './support/capture-terminal.ts';
import { commitFiles, npmLock } from './support/git-checkout.ts';
import { startRedis, type RedisServer } from './support/redis-server.ts';
import { requires } from './support/requires.ts';

/** Every command of licet below a value of a file of `deploy/`. */
function commandsIn(value: unknown): string[][] {
  if (Array.isArray(value) && value[0] === 'licet') return [value.slice(1).map(String)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(commandsIn) : [];
}

const read = (name: string): string => readFileSync(join(import.meta.dirname, '..', 'deploy', name), 'utf8');
const FILES = {
  'compose.yaml': parse(read('compose.yaml'), { merge: true }) as unknown,
  'kubernetes.yaml': parseAllDocuments(read('kubernetes.yaml')).map((document) => document.toJS() as unknown),
};

const redis = requires('redis-server');
describe.skipIf(!redis.usable)(`the commands of deploy/${redis.note}`, () => {
  let server: RedisServer | undefined;
  let root = '';
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'licet-deploy-'));
    commitFiles(join(root, 'shop'), { 'package-lock.json': npmLock('shop', 'ms@2.1.3') });
    mkdirSync(join(root, 'organization'));
    const url = pathToFileURL(join(root, 'shop')).href;
    writeFileSync(
      join(root, 'organization', 'licet.org.yaml'),
      `version: 1\norganization: Acme\nrepositories:\n  - { name: shop, url: '${url}' }\n`,
    );
    server = await startRedis();
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(root, { recursive: true, force: true });
  });

  async function run(args: readonly string[], name: string): Promise<{ code: number; out: string; err: string }> {
    const here = args.map((argument) =>
      argument
        .replace(/^redis:\/\/[\w-]+:6379$/, server?.url ?? '')
        .replace(/^\/store$/, join(root, `store-${name}`))
        .replace(/^\/organization/, join(root, 'organization')),
    );
    const terminal = captureTerminal({ cwd: root });
    const code = await main(here, terminal);
    return { code, out: terminal.stdout(), err: terminal.stderr() };
  }

  it.each(Object.entries(FILES))(
    '%s scans, works and builds',
    async (name, file) => {
      const commands = commandsIn(file);
      const [worker, scan] = ['worker', 'scan'].map((role) => commands.find((args) => args[1] === role) ?? []);
      expect(commands).toHaveLength(2);
      const progress = { isDone: false };
      const scanning = run(scan ?? [], name).finally(() => (progress.isDone = true));
      // A worker goes on until it is asked to end; this one ends when nothing is left, and perhaps nothing is there yet.
      while (!progress.isDone) expect((await run([...(worker ?? []), '--drain'], name)).code).toBe(0);
      expect(await scanning).toMatchObject({ code: 0, out: '1 repository: 1 scanned, 0 unchanged, 0 failed\n' });
      expect(existsSync(join(root, `store-${name}`, 'current.json'))).toBe(true);
    },
    60_000,
  );
});
