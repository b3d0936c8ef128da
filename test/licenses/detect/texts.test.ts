import { createRequire } from 'node:module';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadLicenseIndex } from '../../../src/io/license-index.ts';
import { createIdentifier } from '../../../src/licenses/detect/identify.ts';

const texts = createRequire(import.meta.url)('spdx-license-list/full') as Record<string, { readonly licenseText: string }>;
const identifier = createIdentifier(loadLicenseIndex());
const textOf = (id: string): string => texts[id]?.licenseText ?? '';
const common = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'Zlib',
  'MPL-2.0',
  'Unlicense',
  'CC0-1.0',
  'EPL-2.0',
  'BSL-1.0',
];

test.each(common)('%s is found in any wrapping, case and comment', (id) => {
  const words = textOf(id).split(/\s+/);
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 40 }),
      fc.constantFrom('', ' * ', '# ', '// ', '-- ', ';; ', 'dnl '),
      fc.boolean(),
      (width, comment, upper) => {
        const lines: string[] = [];
        for (let at = 0; at < words.length; at += width) lines.push(comment + words.slice(at, at + width).join(' '));
        const text = `int x;\n${lines.join('\n')}\nint y;\n`;
        expect(identifier.identify(upper ? text.toUpperCase() : text).expression).toBe(id);
      },
    ),
    { numRuns: 8 },
  );
});

test('names the holder in the evidence as neither missing nor extra', () => {
  const { detections } = identifier.identify(
    textOf('BSD-3-Clause').replace('the copyright holder nor', 'the University of Somewhere nor'),
  );
  expect(detections).toMatchObject([{ expression: 'BSD-3-Clause', matcher: 'text', score: 1, missing: [], extra: [] }]);
});

test('tells where a text stands, in lines and bytes', () => {
  const before = '// Grüße\n\n';
  const text = before + textOf('ISC');
  const [detection] = identifier.identify(text).detections;
  expect(detection?.lines[0]).toBe(3);
  expect(
    Buffer.from(text)
      .subarray(...(detection?.bytes ?? [0, 0]))
      .toString(),
  ).toBe(detection?.matchedText);
});

test('a clause that restricts the use takes the name away', () => {
  const text = textOf('MIT').replace(
    /subject to the\s+following/,
    'for non-commercial academic purposes only, subject to the following',
  );
  const { expression, nearest } = identifier.identify(text);
  expect(expression).toBeUndefined();
  expect(nearest).toMatchObject({ expression: 'MIT', extra: ['for non-commercial academic purposes only'] });
});

test('a license without its warranty disclaimer is not that license', () => {
  const text = textOf('MIT').split('THE SOFTWARE IS PROVIDED')[0] ?? '';
  expect(identifier.identify(text).expression).toBeUndefined();
  expect(identifier.identify(text).nearest?.missing.join(' ')).toContain('without warranty of any kind');
});

test('the conditions of a BSD license without the disclaimer are found as such, but not before another disclaimer', () => {
  const [conditions = ''] = textOf('BSD-3-Clause').split('THIS SOFTWARE IS PROVIDED');
  expect(identifier.identify(conditions).detections).toMatchObject([
    { expression: 'BSD-3-Clause', rule: 'text:BSD-3-Clause:conditions' },
  ]);
  expect(
    identifier.identify(`${conditions}\nThe vendor gives a warranty of one year, and is liable for nothing else.`).expression,
  ).toBe(undefined);
});

test.each([
  ['without restriction', 'with restriction'],
  ['distribute, sublicense, and/or sell', 'distribute, sublicense, but not sell'],
  [
    'The above copyright notice and',
    'The above copyright notice, every attribution that is found in any of the files that this software has, and',
  ],
  ['use, copy, modify, merge', 'use, copy, merge'],
  ['Permission is hereby granted', 'No permission is hereby granted'],
  ['Permission is hereby granted, free', 'Permission is hereby granted for use on our systems only, in which case it is free'],
  ['and/or sell copies of the Software', 'and/or sell unmodified copies of the Software'],
])('MIT with `%s` become `%s` is not MIT', (from, to) => {
  const text = textOf('MIT').replaceAll(/\s+/g, ' ').replace(from, to);
  expect(identifier.identify(text)).toMatchObject({ nearest: { expression: 'MIT' } });
  expect(identifier.identify(text).expression).toBeUndefined();
});

test('an introduction or a closing exhibit may be left out', () => {
  const [body = ''] = textOf('MPL-1.1').split('Exhibit A - Mozilla Public License.');
  expect(identifier.identify(body).expression).toBe('MPL-1.1');
  const commons = textOf('CC-BY-NC-4.0');
  expect(identifier.identify(commons.slice(commons.indexOf('By exercising the Licensed Rights'))).expression).toBe(
    'CC-BY-NC-4.0',
  );
});

test('LGPL 3 with the GPL 3 that it builds on is one license', () => {
  const text = textOf('LGPL-3.0-only');
  const [lesser = ''] = text.split(/\n\s*GNU GENERAL PUBLIC LICENSE\s+Version 3/);
  expect(lesser.length).toBeLessThan(text.length / 3);
  expect([identifier.identify(text).expression, identifier.identify(lesser).expression]).toEqual([
    'LGPL-3.0-only',
    'LGPL-3.0-only',
  ]);
});

test('an appendix does not reach into the license that follows', () => {
  const [apache = ''] = textOf('Apache-2.0').split('APPENDIX');
  expect(identifier.identify(`${apache}\n\n${textOf('MS-PL')}`).expression).toBe('Apache-2.0 AND MS-PL');
});

test('several licenses in one file are separate detections', () => {
  const text = `${textOf('MIT')}\n\n----\n\n${textOf('Apache-2.0')}\n\n----\n\n${textOf('ISC')}`;
  const { expression, detections } = identifier.identify(text);
  expect(expression).toBe('MIT AND Apache-2.0 AND ISC');
  expect(detections.map(({ expression: id }) => id)).toEqual(['MIT', 'Apache-2.0', 'ISC']);
});

test('a name that only announces the text of a relative is not a second license', () => {
  const { expression } = identifier.identify(`Simplified BSD License\n\nCopyright 2020 Jane Doe\n\n${textOf('BSD-3-Clause')}`);
  expect(expression).toBe('BSD-3-Clause');
  expect(identifier.identify(`Some code is under an MIT-style license:\n\n${textOf('ISC')}`).expression).toBe('ISC');
});

test('conditions that go on are those of another license', () => {
  const [conditions = ''] = textOf('BSD-2-Clause').split('THIS SOFTWARE IS PROVIDED');
  const more = '3. Names of the holders must not be used to promote products.\n\n4. Changed files must say so.';
  expect(identifier.identify(conditions + more).expression).toBeUndefined();
});

test('words that change no term change no name', () => {
  const bsd = textOf('BSD-3-Clause').replace('EVEN IF ADVISED', 'EVEN IF NOT ADVISED');
  expect(identifier.identify(bsd).expression).toBe('BSD-3-Clause');
  const unmodified = textOf('BSD-2-Clause').replace('copyright notice, this list', 'copyright notice unmodified, this list');
  expect(identifier.identify(unmodified).expression).toBe('BSD-2-Clause');
  const gpl = textOf('GPL-2.0-only');
  const body = gpl.slice(gpl.indexOf('TERMS AND CONDITIONS FOR COPYING'));
  expect(identifier.identify(`GNU GENERAL PUBLIC LICENSE\nVersion 2, June 1991\n\n${body}`).expression).toBe('GPL-2.0-only');
});

test('OR stands only where the words offer a choice', () => {
  expect(identifier.identify('Licensed under either the MIT license or the Apache License 2.0.').expression).toBe(
    'MIT OR Apache-2.0',
  );
  expect(identifier.identify('Dual licensed under the MIT and GPL v2 licenses.').expression).toBe('MIT OR GPL-2.0-only');
  expect(
    identifier.identify('The code is licensed under the MIT license. The docs are licensed under CC-BY-4.0.').expression,
  ).toBe('MIT AND CC-BY-4.0');
});

test('a GNU text beside an or-later notice is or-later', () => {
  const notice =
    'This program is free software; you can redistribute it under the terms of the GNU GPL, version 2 or (at your option) any later version.';
  expect(identifier.identify(`${notice}\n\n${textOf('GPL-2.0-only')}`).expression).toBe('GPL-2.0-or-later');
});

test('another license offered inside a text is kept, and the text too', () => {
  const offer =
    'Alternatively, this software may be distributed under the terms of the GNU General Public License ("GPL") version 2.';
  const text = textOf('BSD-3-Clause').replace('\n\nTHIS SOFTWARE', `\n\n${offer}\n\nTHIS SOFTWARE`);
  expect(identifier.identify(text).expression).toBe('BSD-3-Clause OR GPL-2.0-only');
});

test('what the offer says further of the GPL is no change to the text around it', () => {
  const offer =
    'Alternatively, this software may be distributed under the terms of the GNU General Public License ("GPL") version 2.\n\nThe interfaces are not restricted to be used by modules with a GPL compatible license.';
  const text = textOf('BSD-3-Clause').replace('\n\nTHIS SOFTWARE', `\n\n${offer}\n\nTHIS SOFTWARE`);
  expect(identifier.identify(text).expression).toBe('BSD-3-Clause OR GPL-2.0-only');
});

test.each([
  [
    'LLAMA 3.1 COMMUNITY LICENSE AGREEMENT\nLlama 3.1 Version Release Date: July 23, 2024',
    'LicenseRef-llama-3.1',
    'ai-restricted',
  ],
  ['Gemma Terms of Use\n\nBy using, reproducing, modifying, distributing', 'LicenseRef-gemma', 'ai-use-restricted'],
  ['BigScience Open RAIL-M License\ndated August 18, 2022', 'LicenseRef-openrail-m', 'ai-use-restricted'],
  [
    '"Commons Clause" License Condition v1.0\n\nThe Software is provided to you by the Licensor',
    'LicenseRef-commons-clause',
    'source-available',
  ],
  ['CONFIDENTIAL AND PROPRIETARY. Unauthorized copying is prohibited.', 'LicenseRef-proprietary', 'proprietary'],
])('%s', (text, expression, category) => {
  expect(identifier.identify(text)).toMatchObject({ expression, detections: [{ expression, category }] });
});

test('an unlisted license keeps its own name though its clauses name others', () => {
  const text = 'ELASTIC LICENSE AGREEMENT\n\nSome parts are licensed under the Apache License, Version 2.0, see there.';
  expect(identifier.identify(text).expression).toBe('LicenseRef-elastic-2018');
});

test('text between REUSE-Ignore marks says nothing', () => {
  const text =
    '// REUSE-IgnoreStart\n// SPDX-License-Identifier: GPL-3.0-only\n// REUSE-IgnoreEnd\n// SPDX-License-Identifier: MIT';
  expect(identifier.identify(text).expression).toBe('MIT');
});
