import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSpdx, spdxTerms, toExpression } from '../../src/domain/spdx-expression.ts';
import { SPDX_EXCEPTION_IDS, SPDX_LICENSE_IDS } from '../../src/domain/spdx/ids.ts';

const notesOf = (text: string): unknown => {
  const parsed = parseSpdx(text);
  return parsed.ok ? parsed.notes.map((note) => `${note.kind} ${note.written} -> ${note.canonical}`) : parsed;
};

const problemOf = (text: string): string => {
  const parsed = parseSpdx(text);
  return parsed.ok ? 'fine' : `${text.slice(0, parsed.start)}»${text.slice(parsed.start, parsed.end)}« ${parsed.problem}`;
};

describe('canonical form', () => {
  it.each([
    ['mit', 'MIT'],
    ['(MIT Or apache-2.0) aNd ISC', '(MIT OR Apache-2.0) AND ISC'],
    ['MIT\n\tOR ISC', 'MIT OR ISC'],
    ['((MIT)) OR ((ISC OR 0BSD))', 'MIT OR ISC OR 0BSD'],
    ['GPL-2.0', 'GPL-2.0-only'],
    ['GPL-2.0+', 'GPL-2.0-or-later'],
    ['GPL-2.0-or-later+', 'GPL-2.0-or-later'],
    ['GPL-2.0-with-classpath-exception', 'GPL-2.0-only WITH Classpath-exception-2.0'],
    ['GPL-2.0+ with classpath-exception-2.0', 'GPL-2.0-or-later WITH Classpath-exception-2.0'],
    ['GPL-2.0-with-classpath-exception+', 'GPL-2.0-or-later WITH Classpath-exception-2.0'],
    ['eCos-2.0', 'GPL-2.0-or-later WITH eCos-exception-2.0'],
    ['Apache-2.0+', 'Apache-2.0+'],
    ['licenseref-Foo', 'LicenseRef-Foo'],
    ['documentref-a:licenseref-b WITH additionref-c', 'DocumentRef-a:LicenseRef-b WITH AdditionRef-c'],
    ['UNLICENSED', 'LicenseRef-npm-unlicensed'],
  ])('%s is %s', (written, canonical) => {
    expect(toExpression(written)).toBe(canonical);
  });

  it('is no SPDX expression when a term is unknown, NONE or NOASSERTION, and still has a tree', () => {
    for (const text of ['Foo OR MIT', 'NONE', 'NOASSERTION AND MIT', 'MIT WITH Nope', 'SEE LICENSE IN LICENSE.md']) {
      expect(toExpression(text)).toBeUndefined();
      expect(parseSpdx(text)).toMatchObject({ ok: true, text });
    }
  });
});

it('notes what it rewrote', () => {
  expect(notesOf('GPL-2.0+ OR mit OR LGPL-2.1-only+')).toEqual([
    'deprecated-id GPL-2.0+ -> GPL-2.0-or-later',
    'case mit -> MIT',
    'plus-on-only LGPL-2.1-only+ -> LGPL-2.1-only',
  ]);
});

it('points at the problem', () => {
  expect(
    ['MIT, see docs', 'MIT ANDISC', '()', '', 'MIT OR', 'MIT WITH', 'WITH MIT', '(MIT AND ISC', 'MIT)', 'LicenseRef-a+'].map(
      problemOf,
    ),
  ).toMatchInlineSnapshot(`
    [
      "MIT»,« expected AND, OR or WITH",
      "MIT »ANDISC« expected AND, OR or WITH",
      "(»)« expected a license",
      "»« expected a license",
      "MIT OR»« expected a license",
      "MIT »WITH« expected an exception after WITH",
      "»WITH« expected a license before WITH",
      "»(« this \`(\` is never closed",
      "MIT»)« this \`)\` closes nothing",
      "LicenseRef-a»+« \`+\` cannot follow a license reference",
    ]
  `);
});

it('keeps the span of every term', () => {
  const text = '(gpl-2.0 WITH Classpath-exception-2.0 AND MIT) OR SSPL-1.0';
  const parsed = parseSpdx(text);
  expect(parsed.ok && spdxTerms(parsed.node).map((term) => text.slice(term.start, term.end))).toEqual([
    'gpl-2.0 WITH Classpath-exception-2.0',
    'MIT',
    'SSPL-1.0',
  ]);
});

it('reads 5,000 terms and 6,000 nested parentheses at once, and refuses more than 64 KiB', () => {
  expect(parseSpdx(Array.from({ length: 5000 }, () => 'MIT').join(' OR ')).ok).toBe(true);
  expect(toExpression(`${'('.repeat(6000)}MIT${')'.repeat(6000)}`)).toBe('MIT');
  const alternating = `${'MIT AND (ISC OR ('.repeat(3000)}0BSD${'))'.repeat(3000)}`;
  expect(toExpression(toExpression(alternating) ?? '')).toBe(toExpression(alternating));
  expect(problemOf(`${'MIT OR '.repeat(10_000)}MIT`)).toContain('longer than 64 KiB');
});

const expressionText = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...SPDX_LICENSE_IDS, 'LicenseRef-x', 'GPL-2.0', 'Apache-2.0+'),
    fc
      .tuple(fc.constantFrom('GPL-2.0-only', 'MIT'), fc.constantFrom(...SPDX_EXCEPTION_IDS))
      .map(([id, exception]) => `${id} WITH ${exception}`),
    fc
      .tuple(tie('node'), fc.constantFrom('AND', 'or', 'OR'), tie('node'))
      .map(([left, operator, right]) => `(${left}) ${operator} ${right}`),
  ),
})).node;

it('rendering and reading again changes nothing', () => {
  fc.assert(
    fc.property(expressionText, (text) => {
      const once = toExpression(text);
      expect(once).toBeDefined();
      expect(toExpression(once ?? '')).toBe(once);
    }),
  );
});

it('never throws', () => {
  const word = fc.constantFrom('MIT', 'AND', 'OR', 'WITH', '(', ')', '+', 'GPL-2.0', ',', ' ', '__proto__', 'constructor');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(word).map((all) => all.join(' ')),
      ),
      (text) => void parseSpdx(text),
    ),
  );
});
