import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { answerCache } from '../../../src/io/online/answer-cache.ts';
import { isPrivateAddress } from '../../../src/io/online/private-address.ts';
import { openWeb, type Web, type WebLimits } from '../../../src/io/online/web.ts';
import { registryServer, type RegistryServer, type Route } from '../../support/registry-server.ts';

let server: RegistryServer;
const directory = mkdtempSync(join(tmpdir(), 'licet-answers-'));
beforeAll(async () => {
  server = await registryServer();
});
beforeEach(() => {
  server.routes.clear();
  server.asked.length = 0;
});
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});

const now = (): Date => new Date('2026-11-28T10:00:00.500Z');
const open = (limits: Partial<WebLimits> = {}, cacheDirectory?: string): Web =>
  openWeb({
    cache: answerCache(cacheDirectory, now),
    userAgent: 'licet/test',
    trusted: new Set([server.host]),
    limits: { backoff: 2, timeout: 2000, ...limits },
  });

/** The body, `none`, or what went wrong; and how often the server was asked. */
async function get(route: Route, limits: Partial<WebLimits> = {}): Promise<readonly [string, number]> {
  server.routes.set('/a', route);
  const result = await open(limits)
    .get(`${server.address}/a`)
    .then(
      (answer) => (answer === undefined ? 'none' : Buffer.from(answer.body).toString()),
      (error: unknown) => (error as Error).message,
    );
  return [result, server.asked.length];
}

const redirect =
  (location: string): Route =>
  (_request, response) => {
    response.writeHead(302, { location }).end();
  };

it('gives the document with its digest and the time of the answer', async () => {
  server.routes.set('/a', 'text');
  expect(await open().get(`${server.address}/a`)).toEqual({
    url: `${server.address}/a`,
    body: Buffer.from('text'),
    sha256: '982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1',
    time: '2026-11-28T10:00:00Z',
  });
});

it('tells that there is nothing from that nobody answers', async () => {
  expect(await open().get(`${server.address}/nothing`)).toBeUndefined();
  server.asked.length = 0;
  expect(await get((_request, response) => response.writeHead(403).end())).toEqual(['it answers 403', 1]);
});

it('tries again when a server has a bad moment, and gives up in the end', async () => {
  let failures = 2;
  expect(
    await get((_request, response) => {
      failures -= 1;
      response.writeHead(failures >= 0 ? 503 : 200).end('at last');
    }),
  ).toEqual(['at last', 3]);
  server.asked.length = 0;
  expect(await get((_request, response) => response.writeHead(500).end(), { tries: 3 })).toEqual(['it answers 500', 3]);
});

it('waits as long as a busy server asks, in seconds or until a date', async () => {
  for (const header of ['1', new Date(Date.now() + 1000).toUTCString()]) {
    server.asked.length = 0;
    const times: number[] = [];
    const [body, asked] = await get((_request, response) => {
      times.push(Date.now());
      if (times.length === 1) response.writeHead(429, { 'retry-after': header }).end();
      else response.end('now');
    });
    expect([body, asked]).toEqual(['now', 2]);
    // a date has whole seconds
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(header === '1' ? 950 : 0);
  }
});

it('does not wait for hours', async () => {
  const route: Route = (_request, response) => response.writeHead(429, { 'retry-after': '7200' }).end();
  expect(await get(route)).toEqual(['it answers 429', 1]);
});

it('leaves a host alone that does not answer', async () => {
  server.routes.set('/a', (_request, response) => response.writeHead(500).end());
  const web = open({ tries: 1, failures: 3 });
  const ask = async (): Promise<unknown> => web.get(`${server.address}/a`).catch((error: unknown) => (error as Error).message);
  for (let times = 0; times < 10; times += 1) await ask();
  expect([await ask(), server.asked.length]).toEqual([`\`${server.host}\` does not answer`, 3]);
});

it('bounds what it waits for and what it takes', async () => {
  expect(await get(() => undefined, { timeout: 50, tries: 2 })).toEqual(['no answer within 50 ms', 2]);
  server.asked.length = 0;
  expect(await get('x'.repeat(2000), { mostBytes: 1000 })).toEqual(['the answer has more than 1000 bytes', 1]);
  server.asked.length = 0;
  const endless: Route = (_request, response) => {
    const more = (): void => {
      if (!response.destroyed) response.write('x'.repeat(64 * 1024), more);
    };
    more();
  };
  expect(await get(endless, { mostBytes: 100_000 })).toEqual(['the answer has more than 100000 bytes', 1]);
});

it('never takes half a document for a whole one', async () => {
  const cut: Route = (_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half');
    setTimeout(() => response.destroy(), 5);
  };
  const [reason, asked] = await get(cut, { tries: 2 });
  expect(reason).toMatch(/cut off|aborted|ECONNRESET/);
  expect(asked).toBe(2);
});

it.each([
  ['another scheme', 'file:///etc/passwd', 'it leads to `file:`, and only https is followed'],
  ['plain http elsewhere', 'http://registry.invalid/a', 'it leads to `http:`, and only https is followed'],
  ['this machine', 'https://127.0.0.1:1/', '`127.0.0.1` is a private address'],
  ['this machine by name', 'https://localhost:1/', '`localhost` is a private address'],
  ['the network', 'https://192.168.0.1/', '`192.168.0.1` is a private address'],
  ['the metadata of a cloud', 'https://169.254.169.254/latest', '`169.254.169.254` is a private address'],
  ['an address that hides another', 'https://[::ffff:127.0.0.1]/', '`[::ffff:7f00:1]` is a private address'],
  ['nowhere', 'https://', 'it answers 302'],
])('refuses a redirect to %s', async (_what, target, reason) => {
  expect(await get(redirect(target))).toEqual([reason, 1]);
});

it('follows redirects of the host that was named, and not for ever', async () => {
  server.routes.set('/b', 'there');
  expect(await get(redirect('/b'))).toEqual(['there', 2]);
  server.asked.length = 0;
  expect(await get(redirect('/a'), { redirects: 3 })).toEqual(['it redirects more than 3 times', 4]);
});

it('asks few questions at once', async () => {
  let [atOnce, most] = [0, 0];
  for (let index = 0; index < 30; index += 1) {
    server.routes.set(`/${index}`, (_request, response) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      setTimeout(() => {
        atOnce -= 1;
        response.end('x');
      }, 5);
    });
  }
  const web = open({ atOncePerHost: 3 });
  await Promise.all(Array.from({ length: 30 }, async (_, index) => web.get(`${server.address}/${index}`)));
  expect(most).toBe(3);
});

it('keeps answers by content, and asks again for one that was damaged', async () => {
  server.routes.set('/a', 'kept');
  const ask = async (): Promise<string> =>
    Buffer.from((await open({}, directory).get(`${server.address}/a`))?.body ?? []).toString();
  expect([await ask(), await ask(), server.asked.length]).toEqual(['kept', 'kept', 1]);
  for (const file of readdirSync(join(directory, 'content'))) writeFileSync(join(directory, 'content', file), 'damaged');
  expect([await ask(), server.asked.length]).toEqual(['kept', 2]);
});

const PRIVATE =
  '0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1 224.0.0.1 255.255.255.255 :: ::1 [::1] fc00::1 fd12::1 fe80::1 ff02::1 ::ffff:10.0.0.1 ::ffff:a00:1';

it.each(PRIVATE.split(' '))('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true));

it.each(['1.1.1.1', '172.32.0.1', '100.128.0.1', '192.169.0.1', '2606:4700::1111', '::ffff:1.1.1.1', 'example.com'])(
  '%s is not',
  (address) => expect(isPrivateAddress(address)).toBe(false),
);
