import { describe, expect, it } from 'vitest';
import { parseCondaUrl } from '../../../src/ecosystems/conda/conda-purl.ts';
import { parseMatchSpec } from '../../../src/ecosystems/conda/match-spec.ts';

describe('match specifications', () => {
  it.each([
    ['a==1.2', '1.2'],
    ['a =1.2', undefined],
    ['a 1.2', undefined],
    ['a=1.2=h1', '1.2'],
    ['a 1.2 h1', '1.2'],
    ['a 1.2|1.3', undefined],
    ['a <=1.2=h1', undefined],
    ['a >1,<=2', undefined],
    ['a=1.*=h1', undefined],
    ["a[version='1.2',build='h1']", '1.2'],
    ["a[version='1.2']", undefined],
  ])('%s fixes %s', (text, version) => {
    expect(parseMatchSpec(text)?.version).toBe(version);
  });
});

describe('addresses of conda packages', () => {
  it('have the channel, the platform, and a name that may hold dashes', () => {
    expect(parseCondaUrl('https://conda.anaconda.org/conda-forge/noarch/ca-certificates-2024.2.2-h0_1.tar.bz2')).toEqual({
      name: 'ca-certificates',
      version: '2024.2.2',
      build: 'h0_1',
      subdir: 'noarch',
      channel: 'conda-forge',
      type: 'tar.bz2',
    });
  });
});
