import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openCaches } from '../../src/io/caches.ts';

const home = mkdtempSync(join(tmpdir(), 'licet-caches-'));
mkdirSync(join(home, '.m2/repository'), { recursive: true });
writeFileSync(join(home, '.m2/repository/a.pom'), 'a');
writeFileSync(join(home, '.m2/repository/b.pom'), 'b');
afterAll(() => rmSync(home, { recursive: true }));
const environment = { env: {}, home, platform: 'linux', cwd: home };

it('finds caches where the tools keep them, and names what was read whatever the order', () => {
  const one = openCaches([], environment).caches;
  expect(one.get('npm')).toBeUndefined();
  expect(one.used()).toEqual([]);
  one.get('maven')?.text('a.pom');
  one.get('maven')?.bytes('b.pom');
  const other = openCaches(['maven=.m2/repository'], environment).caches;
  for (const path of ['b.pom', 'a.pom', 'b.pom', 'none.pom']) other.get('maven')?.bytes(path);
  expect(one.used()).toEqual([{ name: 'maven', digest: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown }]);
  expect(other.used()).toEqual(one.used());
});

it('reads none, and only the named ones', () => {
  expect(openCaches(['none'], environment).caches.get('maven')).toBeUndefined();
  const named = openCaches(['npm=nowhere'], environment);
  expect([named.caches.get('maven'), named.warnings]).toEqual([undefined, [`the npm cache \`${home}/nowhere\` is not there`]]);
});

it.each([['all'], ['nix=/x'], ['npm=']])('%s is a usage error', (setting) => {
  expect(() => openCaches([setting], environment)).toThrow(expect.objectContaining({ name: 'UsageError' }) as Error);
});
