import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { captureTerminal } from '../support/capture-terminal.ts';
import { commitFiles, npmLock } from '../support/git-checkout.ts';

let root = '';
let server: Server | undefined;
let address = '';
const received: { readonly key: unknown; readonly body: string }[] = [];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'licet-org-upload-'));
  for (const name of ['a', 'b']) commitFiles(join(root, name), { 'package-lock.json': npmLock(name, `only-${name}@1.0.0`) });
  writeFileSync(
    join(root, 'licet.org.yaml'),
    'version: 1\norganization: Acme\nteams: [{ name: web }]\nrepositories:\n  - { path: a, team: web }\n  - { path: b }\n  - { path: gone }\n',
  );
  await org({}, 'scan', '--no-build');
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      received.push({ key: request.headers['x-api-key'], body });
      const refused = body.includes('only-b');
      response.writeHead(refused ? 403 : 200, { 'content-type': 'application/json' }).end(refused ? '{}' : '{"token":"t"}');
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const found = server.address();
  address = typeof found === 'object' && found !== null ? `http://127.0.0.1:${found.port}` : '';
});
afterAll(() => {
  server?.close();
  rmSync(root, { recursive: true, force: true });
});

async function org(
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ code: number; out: string; err: string }> {
  const terminal = captureTerminal({ cwd: root, env });
  const code = await main(['org', ...args], terminal);
  return { code, out: terminal.stdout(), err: terminal.stderr() };
}

describe('org upload', () => {
  it('sends each repository that is known as a project, and goes on when one is refused', async () => {
    const { code, out, err } = await org({ DTRACK_API_KEY: 'secret' }, 'upload', '--server', address);
    expect({ code, out }).toEqual({ code: 3, out: '1 SBOM sent, 1 failed\n' });
    expect(err).toMatch(/^sent a\nerror b: /);
    expect(err).not.toContain('secret');
    expect(received.map(({ key }) => key)).toEqual(['secret', 'secret']);
    expect(received[0]?.body).toMatch(/name="projectName"\r\n\r\na\r\n/);
    expect(received[0]?.body).toMatch(/name="projectTags"\r\n\r\nteam:web\r\n/);
    expect(received[0]?.body).toContain('pkg:npm/only-a@1.0.0');
  });

  it('takes the key from the environment only', async () => {
    expect(await org({}, 'upload', '--server', address)).toMatchObject({
      code: 2,
      err: expect.stringContaining('DTRACK_API_KEY') as string,
    });
  });
});
