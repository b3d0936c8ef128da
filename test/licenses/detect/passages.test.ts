import { describe, expect, it } from 'vitest';
import { loadLicenseIndex } from '../../../src/io/license-index.ts';
import { createIdentifier } from '../../../src/licenses/detect/identify.ts';
import { findPassages } from '../../../src/licenses/detect/passages.ts';
import { nextStem } from '../../../src/licenses/detect/stems.ts';

const index = loadLicenseIndex();
const BETWEEN_IDEOGRAPHS = /(?<=[\u3040-\u9fff]) (?=[\u3040-\u9fff])/g;
const CODE = 'const total = items.map((item) => item.count).filter(Boolean).length;\n';

describe('passages', () => {
  it('hold every text that the index knows as a whole', () => {
    const gaps = index.templates.filter(({ start, length }) => {
      const text = Array.from(index.tokens.subarray(start, start + length), index.dictionary.spelling)
        .join(' ')
        .replaceAll(BETWEEN_IDEOGRAPHS, '');
      const [first, ...others] = findPassages(text);
      return others.length > 0 || first === undefined || first.from > 0 || first.to < text.length;
    });
    expect(gaps.map(({ expression }) => expression)).toEqual([]);
  });

  it('leave out the code between two notices, and give their places all the same', () => {
    const text = `// Licensed under the MIT license\n${CODE.repeat(500)}// License: Apache-2.0\n`;
    const read = findPassages(text).reduce((sum, { from, to }) => sum + to - from, 0);
    expect(read).toBeLessThan(text.length / 4);
    const { expression, detections } = createIdentifier(index).identify(text);
    expect(expression).toBe('MIT AND Apache-2.0');
    expect(detections.map(({ expression: id, lines }) => `${id} ${lines[0]}`).toSorted()).toEqual(['Apache-2.0 502', 'MIT 1']);
  });

  it('read one line without end by words', () => {
    const text = `${'total=count;'.repeat(2000)}/*! licensed under the MIT license */${'total=count;'.repeat(2000)}`;
    const [passage, ...others] = findPassages(text);
    expect(others).toEqual([]);
    expect((passage?.to ?? 0) - (passage?.from ?? 0)).toBeLessThan(6000);
    expect(createIdentifier(index).identify(text).expression).toBe('MIT');
  });

  it.each([
    ['// Distributed under the terms of the MPL 2.0.', 'MPL-2.0'],
    ['# Released under the ASL 2.0', 'Apache-2.0'],
    ['Made available under the EPL 2.0', 'EPL-2.0'],
    ['Creative works: Attribution-NonCommercial 4.0 International', undefined],
  ])('hold the notice %j, though it has no license word', (text, expression) => {
    expect(findPassages(text)).not.toEqual([]);
    if (expression !== undefined) expect(createIdentifier(index).identify(text).expression).toBe(expression);
  });

  it.each([
    ['LICENSE', 0],
    ['a Copyright', 2],
    ['permit', -1],
    ['mit', 0],
    ['summit', -1],
    ['(MIT)', 1],
    ['carefree to', -1],
    ['be free to', 3],
    ['Œuvre', 0],
    ['按许可。', 1],
    [CODE, -1],
  ])('find the stem in %j at %d', (text, at) => {
    expect(nextStem(text, 0)).toBe(at);
  });
});
