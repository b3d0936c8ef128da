import { expect, test } from 'vitest';
import { loadLicenseIndex } from '../../../src/io/license-index.ts';
import { createIdentifier } from '../../../src/licenses/detect/identify.ts';
import { HEAD_LIMIT, READ_LIMIT, TAIL_LIMIT } from '../../../src/licenses/detect/source-text.ts';

const identifier = createIdentifier(loadLicenseIndex());
const size = 300_000;

/** Texts made to be slow: each is read in well under two seconds. */
const hostile: Readonly<Record<string, string>> = {
  'a minified file': '/* license */'.padEnd(size, 'function a(b){return b.license+1};'),
  'one license sentence again and again':
    'Permission is hereby granted, free of charge, to any person obtaining a copy of this software '.repeat(3000),
  'a trigger without a name': 'licensed under the '.repeat(15_000),
  'a name without an end': 'under the terms of the GNU General Public License version 2 of the '.repeat(4000),
  'one name in quotes again and again': `license "${'GPL" , '.repeat(30_000)}`,
  'open tags': `license </ ${'<a '.repeat(90_000)}`,
  'open parentheses in tags': `SPDX-License-Identifier: ${'('.repeat(400)}\n`.repeat(600),
  blanks: `license${' '.repeat(size)}x`,
  'copyright signs': `license\n${'c'.repeat(12)} copyright (c) `.repeat(10_000),
  addresses: `license http://${'www.'.repeat(60_000)}`,
  alternatives: 'alternatively the license '.repeat(10_000),
};

test.each(Object.entries(hostile))('%s', (_, text) => {
  identifier.identify(text);
});

test('a license that is named without end is evidence a few times', () => {
  const { expression, detections } = identifier.identify('License: GPL-2.0-only, a\n'.repeat(5000));
  expect(expression).toBe('GPL-2.0-only');
  expect(detections.length).toBeLessThan(100);
});

test('of a large file the head and the tail are read', () => {
  const filler = 'x'.repeat(2 * READ_LIMIT);
  expect(identifier.identify(`// SPDX-License-Identifier: MIT\n${filler}`).expression).toBe('MIT');
  const { expression, detections } = identifier.identify(`${filler}\n// SPDX-License-Identifier: ISC\n`);
  expect(expression).toBe('ISC');
  expect(detections[0]?.bytes[0]).toBe(filler.length + 4);
});

test('the two ends of a file give what the whole file gives', () => {
  const bytes = Buffer.from(`// Licensed under the MIT license\n${'y'.repeat(2 * READ_LIMIT)}`);
  const ends = { head: bytes.subarray(0, HEAD_LIMIT), tail: bytes.subarray(bytes.length - TAIL_LIMIT), size: bytes.length };
  expect(identifier.identify(ends)).toEqual(identifier.identify(bytes));
});

test.each([
  ['empty', Buffer.alloc(0)],
  ['binary', Buffer.from('MIT License\0\0Permission is hereby granted')],
  ['only a byte order mark', Buffer.from([0xff, 0xfe])],
])('%s says nothing', (_, bytes) => {
  expect(identifier.identify(bytes)).toEqual({ detections: [] });
});

test('UTF-16 and Latin-1 are read', () => {
  expect(identifier.identify(Buffer.from('\ufeffLicensed under the MIT license', 'utf16le')).expression).toBe('MIT');
  expect(identifier.identify(Buffer.from('© Müller. Licensed under the MIT license', 'latin1')).expression).toBe('MIT');
});
