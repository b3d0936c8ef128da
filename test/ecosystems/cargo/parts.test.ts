import { array, assert, property, stringMatching } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { declarationLines } from '../../../src/ecosystems/cargo/declaration-lines.ts';
import { defaultFeatureDependencies } from '../../../src/ecosystems/cargo/default-features.ts';
import { matchesMemberGlob } from '../../../src/ecosystems/cargo/member-glob.ts';
import { fitsRequirement } from '../../../src/ecosystems/cargo/version-requirement.ts';

describe('version requirements', () => {
  it.each([
    ['1.4.0', '1.2', true],
    ['2.0.0', '1.2', false],
    ['0.4.8', '0.4', true],
    ['0.5.0', '0.4', false],
    ['1.4.0', '>= 1.2, < 1.5', true],
    ['1.5.0', '>= 1.2, < 1.5', false],
    ['1.2.9', '1.2.*', true],
    ['1.3.0', '1.2.*', false],
    ['1.2.3+build', '=1.2.3', true],
    ['1.2.3', '~1.2', true],
    ['9.9.9', '*', true],
    ['9.9.9', 'not a requirement', true],
  ])('%s and `%s`: %s', (version, requirement, expected) => {
    expect(fitsRequirement(version, requirement)).toBe(expected);
  });
});

describe('member globs', () => {
  it.each([
    ['crates/a', 'crates/*', true],
    ['crates/a/b', 'crates/*', false],
    ['crates/a/b', 'crates/**', true],
    ['crates/a', 'cr?tes/a', true],
    ['crates/ab', 'crates/a*b', true],
    ['crates/a', 'crates', false],
  ])('%s and `%s`: %s', (directory, pattern, expected) => {
    expect(matchesMemberGlob(directory, pattern)).toBe(expected);
  });

  it('matches every path with itself and with `**`', () => {
    const path = array(stringMatching(/^[a-z]{1,5}$/), { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
    assert(property(path, (text) => matchesMemberGlob(text, text) && matchesMemberGlob(text, '**')));
  });

  it('does not explode on a hostile pattern', () => {
    expect(matchesMemberGlob('a'.repeat(2000), `${'a*'.repeat(500)}b`)).toBe(false);
  });
});

describe('default features', () => {
  it('follows features, `dep:`, `name/feature` and not `name?/feature`, and stops at cycles', () => {
    const features = { default: ['a', 'x/std', 'y?/std'], a: ['b', 'dep:z'], b: ['a'], unused: ['dep:w'] };
    const on = defaultFeatureDependencies({ features });
    expect(['w', 'x', 'y', 'z'].filter((name) => on.has(name))).toEqual(['x', 'z']);
  });
});

describe('declaration lines', () => {
  it('finds tables, dotted keys, quoted targets and sub-tables', () => {
    const text = [
      '[package]',
      'license = "MIT"',
      '[dependencies]',
      'a.workspace = true',
      '[dependencies.b]',
      'version = "1"',
      "[target.'cfg(unix)'.dev-dependencies]",
      '"c" = "1"',
    ].join('\n');
    expect([...declarationLines(text)]).toEqual([
      ['package', 1],
      ['package.license', 2],
      ['dependencies', 3],
      ['dependencies.a', 4],
      ['dependencies.b', 5],
      ['dev-dependencies', 7],
      ['dev-dependencies.c', 8],
    ]);
  });
});
