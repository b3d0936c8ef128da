import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'licet-policy-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

async function policy(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const terminal = { outIsTty: false, errIsTty: false, columns: 100, env: {}, cwd };
  const code = await main(['policy', ...args], { ...terminal, out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

const FILE = 'licet.policy.yaml';
const write = (text: string, name = FILE): void => writeFileSync(join(cwd, name), text);
const read = (): string => readFileSync(join(cwd, FILE), 'utf8');

describe('policy init', () => {
  it.each(['distributed', 'saas', 'internal'])(
    'starts %s with a policy that has no problem and passes its tests',
    async (start) => {
      expect((await policy('init', '--for', start)).code).toBe(0);
      expect(await policy('lint')).toMatchObject({ code: 0, out: `${FILE}: 0 errors, 0 warnings\n` });
      expect((await policy('test')).out).toMatch(/^\d+ passed, 0 failed\n$/);
    },
  );

  it('never overwrites', async () => {
    write('version: 1\n');
    expect(await policy('init')).toMatchObject({ code: 2, err: expect.stringContaining('is there already') as string });
    expect(read()).toBe('version: 1\n');
    expect((await policy('init', '--for', 'rockets')).code).toBe(2);
  });
});

it('policy lint points at every problem with a caret', async () => {
  write('version: 1\nalow: [MIT]\nallow: [MIT, GPL-3.0]\n');
  const { code, out } = await policy('lint', '--today', '2026-11-21');
  expect(code).toBe(2);
  expect(out).toMatchInlineSnapshot(`
    "error[POL001]: unknown key \`alow\` in the policy
      ┌─ licet.policy.yaml:2:1
    2 │ alow: [MIT]
      │ ^^^^ did you mean \`allow\`?

    warning[POL008]: \`GPL-3.0\` is deprecated
      ┌─ licet.policy.yaml:3:14
    3 │ allow: [MIT, GPL-3.0]
      │              ^^^^^^^ write \`GPL-3.0-only\`

    licet.policy.yaml: 1 error, 1 warning
    "
  `);
});

describe('policy test', () => {
  it('a failing test is exit 2, shown with what decided', async () => {
    write('version: 1\nallow: [MIT]\ntests:\n  - { name: no MIT, given: { expression: MIT }, expect: { verdict: deny } }\n');
    const { code, out } = await policy('test');
    expect(code).toBe(2);
    expect(out).toContain('error[POL011]: policy test failed: no MIT');
    expect(out).toContain(`expected verdict deny, got allow by allow: MIT (${FILE}:2)`);
    expect(out).toMatch(/0 passed, 1 failed\n$/);
  });

  it('reads a file of cases, and judges by the shipped categories where a case brings none', async () => {
    const one = { id: 'one', expression: 'MIT', policy: { allow: ['category:permissive'] }, expected: { verdict: 'allow' } };
    write(JSON.stringify({ cases: [one, { ...one, id: 'two', expected: { verdict: 'deny' } }] }), 'cases.json');
    const { code, out } = await policy('test', '--cases', 'cases.json');
    expect([code, out]).toEqual([2, 'failed two\n  verdict: expected deny, got allow\n1 passed, 1 failed\n']);
    write('[', 'cases.json');
    expect((await policy('test', '--cases', 'cases.json')).code).toBe(2);
    expect((await policy('test', '--cases', 'nowhere.json')).code).toBe(2);
  });
});

it('policy show --effective says where each line comes from', async () => {
  write(
    'version: 1\nid: org\nrules:\n  - { id: no-agpl, licenses: [AGPL-*], outcome: deny, locked: true }\nallow: [MIT]\n',
    'org.yml',
  );
  write('version: 1\nextends: [{ file: org.yml }]\ndeny: [ISC]\n');
  const pin = /sha256: [0-9a-f]{64}/.exec((await policy('lint')).out)?.[0] ?? '';
  write(`version: 1\nextends: [{ file: org.yml, ${pin} }]\ndeny: [ISC]\n`);
  const { code, out } = await policy('show', '--effective');
  expect(code).toBe(0);
  expect(out).toContain('locked: true }  # org.yml:4');
  expect(out).toContain(`- ISC  # ${FILE}:3`);
  expect(out).toContain('- MIT  # org.yml:5');
  expect((await policy('show')).out).toBe(read());
});

describe('policy waive and curate', () => {
  const WAIVE = ['--expression', 'GPL-3.0-only', '--reason', 'separate process', '--owner', 'jane', '--expires', '2027-03-31'];
  const waive = (...more: readonly string[]): ReturnType<typeof policy> =>
    policy('waive', 'pkg:npm/chart@^4', ...WAIVE, '--today', '2026-11-21', ...more);

  it('adds behind the last waiver and leaves every other byte alone', async () => {
    const before =
      '# ours\nversion: 1\nwaivers:   # all of them\n    -   id: W-2026-007 # seven\n        package:   "pkg:npm/a"\n        expression: MIT\n        owner: me\n        reason: for a while\n        expires: 2027-01-01   # soon\n\n# the end\nallow: [ MIT,ISC ]\n';
    write(before);
    expect(await waive('--ticket', 'OSPO-1', '--paths', 'services/**')).toMatchObject({
      code: 0,
      out: `added waiver W-2026-008 to ${FILE}\n`,
    });
    const added = read()
      .split('\n')
      .filter((line) => !before.split('\n').includes(line));
    expect(added).toMatchInlineSnapshot(`
      [
        "    - id: W-2026-008",
        "      package: pkg:npm/chart@^4",
        "      expression: GPL-3.0-only",
        "      paths:",
        "        - services/**",
        "      owner: jane",
        "      reason: separate process",
        "      ticket: OSPO-1",
        "      granted: 2026-11-21",
        "      expires: 2027-03-31",
      ]
    `);
    expect(
      read()
        .split('\n')
        .filter((line) => !added.includes(line))
        .join('\n'),
    ).toBe(before);
    expect((await policy('lint', '--today', '2026-11-21')).code).toBe(0);
  });

  it.each([
    ['no section', 'version: 1\nallow: [MIT]'],
    ['an empty list', 'version: 1\nwaivers: []\nallow: [MIT] # yes\n'],
    ['no value', 'version: 1\nwaivers:\nallow: [MIT] # yes\n'],
    [
      'a list in brackets',
      'version: 1\nwaivers: [{ id: W-1, package: "pkg:npm/a", expression: MIT, owner: me, reason: for a while, expires: 2027-01-01 }]\n',
    ],
    [
      'Windows line ends',
      'version: 1\r\nallow: [MIT]\r\nwaivers:\r\n- id: W-1\r\n  package: "pkg:npm/a"\r\n  expression: MIT\r\n  owner: me\r\n  reason: for a while\r\n  expires: 2027-01-01\r\n',
    ],
  ])('copes with %s', async (_name, text) => {
    write(text);
    expect((await waive()).code).toBe(0);
    expect(await policy('lint', '--today', '2026-11-21')).toMatchObject({ code: 0 });
    expect(read()).toContain('pkg:npm/chart@^4');
    if (text.includes('yes')) expect(read()).toContain('# yes');
    if (text.includes('\r\n')) expect(read()).not.toMatch(/[^\r]\n/);
  });

  it('does not write what would be no valid policy', async () => {
    write('version: 1\n');
    expect((await waive('--expires', '2031-01-01')).err).toContain('POL006');
    expect((await policy('waive', 'chart', ...WAIVE)).err).toContain('`chart` is not a package URL');
    expect((await waive('--reason', 'so')).code).toBe(2);
    expect(read()).toBe('version: 1\n');
  });

  it('binds a curation to the digest of the file that was read', async () => {
    write('version: 1\n');
    write('MIT License\n', 'COPY');
    expect((await policy('curate', 'pkg:npm/a@1.0.0', '--expression', 'MIT', '--by', 'jane')).code).toBe(2);
    expect(
      (await policy('curate', 'pkg:npm/a@1.0.0', '--expression', 'MIT', '--by', 'jane', '--file', 'LICENSE=COPY')).code,
    ).toBe(0);
    expect(read()).toMatch(/files:\n\s+- path: LICENSE\n\s+sha256: [0-9a-f]{64}\n/);
  });
});
