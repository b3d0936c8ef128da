import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConstraint, satisfies } from '../../../src/ecosystems/maven/version-constraint.ts';
import { compareVersions } from '../../../src/ecosystems/maven/version-order.ts';

const parts = fc.constantFrom(
  '0',
  '1',
  '2',
  '10',
  'alpha',
  'beta',
  'a',
  'm',
  'rc',
  'SNAPSHOT',
  'ga',
  'final',
  'sp',
  'x',
  'jre',
  'min',
  'max',
);
const versions = fc
  .array(fc.tuple(parts, fc.constantFrom('.', '-', '_', '')), { minLength: 1, maxLength: 5 })
  .map((items) => items.map(([part, separator]) => part + separator).join(''));

describe('the order of versions', () => {
  it('is that of the resolver', () => {
    const ascending = [
      '1-alpha2',
      '1-alpha-10',
      '1-beta',
      '1-m3',
      '1-rc',
      '1-SNAPSHOT',
      '1',
      '1-sp',
      '1-jre',
      '1.1',
      '1.2',
      '1.10',
      '2',
    ];
    expect(ascending.toReversed().toSorted(compareVersions)).toEqual(ascending);
    for (const same of ['1', '1.0', '1.0.0', '1-ga', '1.0.Final', '1.0-RELEASE']) expect(compareVersions('1', same)).toBe(0);
  });

  it('is the same both ways round', () => {
    fc.assert(fc.property(versions, versions, (a, b) => Math.sign(compareVersions(a, b)) === -Math.sign(compareVersions(b, a))));
    fc.assert(fc.property(versions, (version) => compareVersions(version, version) === 0));
  });
});

describe('version ranges', () => {
  const allows = (text: string, version: string): boolean => {
    const constraint = parseConstraint(text);
    return constraint !== undefined && satisfies(version, constraint);
  };

  it('hold their bounds or not', () => {
    expect(['[1,2)', '(1,2]', '[1]', '[1.0,)', '(,1)', '[1.*]'].map((text) => allows(text, '1.0'))).toEqual([
      true,
      false,
      true,
      true,
      false,
      true,
    ]);
    expect(['1.5', '2.0', '2.5'].map((version) => allows('(,1.5],[2.5,)', version))).toEqual([true, false, true]);
  });

  it('that make no sense are none', () => {
    expect(['[1', '[2,1]', '(1)', '[1,2,3]', '[]', '[1,2)x'].map((text) => parseConstraint(text))).toEqual(
      Array.from({ length: 6 }, () => undefined),
    );
  });
});
