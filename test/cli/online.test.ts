import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { ONLINE_SOURCES } from '../../src/domain/default-registries.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { captureTerminal } from '../support/capture-terminal.ts';
import { registryServer, type RegistryServer } from '../support/registry-server.ts';
import { tarGz } from '../support/tar-gz.ts';

let server: RegistryServer;
const root = mkdtempSync(join(tmpdir(), 'licet-online-'));
beforeAll(async () => {
  server = await registryServer();
});
beforeEach(() => {
  server.routes.clear();
  server.asked.length = 0;
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

let folders = 0;
function project(files: Readonly<Record<string, string>>): string {
  folders += 1;
  const directory = join(root, String(folders));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

async function licet(cwd: string, ...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = captureTerminal({ cwd });
  const code = await main(argv, terminal);
  return { code, out: terminal.stdout(), err: terminal.stderr() };
}

// every source is on the test's own server, so that nothing else can be asked
const online = (): string[] => [
  '--online',
  '--no-cache',
  ...Object.keys(ONLINE_SOURCES).flatMap((name) => ['--registry-url', `${name}=${server.address}/${name}`]),
];

interface Seen {
  readonly license: string;
  readonly evidence: string;
  readonly codes: readonly string[];
}

async function scan(cwd: string, ...flags: readonly string[]): Promise<Seen> {
  const { out, err } = await licet(cwd, 'scan', '-q', '--caches', 'none', '-o', 'snapshot', ...flags);
  if (out === '') throw new Error(err);
  const { components, diagnostics } = JSON.parse(out) as Snapshot;
  const component = components.find(({ firstParty }) => !firstParty);
  const { concluded, licenseEvidence: [first] = [] } = component ?? {};
  return {
    license:
      concluded?.status === 'concluded'
        ? concluded.expression
        : `${concluded?.status} ${concluded?.status === 'no-assertion' ? concluded.reason : ''}`,
    evidence: first === undefined ? 'none' : `${first.method} ${first.location.root} ${first.location.integrity}`,
    codes: [...new Set(diagnostics.map(({ code }) => code))].filter((code) => /^(?:registry|licenses-lock|cache)/.test(code)),
  };
}

const hash = (algorithm: string, bytes: Uint8Array, encoding: 'hex' | 'base64' = 'hex'): string =>
  createHash(algorithm).update(bytes).digest(encoding);
const integrity = `sha512-${'A'.repeat(86)}==`;

const npmProject = (name = 'a', own = 'p'): Record<string, string> => ({
  'package.json': JSON.stringify({ name: own, dependencies: { [name]: '1.0.0' } }),
  'package-lock.json': JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': { name: own, dependencies: { [name]: '1.0.0' } },
      [`node_modules/${name}`]: { version: '1.0.0', integrity },
    },
  }),
});
const cargoProject = (checksum: string): Record<string, string> => ({
  'Cargo.toml': '[package]\nname = "p"\nversion = "0.1.0"\n[dependencies]\na = "1"\n',
  'Cargo.lock': `version = 4\n[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "${checksum}"\n[[package]]\nname = "p"\nversion = "0.1.0"\ndependencies = ["a"]\n`,
});
const pom = (text: string): string => `<project><modelVersion>4.0.0</modelVersion>${text}</project>`;
const mavenProject = {
  'pom.xml': pom(
    '<groupId>q</groupId><artifactId>p</artifactId><version>1</version><dependencies><dependency><groupId>g.h</groupId><artifactId>a</artifactId><version>1.0</version></dependency></dependencies>',
  ),
};
const wheelMetadata = 'Metadata-Version: 2.4\nName: a\nVersion: 1.0.0\nLicense-Expression: MIT\n';
const crate = tarGz({ 'a-1.0.0/Cargo.toml': '[package]\nname = "a"\nversion = "1.0.0"\nlicense = "MIT"\n' });
const wheel = zipSync({ 'a-1.0.0.dist-info/METADATA': strToU8(wheelMetadata) });
const goFiles = { 'example.com/A@v1.0.0/LICENSE': strToU8(readFileSync('LICENSE', 'utf8')) };
const goSum = `h1:${hash('sha256', strToU8(`${hash('sha256', goFiles['example.com/A@v1.0.0/LICENSE'])}  example.com/A@v1.0.0/LICENSE\n`), 'base64')}`;

it.each<readonly [string, Record<string, string>, Record<string, object | string | Uint8Array>, string, string]>([
  [
    'npm',
    npmProject(),
    { '/npm/a/1.0.0': { name: 'a', version: '1.0.0', license: 'MIT', dist: { integrity } } },
    'MIT',
    'registry registry:npm recorded',
  ],
  [
    'npm, in a scope',
    npmProject('@s/a'),
    { '/npm/@s%2fa/1.0.0': { name: '@s/a', version: '1.0.0', license: { type: 'ISC' } } },
    'ISC',
    'registry registry:npm unverified',
  ],
  [
    'the registry of crates',
    cargoProject(hash('sha256', crate)),
    { '/crates/a/a-1.0.0.crate': crate },
    'MIT',
    'manifest-field registry:crates verified',
  ],
  [
    'the Go proxy',
    { 'go.mod': 'module p\n\ngo 1.21\n\nrequire example.com/A v1.0.0\n', 'go.sum': `example.com/A v1.0.0 ${goSum}\n` },
    { '/go/example.com/!a/@v/v1.0.0.zip': zipSync(goFiles) },
    'Apache-2.0',
    'license-text registry:go verified',
  ],
  [
    'Maven, from a parent',
    mavenProject,
    {
      '/maven/g/h/a/1.0/a-1.0.pom': pom(
        '<parent><groupId>g.h</groupId><artifactId>top</artifactId><version>7</version></parent><artifactId>a</artifactId><version>1.0</version>',
      ),
      '/maven/g/h/top/7/top-7.pom': pom(
        '<groupId>g.h</groupId><artifactId>top</artifactId><version>7</version><licenses><license><name>GNU Lesser General Public License</name><url>https://www.gnu.org/licenses/old-licenses/lgpl-2.1.html</url></license></licenses>',
      ),
    },
    'LGPL-2.1-only',
    'registry registry:maven unverified',
  ],
  [
    'PyPI',
    { 'requirements.txt': `a==1.0.0 --hash=sha256:${hash('sha256', wheel)}\n` },
    {
      '/pypi/pypi/a/1.0.0/json': {
        info: {
          name: 'A',
          version: '1.0.0',
          license_expression: null,
          license: 'MIT',
          classifiers: ['License :: OSI Approved :: BSD License'],
        },
        urls: [{ digests: { sha256: hash('sha256', wheel) } }],
      },
    },
    'MIT',
    'registry registry:pypi recorded',
  ],
  [
    'an index of Python packages without that interface',
    { 'requirements.txt': `a==1.0.0 --hash=sha256:${hash('sha256', wheel)}\n` },
    {
      '/pypi/simple/a/': {
        files: [
          {
            filename: 'a-1.0.0-py3-none-any.whl',
            url: '../../files/a-1.0.0-py3-none-any.whl',
            hashes: { sha256: hash('sha256', wheel) },
          },
        ],
      },
      '/pypi/files/a-1.0.0-py3-none-any.whl': wheel,
    },
    'MIT',
    'manifest-field registry:pypi verified',
  ],
  [
    'RubyGems',
    {
      Gemfile: 'source "https://rubygems.org"\ngem "a"\n',
      'Gemfile.lock': 'GEM\n  remote: https://rubygems.org/\n  specs:\n    a (1.0.0)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  a\n',
    },
    { '/rubygems/api/v2/rubygems/a/versions/1.0.0.json': { name: 'a', number: '1.0.0', licenses: ['MIT'] } },
    'MIT',
    'registry registry:rubygems unverified',
  ],
  [
    'NuGet',
    { 'packages.config': '<packages><package id="A.B" version="1.0.0" targetFramework="net48" /></packages>' },
    {
      '/nuget/a.b/1.0.0/a.b.nuspec':
        '<package><metadata><id>A.B</id><version>1.0.0</version><license type="expression">MIT OR Apache-2.0</license></metadata></package>',
    },
    'MIT OR Apache-2.0',
    'registry registry:nuget unverified',
  ],
  [
    'Packagist',
    {
      'composer.json': '{"name":"p/p","require":{"v/a":"1.0.0"}}',
      'composer.lock': JSON.stringify({ packages: [{ name: 'v/a', version: 'v1.0.0' }], 'packages-dev': [] }),
    },
    {
      '/packagist/p2/v/a.json': {
        packages: { 'v/a': [{ version: '2.0.0', license: ['MIT', 'GPL-2.0-only'] }, { version: '1.0.0' }] },
      },
    },
    'MIT OR GPL-2.0-only',
    'registry registry:packagist unverified',
  ],
  [
    'deps.dev, when the registry says nothing',
    npmProject(),
    {
      '/npm/a/1.0.0': { name: 'a', version: '1.0.0' },
      '/deps.dev/systems/NPM/packages/a/versions/1.0.0': { versionKey: { name: 'a', version: '1.0.0' }, licenses: ['ISC'] },
    },
    'ISC',
    'registry registry:deps.dev unverified',
  ],
  [
    'ClearlyDefined, when nobody else does',
    npmProject(),
    { '/clearlydefined/definitions/npm/npmjs/-/a/1.0.0': { coordinates: { revision: '1.0.0' }, licensed: { declared: '0BSD' } } },
    '0BSD',
    'registry registry:clearlydefined unverified',
  ],
])('asks %s', async (_name, files, routes, ...[license, evidence]) => {
  for (const [path, route] of Object.entries(routes)) server.routes.set(path, route);
  const directory = project(files);
  expect(await scan(directory, ...online())).toEqual({ license, evidence, codes: [] });
  expect((await scan(directory)).evidence).toBe('none');
});

it('asks for the files when what the registry says was not understood', async () => {
  const archive = tarGz({
    'a/package.json': '{"name":"a","version":"1.0.0","license":"SEE LICENSE IN LICENSE"}',
    'a/LICENSE': readFileSync('LICENSE', 'utf8'),
  });
  const files = npmProject();
  const lock = (files['package-lock.json'] ?? '').replace(integrity, `sha512-${hash('sha512', archive, 'base64')}`);
  server.routes.set('/npm/a/1.0.0', { name: 'a', version: '1.0.0', license: 'SEE LICENSE IN LICENSE' });
  server.routes.set('/npm/a/-/a-1.0.0.tgz', archive);
  const { license, codes } = await scan(project({ ...files, 'package-lock.json': lock }), ...online());
  expect([license, codes]).toEqual(['Apache-2.0', []]);
});

it.each([
  ['another package', { name: 'b', version: '1.0.0', license: 'MIT' }],
  ['another version', { name: 'a', version: '2.0.0', license: 'MIT' }],
  ['other bytes', { name: 'a', version: '1.0.0', license: 'MIT', dist: { integrity: `sha512-${'B'.repeat(86)}==` } }],
])('does not use an answer about %s', async (_what, answer) => {
  server.routes.set('/npm/a/1.0.0', answer);
  expect(await scan(project(npmProject()), ...online())).toEqual({
    license: 'no-assertion package-not-on-disk',
    evidence: 'none',
    codes: ['registry-answer-refused'],
  });
});

it('does not use an archive that is not the locked one', async () => {
  server.routes.set('/crates/a/a-1.0.0.crate', crate);
  const { evidence, codes } = await scan(project(cargoProject('0'.repeat(64))), ...online());
  expect([evidence, codes]).toEqual(['none', ['cache-entry-mismatch']]);
});

it('says what was not answered', async () => {
  server.routes.set('/npm/a/1.0.0', 'not json');
  expect((await scan(project(npmProject()), ...online())).codes).toEqual(['registry-unreachable']);
});

it('asks about nothing that is known, nor about names that may be private', async () => {
  const known = npmProject();
  const lock = JSON.parse(known['package-lock.json'] ?? '') as {
    packages: Record<string, { license?: string; resolved?: string }>;
  };
  const entry = lock.packages['node_modules/a'] ?? {};
  const withEntry = (more: object): Record<string, string> => ({
    ...known,
    'package-lock.json': JSON.stringify({ ...lock, packages: { ...lock.packages, 'node_modules/a': { ...entry, ...more } } }),
  });
  await scan(project(withEntry({ license: 'MIT' })), ...online());
  const privately = [
    withEntry({ resolved: 'https://npm.corp.example/a/-/a-1.0.0.tgz' }),
    withEntry({ resolved: 'git+ssh://git@corp.example/a.git#0123456789012345678901234567890123456789' }),
    npmProject('@acme/secret', '@acme/shop'),
  ];
  for (const files of privately) expect((await scan(project(files), ...online())).codes).toEqual(['registry-not-asked']);
  expect(server.asked).toEqual([]);
});

it('records what was said, so that others need nobody: the lock file', async () => {
  server.routes.set('/npm/a/1.0.0', { name: 'a', version: '1.0.0', license: 'MIT', dist: { integrity } });
  const directory = project(npmProject());
  const lock = join(directory, 'licet.licenses.lock');
  const without = await licet(directory, 'licenses', 'lock', '--check', '--caches', 'none');
  expect([without.code, without.out]).toEqual([1, 'pkg:npm/a@1.0.0 is not recorded\nlicet.licenses.lock is not up to date\n']);
  const made = await licet(directory, 'licenses', 'lock', '-q', '--caches', 'none', ...online());
  expect([made.code, made.out, made.err]).toEqual([0, 'licet.licenses.lock: 1 package recorded, 1 change\n', '']);
  const text = readFileSync(lock, 'utf8');
  expect(text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'TIME').replaceAll(server.address, 'ADDRESS'))
    .toMatchInlineSnapshot(`
    "{
      "schema": "licet-licenses-lock/1",
      "packages": {
        "pkg:npm/a@1.0.0": {
          "hash": "SHA-512:00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
          "declared": [
            {"method":"registry","raw":"MIT","from":"registry:npm","path":"ADDRESS/npm/a/1.0.0","sha256":"6fbda550cf476968ece3c318a0ddc184c3476a7a3edb645aa5df3d2ab96c1e98","integrity":"recorded","time":"TIME"}
          ]
        }
      }
    }
    "
  `);
  server.routes.clear();
  server.asked.length = 0;
  expect(await scan(directory)).toEqual({ license: 'MIT', evidence: 'registry registry:npm recorded', codes: [] });
  expect((await licet(directory, 'licenses', 'lock', '--check', '--caches', 'none')).code).toBe(0);
  await licet(directory, 'licenses', 'lock', '-q', '--caches', 'none', ...online());
  expect([readFileSync(lock, 'utf8') === text, server.asked]).toEqual([true, []]);

  const schema = JSON.parse(readFileSync('rules/schemas/licet-licenses-lock-1.schema.json', 'utf8')) as object;
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  expect([validate(JSON.parse(text)), validate.errors]).toEqual([true, null]);

  // another archive of the same version
  const other = readFileSync(join(directory, 'package-lock.json'), 'utf8').replace('AAAA', 'BAAA');
  writeFileSync(join(directory, 'package-lock.json'), other);
  expect(await scan(directory)).toEqual({
    license: 'no-assertion package-not-on-disk',
    evidence: 'none',
    codes: ['licenses-lock-stale'],
  });
  expect((await licet(directory, 'licenses', 'lock', '--check', '--caches', 'none')).out).toContain(
    'recorded otherwise, or for other bytes',
  );
});

it('says that a lock file cannot be used, and that the scan is incomplete', async () => {
  for (const text of ['<<<<<<< ours', '{"schema":"licet-licenses-lock/9"}']) {
    const directory = project({ ...npmProject(), 'licet.licenses.lock': text });
    expect((await licet(directory, 'scan', '-q')).code).toBe(3);
    expect((await scan(directory)).codes).toEqual(['licenses-lock-unusable']);
  }
});

it.each([['nowhere=http://a'], ['npm'], ['npm=ftp://a'], ['npm=/a']])('--registry-url %s is a usage error', async (setting) => {
  expect((await licet(project(npmProject()), 'scan', '--online', '--registry-url', setting)).code).toBe(2);
});
