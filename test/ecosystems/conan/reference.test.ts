import { describe, expect, it } from 'vitest';
import { conanPurl, parseReference } from '../../../src/ecosystems/conan/reference.ts';
import { conan } from '../../../src/ecosystems/conan/index.ts';
import { scanMemory } from '../../support/scan-folder.ts';

const purlOf = (text: string): string | undefined => {
  const reference = parseReference(text);
  return reference === undefined ? undefined : conanPurl(reference);
};

describe('Conan references', () => {
  it.each([
    ['zlib/1.3.1', 'pkg:conan/zlib@1.3.1'],
    ['zlib/1.3.1@', 'pkg:conan/zlib@1.3.1'],
    ['zlib/1.3.1@_/_', 'pkg:conan/zlib@1.3.1'],
    ['zlib/1.3.1@me/stable#abc%1667396813.733', 'pkg:conan/zlib@1.3.1?channel=stable&rrev=abc&user=me'],
    ['pkg/0.1@u/c#r1:f00#p1', 'pkg:conan/pkg@0.1?channel=c&prev=p1&rrev=r1&user=u'],
    ['pkg/0.1#0:f00#0', 'pkg:conan/pkg@0.1'],
    ['lib/cci.20210118', 'pkg:conan/lib@cci.20210118'],
    ['range/[>=1.2 <2, include_prerelease]', 'pkg:conan/range'],
    ['no-version', undefined],
    ['', undefined],
  ])('%s is %s', (text, purl) => {
    expect(purlOf(text)).toBe(purl);
  });
});

describe('conan.lock', () => {
  it.each([
    ['{}', 'lockfile-unparsable'],
    ['{"version": "9.9"}', 'lockfile-version-unsupported'],
    ['{"version": "0.5", "requires": [1]}', 'lockfile-entry-invalid'],
    ['{"graph_lock": {"nodes": {"0": {"path": "conanfile.txt", "requires": ["7"]}}}}', 'lockfile-edge-unresolved'],
  ])('says what is wrong with %s', async (text, code) => {
    expect((await scanMemory({ 'conan.lock': text }, [conan])).diagnostics.map((item) => item.code)).toEqual([code]);
  });
});
