import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { uploadBom, type UploadProject, type UploadResult } from '../../src/io/dependency-track/upload-bom.ts';

const KEY = 'odt_secret';
const TOKEN = '5341f53c-611b-4388-9d9c-731026dc5eec';

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly key: unknown;
  readonly fields: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

type Behaviour = (received: Received, count: number) => Answer | 'hang up' | undefined;

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/**
 * A stand-in for the server's `BomResource`: checks the key, takes the form apart, looks the project up, answers with a token, and
 * says of a token that it is being processed for as many times as asked.
 */
async function dependencyTrack(
  busy: number,
  behave: Behaviour = () => undefined,
): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  let left = busy;
  server = createServer(async (request, response) => {
    const one: Received = {
      method: request.method,
      url: request.url,
      key: request.headers['x-api-key'],
      fields: await readForm(request),
    };
    received.push(one);
    const answer = behave(one, received.length);
    if (answer === 'hang up') {
      request.socket.destroy();
      return;
    }
    const { status, body, headers }: Answer = answer ?? regular(one, () => (left -= 1) >= 0);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

function regular({ method, url, key, fields }: Received, isBusy: () => boolean): { status: number; body?: string } {
  if (key !== KEY) return { status: 401 };
  if (method === 'GET' && url === `/api/v1/bom/token/${TOKEN}`)
    return { status: 200, body: JSON.stringify({ processing: isBusy() }) };
  if (method !== 'POST' || url !== '/api/v1/bom') return { status: 405 };
  if (fields['project'] === undefined && fields['autoCreate'] !== 'true')
    return { status: 404, body: 'The project could not be found.' };
  if (!fields['bom']?.startsWith('{"bomFormat"')) {
    const problem = {
      status: 400,
      title: 'The uploaded BOM is invalid',
      detail: 'Schema validation failed',
      errors: ['$.x: wrong'],
    };
    return { status: 400, body: JSON.stringify(problem) };
  }
  return { status: 200, body: JSON.stringify({ token: TOKEN }) };
}

async function readForm(request: IncomingMessage): Promise<Record<string, string>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const type = request.headers['content-type'];
  if (type === undefined) return {};
  const form = await new Response(Buffer.concat(chunks), { headers: { 'content-type': type } }).formData();
  const fields: Record<string, string> = {};
  for (const [name, value] of form) fields[name] = typeof value === 'string' ? value : await value.text();
  return fields;
}

const pauses: number[] = [];
const services = {
  fetch,
  sleep: async (ms: number) => {
    pauses.push(ms);
    await Promise.resolve();
  },
};

async function upload(
  url: string,
  project: UploadProject,
  more: { waitMs?: number; apiKey?: string; bom?: string } = {},
): Promise<UploadResult> {
  pauses.length = 0;
  const { waitMs, apiKey = KEY, bom = '{"bomFormat":"CycloneDX","ü":"' } = more;
  const document = (): string[] => [bom, 'x'.repeat(200_000), '"}'];
  return uploadBom({ server: { url, apiKey }, project, document, ...(waitMs !== undefined && { waitMs }) }, services);
}

describe('upload to Dependency-Track', () => {
  it('sends the document and everything that is known of the project', async () => {
    const { url, received } = await dependencyTrack(0);
    const project = { name: 'shop "ü"', version: '1', parent: { name: 'acme', version: '2' }, tags: ['a', 'b'], isLatest: true };
    expect(await upload(`${url}/api/`, project)).toEqual({ token: TOKEN, processed: undefined });
    const { bom, ...fields } = received[0]?.fields ?? {};
    expect(fields).toEqual({
      autoCreate: 'true',
      projectName: 'shop "ü"',
      projectVersion: '1',
      parentName: 'acme',
      parentVersion: '2',
      projectTags: 'a,b',
      isLatest: 'true',
    });
    expect(bom).toBe(`{"bomFormat":"CycloneDX","ü":"${'x'.repeat(200_000)}"}`);
  });

  it('waits until the server has taken it in', async () => {
    const { url } = await dependencyTrack(3);
    expect(await upload(url, { uuid: TOKEN }, { waitMs: 60_000 })).toEqual({ token: TOKEN, processed: true });
    expect(pauses).toEqual([500, 1000, 2000]);
  });

  it('says when the time was over first', async () => {
    const { url } = await dependencyTrack(99);
    expect(await upload(url, { uuid: TOKEN }, { waitMs: 1200 })).toEqual({ token: TOKEN, processed: false });
    expect(pauses).toEqual([500, 700]);
  });

  it('tries again while the server is busy, for as long as it asks', async () => {
    const { url } = await dependencyTrack(0, (_, count) =>
      count === 1 ? { status: 503, headers: { 'retry-after': '7' } } : count === 2 ? 'hang up' : undefined,
    );
    expect((await upload(url, { uuid: TOKEN })).token).toBe(TOKEN);
    expect(pauses).toEqual([7000, 2000]);
  });

  it('gives up in the end', async () => {
    const { url, received } = await dependencyTrack(0, () => ({ status: 502, body: '<html>nginx</html>' }));
    await expect(upload(url, { uuid: TOKEN })).rejects.toThrow(/^`http:\/\/127\.0\.0\.1:\d+` says 502$/);
    expect(received).toHaveLength(5);
  });

  it.each([
    ['a wrong key', { name: 'a' }, { apiKey: 'wrong' }, 'says 401'],
    ['a project that is not there', { name: 'a', autoCreate: false }, {}, 'says 404: The project could not be found.'],
    [
      'a document that it refuses',
      { name: 'a' },
      { bom: '<xml' },
      'says 400: The uploaded BOM is invalid, Schema validation failed, $.x: wrong',
    ],
  ] as const)('explains %s, once', async (_, project, more, message) => {
    const { url, received } = await dependencyTrack(0);
    const failed = await upload(url, project, more).catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'UsageError', message: `\`${url}\` ${message}`, hint: expect.any(String) });
    expect(received).toHaveLength(1);
    expect(JSON.stringify(failed)).not.toContain(KEY);
  });

  it('takes the key to no other server', async () => {
    const { url, received } = await dependencyTrack(0, () => ({
      status: 302,
      headers: { location: 'http://127.0.0.1:1/api/v1/bom' },
    }));
    await expect(upload(url, { uuid: TOKEN })).rejects.toThrow('redirects to');
    expect(received).toHaveLength(1);
  });

  it.each(['ftp://x', 'nonsense', ''])('refuses `%s` as an address', async (url) => {
    await expect(upload(url, { uuid: TOKEN })).rejects.toThrow('is not an http(s) address');
  });

  it('says that nobody answers', async () => {
    await expect(upload('http://127.0.0.1:9', { uuid: TOKEN })).rejects.toThrow('cannot reach `http://127.0.0.1:9`');
  });
});
