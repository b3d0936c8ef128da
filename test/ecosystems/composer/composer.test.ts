import { describe, expect, it } from 'vitest';
import { isPlatformPackage } from '../../../src/ecosystems/composer/platform-package.ts';
import { scanMemory } from '../../support/scan-folder.ts';

const registry = { 'notification-url': 'https://packagist.org/downloads/' };
const lock = (packages: readonly unknown[], dev: readonly unknown[] = []): string =>
  JSON.stringify({ packages, 'packages-dev': dev }, undefined, 2);

describe('platform packages', () => {
  it.each(['php', 'php-64bit', 'ext-json', 'lib-curl', 'composer-plugin-api', 'composer-runtime-api', 'hhvm'])('%s', (name) => {
    expect(isPlatformPackage(name)).toBe(true);
  });
  it.each(['php-http/discovery', 'ext-js/extjs', 'composer/semver'])('%s is none', (name) => {
    expect(isPlatformPackage(name)).toBe(false);
  });
});

describe('a composer.lock', () => {
  it('links what nobody names to those who need what it provides', async () => {
    const snapshot = await scanMemory({
      'composer.json': JSON.stringify({ name: 'a/root', require: { 'a/x': '*' } }),
      'composer.lock': lock([
        { name: 'a/x', version: '1.0', require: { 'a/virtual': '*' }, ...registry },
        { name: 'a/y', version: '1.0', provide: { 'a/virtual': '1' }, ...registry },
      ]),
    });
    expect(snapshot.edges.map(({ from, to }) => `${from} ${to}`)).toContain('pkg:composer/a/x@1.0 pkg:composer/a/y@1.0');
  });

  it('tells by `packages-dev` what is for development when there is no composer.json', async () => {
    const snapshot = await scanMemory({
      'composer.lock': lock([{ name: 'a/x', version: '1.0', ...registry }], [{ name: 'a/y', version: '2.0', ...registry }]),
    });
    expect(snapshot.components.flatMap(({ name, uses }) => uses.map((use) => `${name} ${use.scopes.join()}`))).toEqual([
      'a/x runtime',
      'a/y dev',
    ]);
  });

  it('never shows credentials of a URL', async () => {
    const snapshot = await scanMemory({
      'composer.lock': lock([
        { name: 'a/x', version: '1.0', dist: { type: 'zip', url: 'https://user:secret@host.example/x.zip' } },
      ]),
    });
    expect(JSON.stringify(snapshot)).not.toContain('secret');
  });

  it.each(['', '[]', '{}', '{"packages": 1}', '{"packages": ['])('says what is wrong with %j', async (text) => {
    const snapshot = await scanMemory({ 'composer.lock': text });
    expect(snapshot.inputs[0]?.state).toBe('failed');
  });

  it('is read in linear time', async () => {
    const measure = async (count: number): Promise<number> => {
      const packages = Array.from({ length: count }, (_, index) => ({
        name: `a/p${index}`,
        version: '1.0',
        require: { [`a/p${index + 1}`]: '*' },
        ...registry,
      }));
      const text = lock(packages);
      const start = performance.now();
      await scanMemory({ 'composer.lock': text });
      return performance.now() - start;
    };
    await measure(500);
    expect(await measure(8000)).toBeLessThan(25_000); // not a benchmark: only what grows with the square takes this long
  });
});
