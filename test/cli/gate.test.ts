import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { captureTerminal } from '../support/capture-terminal.ts';

// The gate as a pull request meets it: a real repository, a branch, a base.
let cwd = '';
const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-C', cwd, '-c', 'user.email=a@example.com', '-c', 'user.name=a', ...args], { encoding: 'utf8' });
const write = (name: string, text: string): void => writeFileSync(join(cwd, name), text);

/** A project with these packages, `name: [version, license]`. */
function packages(list: Readonly<Record<string, readonly [version: string, license: string]>>): void {
  const dependencies = Object.fromEntries(Object.entries(list).map(([name, [version]]) => [name, version]));
  const root = { name: 'shop', version: '1.0.0', private: true, dependencies };
  const installed = Object.entries(list).map(([name, [version, license]]) => [`node_modules/${name}`, { version, license }]);
  write('package.json', JSON.stringify(root, null, 2));
  write(
    'package-lock.json',
    JSON.stringify({ name: 'shop', lockfileVersion: 3, packages: { '': root, ...Object.fromEntries(installed) } }, null, 2),
  );
}

async function check(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = captureTerminal({ cwd });
  const code = await main(['check', '--caches', 'none', '--today', '2026-11-21', '-o', 'short', ...args], terminal);
  return { code, out: terminal.stdout(), err: terminal.stderr() };
}

const POLICY = `version: 1
defaults: { unclassified: deny, unknown: review, noLicense: deny }
allow: [MIT, Apache-2.0]
`;
const WAIVER = (expires: string): string => `waivers:
  - { id: W-1, package: "pkg:npm/new@^1", expression: GPL-3.0-only, owner: legal, reason: runs as its own process, expires: ${expires} }
`;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'licet-gate-'));
  git('init', '-q', '-b', 'main');
  write('licet.policy.yaml', POLICY);
  packages({ good: ['1.0.0', 'MIT'], old: ['1.0.0', 'GPL-2.0-only'] });
  git('add', '-A');
  git('commit', '-q', '-m', 'base');
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
beforeEach(() => {
  git('checkout', '-q', '-f', 'main', '--', '.');
  git('clean', '-fdq');
});

describe('a pull request', () => {
  it('that adds a denied package fails with one new finding', async () => {
    packages({ good: ['1.0.0', 'MIT'], old: ['1.0.0', 'GPL-2.0-only'], new: ['1.2.0', 'GPL-3.0-only'] });
    const { code, out } = await check('--base', 'main');
    expect(code).toBe(1);
    expect(out.split('\n').filter((line) => line.includes('(new)'))).toEqual([
      expect.stringMatching(/^error\[LIC001\] package-lock\.json:\d+: new@1\.2\.0: GPL-3\.0-only is denied/),
    ]);
  });

  it('that upgrades passes, also where an old finding stays', async () => {
    packages({ good: ['2.0.0', 'MIT'], old: ['1.9.0', 'GPL-2.0-only'] });
    expect(await check('--base', 'main')).toMatchObject({ code: 0, out: expect.not.stringContaining('(new)') as string });
    expect((await check('--base', 'main', '--all')).code).toBe(1);
  });

  it('that brings another license under the same name fails', async () => {
    packages({ good: ['2.0.0', 'GPL-3.0-only'], old: ['1.0.0', 'GPL-2.0-only'] });
    const { code, out } = await check('--base', 'main');
    expect(code).toBe(1);
    expect(out).toContain('good@2.0.0: GPL-3.0-only is denied');
  });

  it('passes by a waiver, and fails when that has run out', async () => {
    packages({ new: ['1.2.0', 'GPL-3.0-only'] });
    write('licet.policy.yaml', POLICY + WAIVER('2027-01-01'));
    expect((await check('--base', 'main')).code).toBe(0);
    write('licet.policy.yaml', POLICY + WAIVER('2026-11-20'));
    const { code, out } = await check('--base', 'main');
    expect(code).toBe(1);
    expect(out).toContain('error[LIC007]');
  });

  it('fails by an expired waiver although the base has the same finding', async () => {
    packages({ new: ['1.2.0', 'GPL-3.0-only'] });
    const terminal = captureTerminal({ cwd });
    await main(['scan', '--caches', 'none', '-o', 'snapshot=base.json'], terminal);
    write('licet.policy.yaml', POLICY + WAIVER('2026-11-20'));
    expect((await check('--base', 'base.json')).code).toBe(1);
  });

  it('shows which lines of the policy it loosened', async () => {
    write('licet.policy.yaml', POLICY.replace('Apache-2.0]', 'Apache-2.0, GPL-2.0-only]'));
    const { code, out } = await check('--base', 'main');
    expect(code).toBe(0);
    expect(out).toContain('POL013');
    expect(out).toContain('licet.policy.yaml:3:26');
    rmSync(join(cwd, 'licet.policy.yaml'));
    expect((await check('--base', 'main')).out).toContain('the policy file was taken out');
  });

  it('without a base it can read is never judged in silence', async () => {
    for (const base of ['nowhere', 'package.json']) {
      const { code, out, err } = await check('--base', base);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('hint:');
    }
  });
});

describe('an SBOM', () => {
  const component = (name: string, license: string): object => ({
    type: 'library',
    'bom-ref': name,
    name,
    version: '1.0.0',
    purl: `pkg:npm/${name}@1.0.0`,
    licenses: [{ license: { id: license } }],
  });
  const bom = (...components: readonly object[]): string =>
    JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', components }, null, 2);

  it('is judged at the lines of its components, and compared with another one', async () => {
    write('before.cdx.json', bom(component('a', 'MIT'), component('b', 'GPL-2.0-only')));
    write('bom.cdx.json', bom(component('a', 'MIT'), component('b', 'GPL-2.0-only'), component('c', 'GPL-3.0-only')));
    const { code, out } = await check('bom.cdx.json', '--base', 'before.cdx.json');
    expect(code).toBe(1);
    expect(out.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^error\[LIC001\] bom\.cdx\.json:33: c@1\.0\.0: .*\(new\)$/),
      expect.stringMatching(/^warning\[LIC001\] bom\.cdx\.json:19: b@1\.0\.0: /),
    ]);
  });

  it('of another tool is a base for a directory, by packages and licenses', async () => {
    // outside of the tree, where it would be scanned along
    write('.git/other.cdx.json', bom(component('old', 'GPL-2.0-only')));
    expect((await check('--base', '.git/other.cdx.json')).code).toBe(0);
    packages({ old: ['1.0.0', 'GPL-2.0-only'], new: ['1.2.0', 'GPL-3.0-only'] });
    expect((await check('--base', '.git/other.cdx.json')).code).toBe(1);
  });

  it('that is cut off is exit 2 with its line', async () => {
    write('cut.cdx.json', bom(component('a', 'MIT')).slice(0, -20));
    const { code, err } = await check('cut.cdx.json');
    expect(code).toBe(2);
    expect(err).toMatch(/cut\.cdx\.json:\d+: the document ends in the middle/);
  });
});

describe('an obligation', () => {
  const OWED = `${POLICY}rules:
  - { id: lgpl-static, licenses: ["LGPL-*"], outcome: allow, obligations: [relinking-kit] }
obligations:
  relinking-kit: { title: Provide object files for relinking, evidence: ["**/relink/*.tar.gz"] }
`;

  it('without evidence is LIC010, and with it nothing', async () => {
    packages({ linked: ['1.0.0', 'LGPL-2.1-only'] });
    write('licet.policy.yaml', OWED);
    const { code, out } = await check('--fail-on', 'review');
    expect(code).toBe(1);
    expect(out).toContain('LIC010');
    expect(out).toContain('Provide object files for relinking (no file matches **/relink/*.tar.gz)');
    mkdirSync(join(cwd, 'release/relink'), { recursive: true });
    write('release/relink/objects.tar.gz', '');
    expect((await check('--fail-on', 'review')).code).toBe(0);
  });
});
