import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeIndex, encodeIndex } from '../../../src/licenses/detect/index-file.ts';
import { loadLicenseIndex } from '../../../src/io/license-index.ts';
import { tokenise } from '../../../src/licenses/detect/tokenise.ts';

const file = readFileSync(new URL('../../../generated/license-index.bin', import.meta.url));

test('the index that the build made can be read', () => {
  expect(decodeIndex(file).dictionary.size).toBeGreaterThan(1000);
});

test('bytes that are no index are refused', () => {
  expect(() => decodeIndex(Buffer.from('something else entirely'))).toThrow('npm run build');
});

test('an index comes back as it was written', () => {
  const index = loadLicenseIndex();
  const { keys, ids, traits } = index.dictionary;
  const { bucketStarts, positions, templates: postingTemplates } = index.postings;
  const words = Array.from({ length: index.dictionary.size }, (_, id) => index.dictionary.spelling(id));
  const arrays = { tokens: index.tokens, flags: index.flags, keys, ids, traits, bucketStarts, positions, postingTemplates };
  const again = decodeIndex(
    encodeIndex({ version: index.version, templates: index.templates, rules: index.rules, words, arrays }),
  );
  expect(again.templates).toEqual(index.templates);
  expect(again.tokens).toEqual(index.tokens);
  expect(again.dictionary.spelling(42)).toBe(index.dictionary.spelling(42));
});

test.each([
  ['1. First\n2) second\n(a) third iv) x', ['First', 'second', 'third', 'iv', 'x']],
  ['a distri-\n * bution', ['a', 'distri-\n * bution']],
  ['GPLv2+ and LGPL-2.1', ['GPL', '2', 'and', 'LGPL', '2', '1']],
  ['Copyright (c) 2001 &copy; me', ['Copyright', '2001', 'me']],
  ['<p class="x">Hello</p>', ['Hello']],
  ['許諾', ['許', '諾']],
])('words of %j', (text, expected) => {
  const { starts, ends, count } = tokenise(text, { html: text.includes('</'), rtf: false });
  expect(Array.from({ length: count }, (_, at) => text.slice(starts[at], ends[at]))).toEqual(expected);
});
