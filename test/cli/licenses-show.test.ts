import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { captureTerminal } from '../support/capture-terminal.ts';
import { schemaProblems } from '../support/validators.ts';

let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'licet-licenses-'));
  mkdirSync(join(root, 'bare'));
  mkdirSync(join(root, 'ruled'));
  writeFileSync(
    join(root, 'ruled', 'licet.policy.yaml'),
    [
      'version: 1',
      'rules:',
      '  - id: agpl-nowhere',
      '    licenses: ["category:network-copyleft"]',
      '    outcome: deny',
      '    reason: it would reach our services',
      '  - id: gpl-in-services',
      '    licenses: [GPL-3.0-only]',
      '    when: { distribution: [saas] }',
      '    outcome: review',
      'allow: [MIT]',
      'deny: ["category:strong-copyleft"]',
      '',
    ].join('\n'),
  );
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

async function licenses(folder: string, ...args: readonly string[]): Promise<{ status: number; out: string; err: string }> {
  const terminal = captureTerminal({ cwd: join(root, folder) });
  const status = await main(['licenses', ...args], terminal);
  return { status, out: terminal.stdout(), err: terminal.stderr() };
}

describe('licet licenses show', () => {
  it('says once that it is no legal advice, and nothing of a policy where there is none', async () => {
    const { status, out, err } = await licenses('bare', 'show', 'MIT', 'Apache-2.0');
    expect([status, err]).toEqual([0, '']);
    expect(out.match(/not legal advice/g)).toHaveLength(1);
    expect(out).toContain('Apache License 2.0');
    expect(out).not.toContain('our policy');
  });

  it('shows the decision of the policy with the line that makes it', async () => {
    const { out } = await licenses('ruled', 'show', 'AGPL-3.0-only');
    expect(out).toContain('deny in every situation: `agpl-nowhere` at licet.policy.yaml:3');
    expect(out).toContain('it would reach our services');
    const gpl = (await licenses('ruled', 'show', 'GPL-3.0-only')).out;
    expect(gpl).toContain('review as a service: `gpl-in-services` at licet.policy.yaml:7');
    expect(gpl).toMatch(/deny by default, inside, shipped, development only: .* at licet\.policy\.yaml:12/);
  });

  it('takes an expression apart', async () => {
    const { out } = await licenses('bare', 'show', 'mit OR GPL-2.0-only WITH Classpath-exception-2.0', '--format', 'markdown');
    expect(out.match(/^## .*$/gm)).toEqual([
      '## MIT: MIT License',
      '## GPL-2.0-only WITH Classpath-exception-2.0: GNU General Public License v2.0 only, with Classpath-exception-2.0',
    ]);
  });

  it('follows its published schema', async () => {
    const { out } = await licenses(
      'ruled',
      'show',
      'GPL-2.0',
      'OFL-1.1',
      'Bison-exception-2.2',
      'LicenseRef-gemma',
      '--format',
      'json',
    );
    expect(schemaProblems('rules/schemas/licet-licenses-1.schema.json')(JSON.parse(out))).toEqual([]);
  });

  it('helps with what it does not know', async () => {
    expect(await licenses('bare', 'show', 'Apache-2')).toMatchObject({
      status: 2,
      err: expect.stringContaining('did you mean `Apache-2.0`') as string,
    });
    expect((await licenses('bare', 'show', 'LicenseRef-acme')).err).toContain('a policy can classify it');
    expect((await licenses('bare', 'show', 'MIT', '--format', 'xml')).status).toBe(2);
  });
});

describe('licet licenses list', () => {
  it('lists by category, and as JSON that follows its schema', async () => {
    const { out } = await licenses('bare', 'list', '--category', 'network-copyleft');
    expect(out).toMatch(/^AGPL-3\.0-only +network-copyleft +yes +free +written +GNU Affero/m);
    expect(out).not.toMatch(/^MIT /m);
    const json = JSON.parse((await licenses('bare', 'list', '--json')).out) as { licenses: { id: string }[] };
    expect(schemaProblems('rules/schemas/licet-license-list-1.schema.json')(json)).toEqual([]);
    expect(json.licenses.length).toBeGreaterThan(800);
    expect((await licenses('bare', 'list', '--category', 'nice')).status).toBe(2);
  });
});
