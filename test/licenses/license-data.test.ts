import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { loadLicenseData } from '../../src/io/license-rules.ts';
import { LICENSE_CATEGORIES } from '../../src/licenses/license-data.ts';

const require = createRequire(import.meta.url);
const list = (name: string): string[] => require(name) as string[];
const data = loadLicenseData();

describe('license data', () => {
  it('has a row for every SPDX license id, deprecated ones included', () => {
    const ids = [...list('spdx-license-ids'), ...list('spdx-license-ids/deprecated')];
    expect(ids.filter((id) => data.license(id)?.id !== id)).toEqual([]);
    expect(data.licenses).toHaveLength(ids.length);
  });

  it('has a row for every SPDX exception', () => {
    const ids = [...new Set([...list('spdx-exceptions'), ...list('spdx-exceptions/deprecated')])];
    expect(ids.filter((id) => data.exception(id)?.id !== id)).toEqual([]);
  });

  it('says of each row a known category, where it comes from, and why when a person decided', () => {
    for (const row of data.licenses) {
      expect(LICENSE_CATEGORIES, row.id).toContain(row.category);
      expect(row.source.length, row.id).toBeGreaterThan(0);
      if (row.source.includes('override')) expect(row.reason, row.id).toBeTruthy();
    }
  });

  it('lists the ids that expressions are read with', () => {
    const ids = JSON.parse(readFileSync('rules/spdx-ids.json', 'utf8')) as {
      licenses: string[];
      deprecated: object;
      exceptions: string[];
    };
    const current = data.licenses.filter((row) => row.deprecated !== true).map((row) => row.id);
    expect(current.toSorted()).toEqual(ids.licenses.toSorted());
    expect(
      data.licenses
        .filter((row) => row.deprecated === true)
        .map((row) => row.id)
        .toSorted(),
    ).toEqual(Object.keys(ids.deprecated).toSorted());
    expect(ids.exceptions.filter((id) => data.exception(id) === undefined)).toEqual([]);
  });

  it('keeps copyleft categories and scopes consistent', () => {
    const wrong = data.licenses.filter((row) => row.category.endsWith('-copyleft') && row.copyleftScope === 'none');
    expect(wrong.map((row) => row.id)).toEqual([]);
    const free = data.licenses.filter((row) => row.category === 'permissive' && row.copyleftScope !== 'none');
    expect(free.map((row) => row.id)).toEqual([]);
    const network = data.licenses.filter((row) => row.category === 'network-copyleft' && !row.triggers.includes('network'));
    expect(network.map((row) => row.id)).toEqual([]);
  });

  it('gives a deprecated GNU id the category of its replacement', () => {
    for (const family of ['GPL-1.0', 'GPL-2.0', 'GPL-3.0', 'LGPL-2.0', 'LGPL-2.1', 'LGPL-3.0', 'AGPL-1.0', 'AGPL-3.0']) {
      expect(data.categoryOf(family)).toBe(data.categoryOf(`${family}-only`));
      expect(data.categoryOf(`${family}+`)).toBe(data.categoryOf(`${family}-or-later`));
    }
  });

  it.each([
    ['MIT', 'permissive'],
    ['0BSD', 'public-domain'],
    ['Unlicense', 'public-domain'],
    ['Artistic-2.0', 'permissive'],
    ['JSON', 'permissive-restricted'],
    ['MPL-2.0', 'weak-copyleft'],
    ['LGPL-3.0-or-later', 'weak-copyleft'],
    ['GPL-2.0-only', 'strong-copyleft'],
    ['AGPL-3.0-or-later', 'network-copyleft'],
    ['SSPL-1.0', 'source-available'],
    ['CC-BY-NC-4.0', 'non-commercial'],
    ['CC-BY-4.0', 'content'],
    ['OFL-1.1', 'content'],
    ['Hippocratic-2.1', 'ethical'],
    ['LicenseRef-npm-unlicensed', 'proprietary'],
    ['toString', undefined],
  ])('%s is %s', (id, category) => {
    expect(data.categoryOf(id)).toBe(category);
  });

  it.each([
    ['GPL-2.0-only', 'Classpath-exception-2.0', 'weak-copyleft'],
    ['GPL-3.0-only', 'GCC-exception-3.1', 'weak-copyleft'],
    ['Apache-2.0', 'LLVM-exception', 'permissive'],
    ['GPL-2.0-only', 'LLVM-exception', 'strong-copyleft'],
    ['GPL-2.0-only', 'Linux-syscall-note', 'strong-copyleft'],
    ['GPL-2.0-only', 'Unheard-of-exception', undefined],
    ['LicenseRef-x', 'Classpath-exception-2.0', undefined],
  ])('%s WITH %s is %s', (base, exception, category) => {
    expect(data.categoryOfPair(base, exception)).toBe(category);
  });
});
