import { describe, expect, it } from 'vitest';
import { readCabalFile } from '../../../src/ecosystems/haskell/cabal-file.ts';
import { parseHackageId } from '../../../src/ecosystems/haskell/package-id.ts';

describe('Hackage packages', () => {
  it.each([
    ['HTTP-4000.3.16', 'HTTP', '4000.3.16'],
    ['3d-graphics-examples-0.0.0.2@rev:1', '3d-graphics-examples', '0.0.0.2'],
    ['utf8-string-1', 'utf8-string', '1'],
  ])('%s', (text, name, version) => {
    expect(parseHackageId(text)).toEqual({ name, version });
  });

  it('is nothing without a version', () => {
    expect(parseHackageId('base')).toBeUndefined();
  });
});

describe('.cabal files', () => {
  it('tell by section how a dependency is needed', () => {
    const { dependencies } = readCabalFile(
      'name: a\nlibrary\n  build-depends: b >=1, c:{c, sub}\ntest-suite t\n  build-depends:\n      d\n    , e\n',
    );
    expect(dependencies.map(({ name, scope, line }) => `${name} ${scope} ${line}`)).toEqual([
      'b runtime 3',
      'c runtime 3',
      'd test 6',
      'e test 7',
    ]);
  });
});
