import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Component } from '../../../src/domain/component.ts';
import { parseGoMod } from '../../../src/ecosystems/golang/go-mod.ts';
import { goLicensing } from '../../../src/ecosystems/golang/licensing.ts';
import { escapeModule, isLocalPath, modulePurl } from '../../../src/ecosystems/golang/module-path.ts';
import { parseModulesTxt } from '../../../src/ecosystems/golang/modules-txt.ts';
import { compareVersions } from '../../../src/ecosystems/golang/versions.ts';
import { memoryFs } from '../../../src/testing/memory-fs.ts';

describe('Go versions', () => {
  it.each([
    ['v1.9.0', 'v1.10.0'],
    ['v1.0.0-rc.1', 'v1.0.0'],
    ['v0.0.0-20240102030405-0123456789ab', 'v0.0.0-20250102030405-0123456789ab'],
    ['v1.2.4-0.20240102030405-0123456789ab', 'v1.2.4'],
    ['v1.9.0', 'v2.0.0+incompatible'],
  ])('%s comes before %s', (lower, higher) => {
    expect(compareVersions(lower, higher)).toBeLessThan(0);
    expect(compareVersions(higher, lower)).toBeGreaterThan(0);
  });
});

describe('module paths', () => {
  it('keeps their case in a purl, and escapes it as the module cache does', () => {
    expect(modulePurl('github.com/BurntSushi/toml', 'v1.0.0')).toBe('pkg:golang/github.com/BurntSushi/toml@v1.0.0');
    expect(modulePurl('m', undefined)).toBe('pkg:golang/m');
    expect(modulePurl('', 'v1.0.0')).toBeUndefined();
    expect(escapeModule('github.com/BurntSushi/toml')).toBe('github.com/!burnt!sushi/toml');
  });

  it.each([
    ['./a', true],
    ['../a', true],
    ['..', true],
    ['/a', true],
    ['C:\\a', true],
    ['example.org/a', false],
    ['.hidden.org/a', false],
  ])('%s is a directory: %s', (target, expected) => {
    expect(isLocalPath(target)).toBe(expected);
  });
});

describe('go.mod parsing', () => {
  it('never throws', () => {
    assert(
      property(string({ unit: 'binary' }), (text) => {
        parseGoMod('go.mod', text);
        parseModulesTxt(text);
      }),
    );
  });

  it('stays linear on a line of blanks, quotes and slashes', () => {
    parseGoMod('go.mod', `require ${' '.repeat(200_000)}${'/'.repeat(200_000)}`);
    parseGoMod('go.mod', `require ${'"'.repeat(200_000)}`);
    parseGoMod('go.mod', `require ${'a/'.repeat(200_000)}`);
  });
});

describe('where the files of a Go module are', () => {
  it('finds the unpacked module and the zip, both under escaped names', () => {
    const cache = memoryFs({
      'example.org/!big@v1.0.0/LICENSE': '',
      'cache/download/example.org/!big/@v/v1.0.0.zip': '',
    });
    const component = { name: 'example.org/Big', purl: modulePurl('example.org/Big', 'v1.0.0') } as Component;
    const context = { fs: memoryFs({}), caches: { get: () => cache }, installed: [] };
    expect(goLicensing.locate(component, context)).toEqual([
      { root: 'cache:go', path: 'example.org/!big@v1.0.0', format: 'directory' },
      {
        root: 'cache:go',
        path: 'cache/download/example.org/!big/@v/v1.0.0.zip',
        inside: 'example.org/Big@v1.0.0/',
        format: 'zip',
      },
    ]);
  });
});
