import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toExpression } from '../../src/domain/spdx-expression.ts';
import { loadLicenseAliases, loadLicenseData } from '../../src/io/license-rules.ts';
import { foldLicenseName, foldLicenseUrl } from '../../src/licenses/fold-license-name.ts';
import { normaliseLicense } from '../../src/licenses/normalise.ts';

const data = loadLicenseData();
const aliases = loadLicenseAliases(data);
const expressionOf = (raw: string, type = 'npm'): string | undefined => {
  const found = normaliseLicense(raw, type, aliases);
  return found.kind === 'expression' ? found.expression : undefined;
};

describe('normaliseLicense', () => {
  it.each([
    ['MIT', 'MIT'],
    ['mit', 'MIT'],
    ['(MIT)', 'MIT'],
    ['The MIT License', 'MIT'],
    ['MIT/X11', 'MIT'],
    ['Apache 2', 'Apache-2.0'],
    ['Apache License, Version 2.0', 'Apache-2.0'],
    ['The Apache Software License, Version 2.0', 'Apache-2.0'],
    ['Apache Licence v2.0', 'Apache-2.0'],
    ['http://www.apache.org/licenses/LICENSE-2.0.txt', 'Apache-2.0'],
    ['https://opensource.org/licenses/MIT', 'MIT'],
    ['http://www.opensource.org/licenses/mit-license.php', 'MIT'],
    ['https://licenses.nuget.org/MIT', 'MIT'],
    ['https://licenses.nuget.org/Apache-2.0%20OR%20MIT', 'Apache-2.0 OR MIT'],
    ['https://spdx.org/licenses/BSD-3-Clause.html', 'BSD-3-Clause'],
    ['License :: OSI Approved :: MIT License', 'MIT'],
    ['License :: OSI Approved :: GNU General Public License v3 or later (GPLv3+)', 'GPL-3.0-or-later'],
    ['New BSD License', 'BSD-3-Clause'],
    ['3-Clause BSD License', 'BSD-3-Clause'],
    ['Eclipse Public License - v 2.0', 'EPL-2.0'],
    ['GPLv2+', 'GPL-2.0-or-later'],
    ['GPL v3', 'GPL-3.0-only'],
    ['LGPL-2.1+', 'LGPL-2.1-or-later'],
    ['GNU Lesser General Public License, version 2.1', 'LGPL-2.1-only'],
    ['GPL v2 with classpath exception', 'GPL-2.0-only WITH Classpath-exception-2.0'],
    ['Apache 2.0 or MIT', 'Apache-2.0 OR MIT'],
    ['MIT and GPLv3', 'MIT AND GPL-3.0-only'],
    ['Public Domain', 'LicenseRef-public-domain'],
    ['UNLICENSED', 'LicenseRef-npm-unlicensed'],
    ['unlicense', 'Unlicense'],
  ])('%s is %s', (raw, expression) => {
    expect(expressionOf(raw)).toBe(expression);
  });

  it.each([
    'BSD',
    'BSD License',
    'GPL',
    'LGPL',
    'LGPLv2',
    'Apache',
    'BSL 1.1',
    'Not MIT',
    'LIMITED',
    'commitment',
    'unlimited',
    'MIT, ISC',
    'MIT/Apache-2.0',
    'MIT, see docs',
    'Dual License',
    'http://www.gnu.org/copyleft/gpl.html',
    'https://example.com/LICENSE',
    'http://www.opensource.org/licenses/bsd-license.php',
    'MIT OR GPL AND BSD',
    'MIT License (Apache-2.0)',
    'Somebody Else (MIT)',
    'BSD License (see LICENSE)',
    'License :: OSI Approved :: Apache Software License',
    '',
    ' ',
  ])('%j is not guessed', (raw) => {
    expect(expressionOf(raw)).toBeUndefined();
  });

  it('takes the id that stands behind a name in parentheses', () => {
    expect(expressionOf('BSD 3-Clause "New" or "Revised" License (BSD-3-Clause)')).toBe('BSD-3-Clause');
    expect(expressionOf('BSD License (BSD-2-Clause)')).toBe('BSD-2-Clause');
  });

  it('reads the slash as OR for cargo only', () => {
    expect(expressionOf('MIT/Apache-2.0', 'cargo')).toBe('MIT OR Apache-2.0');
    expect(expressionOf('MIT / Apache 2.0', 'cargo')).toBe('MIT OR Apache-2.0');
    expect(expressionOf('MIT/BSD', 'cargo')).toBeUndefined();
  });

  it('reads UNLICENSED as proprietary for npm only, and nowhere as the Unlicense', () => {
    for (const type of ['npm', 'cargo', 'pypi']) expect(expressionOf('UNLICENSED', type)).not.toBe('Unlicense');
    expect(expressionOf('UNLICENSED', 'cargo')).toBeUndefined();
  });

  it('points to the file of SEE LICENSE IN', () => {
    expect(normaliseLicense('SEE LICENSE IN ./LICENSE.md', 'npm', aliases)).toEqual({ kind: 'file', path: 'LICENSE.md' });
    expect(normaliseLicense('see license in <licenses/EULA.txt>', 'npm', aliases)).toEqual({
      kind: 'file',
      path: 'licenses/EULA.txt',
    });
  });

  it('tells how it read the text', () => {
    expect(normaliseLicense('MIT', 'npm', aliases)).toMatchObject({ normalised: 'spdx' });
    expect(normaliseLicense('mit', 'npm', aliases)).toMatchObject({ normalised: 'spdx-case' });
    expect(normaliseLicense('Apache License, Version 2.0', 'npm', aliases)).toMatchObject({
      normalised: 'alias:apache license 2',
    });
    expect(normaliseLicense('BSD', 'npm', aliases)).toEqual({ kind: 'ambiguous', alias: 'bsd' });
  });

  it('leaves a valid expression as it is', () => {
    const ids = data.licenses.filter((row) => row.deprecated !== true).map((row) => row.id);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...ids), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(' OR ', ' AND '),
        (terms, operator) => {
          const text = terms.join(operator);
          expect(expressionOf(text)).toBe(toExpression(text));
        },
      ),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('npm', 'cargo', 'pypi'), (raw, type) => {
        normaliseLicense(raw, type, aliases);
      }),
    );
    expect(expressionOf('('.repeat(50_000))).toBeUndefined();
    expect(expressionOf('MIT OR '.repeat(200))).toBeUndefined();
    expect(expressionOf('__proto__')).toBeUndefined();
  });
});

describe('alias table', () => {
  it('holds folded keys, each once, each with a reason', () => {
    const seen = new Set<string>();
    for (const row of aliases.rows) {
      const folded = row.kind === 'url' ? foldLicenseUrl(`https://${row.alias}`) : foldLicenseName(row.alias);
      expect(folded).toBe(row.alias);
      const key = `${row.kind === 'url'} ${row.alias}`;
      expect(seen.has(key), key).toBe(false);
      seen.add(key);
      expect(row.why).not.toBe('');
    }
  });

  it('maps only to valid canonical expressions', () => {
    for (const row of aliases.rows) {
      if (row.ambiguous === true) expect(row.expression).toBeUndefined();
      else expect(toExpression(row.expression ?? ''), row.alias).toBeDefined();
    }
  });
});

describe('the License field of R packages', () => {
  it.each([
    ['GPL-2', 'GPL-2.0-only'],
    ['GPL-2 | GPL-3', 'GPL-2.0-only OR GPL-3.0-only'],
    ['GPL (>= 2)', 'GPL-2.0-or-later'],
    ['GPL(>=2)', 'GPL-2.0-or-later'],
    ['GNU General Public License (>= 3)', 'GPL-3.0-or-later'],
    ['LGPL (>= 2.1) | MIT + file LICENCE', 'LGPL-2.1-or-later OR MIT'],
    ['AGPL-3', 'AGPL-3.0-only'],
    ['MIT + file LICENSE', 'MIT'],
    ['BSD_3_clause + file LICENSE', 'BSD-3-Clause'],
    ['Apache License (== 2.0)', 'Apache-2.0'],
    ['Apache License (>= 2)', 'Apache-2.0'],
    ['Apache License 2.0', 'Apache-2.0'],
    ['Mozilla Public License 2.0', 'MPL-2.0'],
    ['CC0', 'CC0-1.0'],
    ['Artistic-2.0', 'Artistic-2.0'],
    ['MIT OR Apache-2.0', 'MIT OR Apache-2.0'],
  ])('reads %s', (raw, expected) => {
    expect(expressionOf(raw, 'cran')).toBe(expected);
  });

  it.each([
    'GPL',
    'GPL-3 + file LICENSE',
    'GPL-3 | file LICENSE',
    'GPL (>= 2, < 4)',
    'GPL (>= 9)',
    'Unlimited',
    'BSD',
    '|',
    'MIT |',
  ])('makes nothing of %s, which names no single license', (raw) => {
    expect(expressionOf(raw, 'cran')).toBeUndefined();
  });

  it('finds the file when there is nothing else', () => {
    expect(normaliseLicense('file LICENSE', 'cran', aliases)).toEqual({ kind: 'file', path: 'LICENSE' });
  });
});
