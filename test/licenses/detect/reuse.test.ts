import { expect, test } from 'vitest';
import { loadLicenseIndex } from '../../../src/io/license-index.ts';
import { withCache } from '../../../src/licenses/detect/cache.ts';
import { createIdentifier } from '../../../src/licenses/detect/identify.ts';
import { toTextIdentifier } from '../../../src/licenses/detect/text-identifier.ts';
import { annotationFor, describedBySidecar, readDep5, readReuseToml } from '../../../src/licenses/detect/reuse.ts';
import { matchesGlob } from '../../../src/licenses/detect/reuse-glob.ts';

test('the last annotation of a REUSE.toml that matches holds', () => {
  const annotations = readReuseToml(`
version = 1
[[annotations]]
path = "**"
SPDX-License-Identifier = "MIT"
[[annotations]]
path = ["docs/*.md", "img/**"]
precedence = "override"
SPDX-License-Identifier = ["CC-BY-4.0", "CC0-1.0"]
`);
  expect(annotationFor(annotations ?? [], 'src/a.c')?.expressions).toEqual(['MIT']);
  expect(annotationFor(annotations ?? [], 'docs/a.md')).toMatchObject({
    expressions: ['CC-BY-4.0', 'CC0-1.0'],
    precedence: 'override',
  });
  expect(annotationFor(annotations ?? [], 'docs/deep/a.md')?.expressions).toEqual(['MIT']);
});

test('a broken REUSE.toml is none', () => {
  expect(readReuseToml('[[annotations')).toBeUndefined();
});

test('dep5 patterns cross folders', () => {
  const annotations = readDep5(
    'Format: x\n\nFiles: *\nCopyright: A\nLicense: MIT\n\nFiles: po/*\n img/*.png\nCopyright: B\nLicense: CC0-1.0\n text\n',
  );
  expect(annotationFor(annotations, 'po/de/a.po')?.expressions).toEqual(['CC0-1.0']);
  expect(annotationFor(annotations, 'src/x.c')?.expressions).toEqual(['MIT']);
});

test.each([
  ['a*b', 'a/b', false],
  ['a**b', 'a/b', true],
  ['\\*.c', '*.c', true],
  ['\\*.c', 'x.c', false],
  ['**/x', 'a/b/x', true],
])('%s against %s: %s', (pattern, path, expected) => {
  expect(matchesGlob(pattern, path, false)).toBe(expected);
});

test('a hostile pattern costs its length times the path', () => {
  expect(matchesGlob('**a'.repeat(400), 'a'.repeat(399), false)).toBe(false);
});

test('a sidecar speaks of its file', () => {
  expect(describedBySidecar('img/logo.png.license')).toBe('img/logo.png');
  expect(describedBySidecar('LICENSE')).toBeUndefined();
  expect(describedBySidecar('a/.license')).toBeUndefined();
});

test('a tag in a sidecar is a REUSE statement', () => {
  const identifier = createIdentifier(loadLicenseIndex());
  const { detections } = identifier.identify('SPDX-License-Identifier: CC0-1.0\n', { path: 'logo.png.license' });
  expect(detections).toMatchObject([{ matcher: 'reuse', expression: 'CC0-1.0' }]);
});

test('the cache answers for the same content, and only for it', () => {
  const stored = new Map<string, string>();
  const identifier = withCache(createIdentifier(loadLicenseIndex()), {
    get: (key) => stored.get(key),
    set: (key, value) => void stored.set(key, value),
  });
  const first = identifier.identify('Licensed under the MIT license');
  expect(identifier.identify('Licensed under the MIT license')).toEqual(first);
  expect(stored.size).toBe(1);
  expect(identifier.identify('Licensed under the ISC license').expression).toBe('ISC');
});

test('license resolution gets methods, rules and places', async () => {
  const identifier = toTextIdentifier(createIdentifier(loadLicenseIndex()));
  const bytes = Buffer.from('Licensed under the MIT license');
  await expect(identifier.identify({ path: 'a.js', bytes })).resolves.toMatchObject({
    expression: 'MIT',
    detections: [{ method: 'license-header', raw: 'name:MIT', expression: 'MIT', score: 1, lines: [1, 1] }],
  });
});
