import { describe, expect, it } from 'vitest';
import { contentHash } from '../../../src/ecosystems/composer/content-hash.ts';
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

describe('the content hash', () => {
  // Composer 2.5.5 wrote this hash for this manifest.
  const manifest = {
    name: 'acme/shop',
    description: 'not part of the hash',
    require: { 'acme/words': '^1.0' },
    'require-dev': {},
    repositories: [
      {
        type: 'package',
        package: {
          name: 'acme/words',
          version: '1.2.0',
          dist: { type: 'zip', url: 'https://packages.example.org/words-1.2.0.zip' },
        },
      },
      { 'packagist.org': false },
    ],
    extra: { größe: 'α/β', empty: {}, list: [1, true, null] },
    config: { platform: { php: '8.2.0' } },
    'minimum-stability': 'stable',
  };

  it('is the one that Composer writes', () => {
    expect(contentHash(manifest)).toBe('3c58c5e85ee8100cf804a1bf43930957');
  });

  it('is left open where PHP and JSON differ', () => {
    expect(contentHash({ ...manifest, extra: { 0: 'a list for PHP' } })).toBeUndefined();
    expect(contentHash({ ...manifest, extra: { part: 1.5 } })).toBeUndefined();
  });

  it('makes a lockfile of another manifest stale, if it is a hash at all', async () => {
    const scan = async (hash: string): Promise<string | undefined> => {
      const snapshot = await scanMemory({
        'composer.json': JSON.stringify(manifest),
        'composer.lock': JSON.stringify({
          'content-hash': hash,
          packages: [{ name: 'acme/words', version: '1.2.0', ...registry }],
        }),
      });
      return snapshot.inputs.find(({ path }) => path === 'composer.lock')?.state;
    };
    expect(await scan('3c58c5e85ee8100cf804a1bf43930957')).toBe('parsed');
    expect(await scan('3c58c5e85ee8100cf804a1bf43930958')).toBe('stale');
    expect(await scan('none')).toBe('parsed');
  });
});
