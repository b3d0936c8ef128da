import { describe, expect, it } from 'vitest';
import type { Component } from '../../../src/domain/component.ts';
import { DEFAULT_CARGO_REGISTRIES } from '../../../src/domain/default-registries.ts';
import { parsePurl } from '../../../src/domain/purl.ts';
import type { PackageLocation } from '../../../src/domain/read-result.ts';
import { cargoLicensing } from '../../../src/ecosystems/cargo/licensing.ts';
import { cratePurl, parseSource } from '../../../src/ecosystems/cargo/source.ts';
import { memoryFs } from '../../../src/testing/memory-fs.ts';

const [GIT_INDEX = '', SPARSE_INDEX = ''] = DEFAULT_CARGO_REGISTRIES;
const HOST = new URL(SPARSE_INDEX).host;

const CACHE = memoryFs({
  [`registry/src/${HOST}-1949cf8c6b5b557f/itoa-1.0.0/Cargo.toml`]: '',
  'registry/src/crates.internal.example-0123456789abcdef/itoa-1.0.0/Cargo.toml': '',
  [`registry/cache/${HOST}-1949cf8c6b5b557f/itoa-1.0.0.crate`]: '',
  'git/checkouts/stones-84a6c51e53e70444/dee0485/Cargo.toml': '[workspace]',
  'git/checkouts/stones-84a6c51e53e70444/dee0485/one/Cargo.toml': '[package]\nname = "pebble"',
  'git/checkouts/stones-84a6c51e53e70444/25b4f66/one/Cargo.toml': '[package]\nname = "pebble"',
});

function locate(name: string, source: string): readonly PackageLocation[] {
  const purl = cratePurl(name, '1.0.0', parseSource(source)) ?? parsePurl('pkg:cargo/none');
  const component = { name, version: '1.0.0', purl } as Component;
  return cargoLicensing.locate(component, { fs: memoryFs({}), caches: { get: () => CACHE }, installed: [] });
}

const declared = async (manifest: string): ReturnType<typeof cargoLicensing.declared> =>
  cargoLicensing.declared(
    {
      list: async () => Promise.resolve([]),
      text: async () => Promise.resolve(manifest),
      bytes: async () => Promise.resolve(undefined),
    },
    { root: 'cache:cargo', path: 'a', format: 'directory' },
  );

describe('where the files of a crate are', () => {
  it('finds the archive, which can be checked, then what was unpacked from it, of the registry the lockfile names', () => {
    expect(locate('itoa', `registry+${GIT_INDEX}`).map((location) => location.path)).toEqual([
      `registry/cache/${HOST}-1949cf8c6b5b557f/itoa-1.0.0.crate`,
      `registry/src/${HOST}-1949cf8c6b5b557f/itoa-1.0.0`,
    ]);
    expect(locate('itoa', 'sparse+https://crates.internal.example/index/').map((location) => location.path)).toEqual([
      'registry/src/crates.internal.example-0123456789abcdef/itoa-1.0.0',
    ]);
  });

  it('finds a crate of a git repository by revision and name', () => {
    const source = 'git+https://git.example/stones.git?branch=main#dee04852b03458069d899d18a40af75171ffbb3a';
    expect(locate('pebble', source).map((location) => location.path)).toEqual([
      'git/checkouts/stones-84a6c51e53e70444/dee0485/one',
    ]);
  });
});

describe('what a crate says of its license', () => {
  it('keeps the legacy slash as it is written', async () => {
    const found = await declared('[package]\nname = "a"\nversion = "1.0.0"\nlicense = "MIT/Apache-2.0"');
    expect(found).toEqual({
      name: 'a',
      version: '1.0.0',
      licenses: [
        {
          method: 'manifest-field',
          raw: 'MIT/Apache-2.0',
          location: { root: 'cache:cargo', path: 'a/Cargo.toml', lines: [4, 4] },
        },
      ],
    });
  });

  it('claims nothing for `license-file` alone, and nothing for a broken manifest', async () => {
    expect(await declared('[package]\nname = "a"\nlicense-file = "COPYING"')).toEqual({ name: 'a', licenses: [] });
    expect(await declared('[package\n')).toBeUndefined();
  });
});
