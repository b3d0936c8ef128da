import { expect, it } from 'vitest';
import { KNOWN_FILES } from '../../src/discover/known-files.ts';
import { plan } from '../../src/discover/plan.ts';
import { roleClassifier } from '../../src/discover/roles.ts';
import { matchClaim } from '../../src/discover/claims.ts';
import type { Ecosystem } from '../../src/ecosystems/ecosystem.ts';
import { unreadable } from '../../src/domain/read-result.ts';
import { memoryFs } from '../../src/testing/memory-fs.ts';
import { scanMemory } from '../support/scan-folder.ts';

const TEST: Ecosystem = {
  id: 'test',
  title: 'Test',
  purlTypes: ['generic'],
  capabilities: { graph: 'none', scopes: false, hashes: false, origins: false, workspaces: false, licenses: [] },
  readers: [
    { id: 'good', version: 1, kind: 'lockfile', claims: ['good.lock'], group: 'file', read: () => unreadable() },
    {
      id: 'bad',
      version: 1,
      kind: 'lockfile',
      claims: ['*.bad'],
      group: 'file',
      read: () => {
        throw new TypeError('boom');
      },
    },
  ],
};

function planOf(paths: readonly string[], unnameable: readonly string[] = []) {
  return plan({ paths, unnameable, fs: memoryFs({}), ecosystems: [TEST], roleOf: roleClassifier(), includeRoles: [] });
}

it('counts every known file, and leaves fixtures out', () => {
  const { reads, setAside } = planOf([
    'README.md',
    'a/good.lock',
    'mix.lock',
    'test/fixtures/good.lock',
    'test/fixtures/mix.lock',
  ]);
  expect(reads.flatMap((read) => read.paths)).toEqual(['a/good.lock']);
  expect(setAside.map((file) => `${file.state} ${file.ecosystem} ${file.path}`)).toEqual([
    'unsupported hex mix.lock',
    'excluded test test/fixtures/good.lock',
    'excluded hex test/fixtures/mix.lock',
  ]);
});

it('names a claimed file that cannot be named only when it matters', () => {
  const { diagnostics } = planOf([], ['caf\uFFFD/good.lock', 'caf\uFFFD/readme', 'test/fixtures/\uFFFD/good.lock']);
  expect(diagnostics.map((item) => [item.code, item.path])).toEqual([['path-not-utf8', 'caf\uFFFD/good.lock']]);
});

it('goes on after a reader that crashes', async () => {
  const { inputs, diagnostics } = await scanMemory({ 'x.bad': '', 'good.lock': '' }, [TEST]);
  expect(inputs.map((file) => `${file.state} ${file.path}`)).toEqual(['parsed good.lock', 'failed x.bad']);
  expect(diagnostics.map((item) => item.code)).toEqual(['reader-crashed']);
});

it.each(KNOWN_FILES.map((file) => file.claim))('%s is seen', (claim) => {
  const example = claim.replaceAll('*', 'x');
  expect(matchClaim(claim)(`some/where/${example}`)).toBe(true);
  expect(planOf([`src/${example}`]).setAside.map((file) => file.state)).toHaveLength(1);
});

it('plans 120,000 paths in time', () => {
  const paths = Array.from({ length: 120_000 }, (_, index) => `src/module-${index % 5000}/deep/er/file-${index}.ts`);
  planOf(paths);
});
