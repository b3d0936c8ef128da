import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { memoryFs } from '../../src/testing/memory-fs.ts';
import { scanMemory } from '../support/scan-folder.ts';
import { tarGz } from '../support/tar-gz.ts';

const hash = (algorithm: string, bytes: Uint8Array, encoding: 'hex' | 'base64' = 'hex'): string =>
  createHash(algorithm).update(bytes).digest(encoding);
type Files = Record<string, string | Uint8Array>;

async function scanWithCache(files: Files, name: string, cache: Files): Promise<Snapshot> {
  return scanMemory(files, undefined, { [name]: memoryFs(cache) });
}

/** `MIT verified cache:cargo`, and the codes of what was passed over. */
function found({ components, diagnostics }: Snapshot): unknown {
  const component = components.find(({ firstParty }) => !firstParty);
  const [evidence] = component?.licenseEvidence ?? [];
  const codes = diagnostics.map(({ code }) => code).filter((code) => code.startsWith('cache-') || code.startsWith('license-'));
  return [
    evidence === undefined ? 'none' : `${evidence.raw} ${evidence.location.integrity ?? '-'} ${evidence.location.root}`,
    ...codes,
  ];
}

const tampered = (bytes: Uint8Array): Uint8Array => Uint8Array.from([...bytes, 0]);

const npmArchive = tarGz({ 'package/package.json': '{"name":"a","version":"1.0.0","license":"MIT"}' });
const npmLock = (integrity: string): Files => ({
  'package.json': '{"name":"p","dependencies":{"a":"1.0.0"}}',
  'package-lock.json': JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': { name: 'p', dependencies: { a: '1.0.0' } },
      'node_modules/a': {
        version: '1.0.0',
        resolved: 'https://registry.npmjs.org/a/-/a-1.0.0.tgz',
        ...(integrity !== '' && { integrity }),
      },
    },
  }),
});
const sri = (bytes: Uint8Array): string => `sha512-${hash('sha512', bytes, 'base64')}`;
const inBuckets = (hex: string): string => `${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex.slice(4)}`;

it('npm: an archive in the cache counts when its bytes have the hash of the lockfile', async () => {
  const path = `_cacache/content-v2/sha512/${inBuckets(hash('sha512', npmArchive))}`;
  expect(found(await scanWithCache(npmLock(sri(npmArchive)), 'npm', { [path]: npmArchive }))).toEqual(['MIT verified cache:npm']);
  const other = await scanWithCache(npmLock(sri(npmArchive)), 'npm', { [path]: tampered(npmArchive) });
  expect(found(other)).toEqual(['none', 'cache-entry-mismatch']);
});

it('npm: without a hash the index leads to the archive, which says that it was not checked', async () => {
  const key = 'make-fetch-happen:request-cache:https://registry.npmjs.org/a/-/a-1.0.0.tgz';
  const index = `_cacache/index-v5/${inBuckets(hash('sha256', strToU8(key)))}`;
  const path = `_cacache/content-v2/sha512/${inBuckets(hash('sha512', npmArchive))}`;
  const cache = { [path]: npmArchive, [index]: `\nx\t${JSON.stringify({ key, integrity: sri(npmArchive) })}` };
  expect(found(await scanWithCache(npmLock(''), 'npm', cache))).toEqual(['MIT unverified cache:npm']);
});

it.each([
  ['v3', (hex: string) => `v3/files/${hex.slice(0, 2)}/${hex.slice(2)}-index.json`],
  ['v10', (hex: string) => `v10/index/${hex.slice(0, 2)}/${hex.slice(2, 64)}-a@1.0.0.json`],
])('pnpm %s: files are found through the index, and each is checked', async (store, indexOf) => {
  const manifest = strToU8('{"name":"a","version":"1.0.0","license":"ISC"}');
  const digest = hash('sha512', manifest);
  const file = `${store}/files/${digest.slice(0, 2)}/${digest.slice(2)}`;
  const index = indexOf(hash('sha512', npmArchive));
  const entry = JSON.stringify({ files: { 'package.json': { integrity: sri(manifest) } } });
  const lock = npmLock(sri(npmArchive));
  expect(found(await scanWithCache(lock, 'pnpm', { [index]: entry, [file]: manifest }))).toEqual(['ISC recorded cache:pnpm']);
  const edited = await scanWithCache(lock, 'pnpm', {
    [index]: entry,
    [file]: '{"name":"a","version":"1.0.0","license":"GPL-3.0"}',
  });
  expect(found(edited)).toEqual(['none', 'license-file-unreadable']);
});

it('yarn 1: the archive that yarn keeps is read', async () => {
  const path = `v6/npm-a-1.0.0-${'0'.repeat(40)}-integrity/node_modules/a/.yarn-tarball.tgz`;
  expect(found(await scanWithCache(npmLock(sri(npmArchive)), 'yarn', { [path]: npmArchive }))).toEqual([
    'MIT verified cache:yarn',
  ]);
});

it('yarn berry: the checksum of the lockfile is that of the zip in the global cache', async () => {
  const zip = zipSync({ 'node_modules/a/package.json': strToU8('{"name":"a","version":"1.0.0","license":"MIT"}') });
  const files = {
    'package.json': '{"name":"p","dependencies":{"a":"1.0.0"}}',
    'yarn.lock': `__metadata:\n  version: 8\n  cacheKey: 10c0\n\n"a@npm:1.0.0":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n  checksum: 10c0/${hash('sha512', zip)}\n  languageName: node\n  linkType: hard\n\n"p@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "p@workspace:."\n  dependencies:\n    a: "npm:1.0.0"\n  languageName: unknown\n  linkType: soft\n`,
  };
  const path = 'a-npm-1.0.0-7f8a2a0b0b-10c0.zip';
  const { slugOf } = await import('../../src/ecosystems/npm/yarn-berry/cache.ts');
  const real = `${slugOf('a@npm:1.0.0')}-10c0.zip`;
  expect(found(await scanWithCache(files, 'yarn-berry', { [real]: zip }))).toEqual(['MIT verified cache:yarn-berry']);
  expect(found(await scanWithCache(files, 'yarn-berry', { [path]: zip }))).toEqual(['none']);
});

it.each([['registry/'], ['']])('cargo: a .crate below `%s` counts when its bytes have the checksum', async (top) => {
  const crate = tarGz({ 'a-1.0.0/Cargo.toml': '[package]\nname = "a"\nversion = "1.0.0"\nlicense = "MIT"\n' });
  const files = {
    'Cargo.toml': '[package]\nname = "p"\nversion = "0.1.0"\n[dependencies]\na = "1"\n',
    'Cargo.lock': `version = 4\n[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "${hash('sha256', crate)}"\n[[package]]\nname = "p"\nversion = "0.1.0"\ndependencies = ["a"]\n`,
  };
  const path = `${top}cache/index.crates.io-1949cf8c6b5b557f/a-1.0.0.crate`;
  expect(found(await scanWithCache(files, 'cargo', { [path]: crate }))).toEqual(['MIT verified cache:cargo']);
  const changed = await scanWithCache(files, 'cargo', { [path]: tampered(crate) });
  expect(found(changed)).toEqual(['none', 'cache-entry-mismatch']);
});

it('go: the hash of go.sum is computed over the files, unpacked or not', async () => {
  // `h1:` as `go mod verify` has it: base64 of sha256 over "<sha256 of file>  <name>\n", sorted by name
  const names = { LICENSE: 'MIT', 'go.mod': 'module example.com/A\n', 'b/c.go': 'package b\n' };
  const sorted = Object.entries(names).map(([name, text]) => [`example.com/A@v1.0.0/${name}`, text] as const);
  const sum = sorted
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => `${hash('sha256', strToU8(text))}  ${name}\n`)
    .join('');
  const files = {
    'go.mod': 'module p\n\ngo 1.21\n\nrequire example.com/A v1.0.0\n',
    'go.sum': `example.com/A v1.0.0 h1:${hash('sha256', strToU8(sum), 'base64')}\n`,
    'main.go': 'package main\n',
  };
  const unpacked = Object.fromEntries(Object.entries(names).map(([name, text]) => [`example.com/!a@v1.0.0/${name}`, text]));
  const zip = {
    'cache/download/example.com/!a/@v/v1.0.0.zip': zipSync(
      Object.fromEntries(sorted.map(([name, text]) => [name, strToU8(text)])),
    ),
  };
  const text = async (cache: Files): Promise<unknown> => {
    const { components, diagnostics } = await scanWithCache(files, 'go', cache);
    const onDisk = components.find(({ firstParty }) => !firstParty)?.concluded;
    return [onDisk, diagnostics.map(({ code }) => code).filter((code) => code === 'cache-entry-mismatch')];
  };
  const seen = [{ status: 'no-assertion', reason: 'no-evidence' }, []];
  expect([await text(unpacked), await text(zip)]).toEqual([seen, seen]);
  const changed = { ...unpacked, 'example.com/!a@v1.0.0/LICENSE': 'GPL' };
  expect(await text(changed)).toEqual([{ status: 'no-assertion', reason: 'package-not-on-disk' }, ['cache-entry-mismatch']]);
});

const metadata = 'Metadata-Version: 2.4\nName: a\nVersion: 1.0.0\nLicense-Expression: MIT\n';
const wheel = zipSync({ 'a/x.py': strToU8('1'), 'a-1.0.0.dist-info/METADATA': strToU8(metadata) });
const requirements = { 'requirements.txt': `a==1.0.0 --hash=sha256:${hash('sha256', wheel)} --hash=sha256:${'0'.repeat(64)}\n` };

it.each([
  ['what pip downloaded', 'pip', { 'http-v2/a/b/c/d/e/abcde.body': wheel }, 'MIT verified cache:pip'],
  ['what poetry downloaded', 'poetry', { 'artifacts/ab/cd/ef/0/a-1.0.0-py3-none-any.whl': wheel }, 'MIT verified cache:poetry'],
  ['what pip built', 'pip', { 'wheels/ab/cd/ef/0/a-1.0.0-py3-none-any.whl': wheel }, 'MIT unverified cache:pip'],
  [
    'what uv unpacked and noted the hash of',
    'uv',
    {
      'archive-v0/E6OV3fRAqRL48ywq/a-1.0.0.dist-info/METADATA': metadata,
      'wheels-v8/pypi/a/1.0.0-py3-none-any.http': Buffer.concat([
        Buffer.from([0x93, 0xb0]),
        Buffer.from('E6OV3fRAqRL48ywq'),
        Buffer.from([0x91, 0x92, 0xa6]),
        Buffer.from('Sha256'),
        Buffer.from([0xd9, 0x40]),
        Buffer.from(hash('sha256', wheel)),
      ]),
    },
    'MIT recorded cache:uv',
  ],
  ['what uv unpacked', 'uv', { 'archive-v0/E6OV3fRAqRL48ywq/a-1.0.0.dist-info/METADATA': metadata }, 'MIT unverified cache:uv'],
])('python: %s', async (_what, name, cache, expected) => {
  expect(found(await scanWithCache(requirements, name, cache))).toEqual([expected]);
});

it('python: a wheel of another build is not used', async () => {
  const other = zipSync({ 'a-1.0.0.dist-info/METADATA': strToU8(metadata.replace('MIT', 'GPL-3.0-only')) });
  const cache = { 'artifacts/ab/cd/ef/0/a-1.0.0-py3-none-any.whl': other };
  expect(found(await scanWithCache(requirements, 'poetry', cache))).toEqual(['none', 'cache-entry-mismatch']);
});

it('a bomb in a cache is bounded and reported', async () => {
  const header = new Uint8Array(512);
  header.set(strToU8('package/package.json'), 0);
  header.set(strToU8((300 * 1024 * 1024).toString(8).padStart(11, '0')), 124);
  header.set(strToU8('0'), 156);
  const bomb = gzipSync(Buffer.concat([header, new Uint8Array(300 * 1024 * 1024)]), { level: 1 });
  const path = `_cacache/content-v2/sha512/${inBuckets(hash('sha512', bomb))}`;
  expect(found(await scanWithCache(npmLock(sri(bomb)), 'npm', { [path]: bomb }))).toEqual(['none', 'license-file-unreadable']);
});
