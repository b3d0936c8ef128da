import { expect, it } from 'vitest';
import { chooseLockfile } from '../../../src/ecosystems/npm/choose-lockfile.ts';
import { readIntegrity } from '../../../src/ecosystems/npm/integrity.ts';
import { npmIdentity } from '../../../src/ecosystems/npm/npm-purl.ts';
import { memoryFs } from '../../../src/testing/memory-fs.ts';

it.each([
  ['https://npm.corp.example/repo/@s/a/-/a-1.0.0.tgz', 'pkg:npm/%40s/a@1.0.0?repository_url=https:%2F%2Fnpm.corp.example%2Frepo'],
  ['https://user:secret@host.example/x.tgz', 'pkg:npm/%40s/a@1.0.0?download_url=https:%2F%2Fhost.example%2Fx.tgz'],
  ['git+ssh://git@host.example/o/r.git#abc', 'pkg:npm/%40s/a@1.0.0?vcs_url=git%2Bssh:%2F%2Fgit%40host.example%2Fo%2Fr.git%40abc'],
])('keeps where a package comes from: %s', (resolved, purl) => {
  expect(npmIdentity({ name: '@s/a', version: '1.0.0', resolved })?.purl).toBe(purl);
});

it('reads several hashes of one integrity text, and names what is none', () => {
  const sha1 = Buffer.alloc(20, 1).toString('base64');
  const sha512 = Buffer.alloc(64, 2).toString('base64');
  const { hashes, invalid } = readIntegrity(`sha1-${sha1} sha512-${sha512}?x sha512-short`);
  expect(hashes.map((hash) => hash.algorithm)).toEqual(['SHA-1', 'SHA-512']);
  expect(invalid).toEqual(['sha512-short']);
});

it('lets `packageManager` choose among lockfiles, else a fixed order', () => {
  const candidates = ['package-lock.json', 'yarn.lock', 'pnpm-lock.yaml'].map((path) => ({ reader: path, path }));
  const named = memoryFs({ 'package.json': '{"packageManager":"npm@11.0.0"}' });
  expect(chooseLockfile(candidates, named).chosen).toBe('package-lock.json');
  expect(chooseLockfile(candidates, memoryFs({})).chosen).toBe('pnpm-lock.yaml');
});
