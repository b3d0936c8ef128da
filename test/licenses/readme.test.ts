import { expect, it } from 'vitest';
import { lazyTextIdentifier } from '../../src/cli/lazy-text-identifier.ts';
import { standardLicenseText } from '../../src/io/standard-license-texts.ts';
import { identifyReadme, isReadme } from '../../src/licenses/readme.ts';

const identifier = lazyTextIdentifier();
const MIT = standardLicenseText('MIT') ?? '';

it.each([
  [
    'a section',
    '# thing\n\nUses the GPL-3.0 tool.\n\n## License\n\nMIT © Jane Roe\n\n## Thanks\n\nApache License 2.0 people\n',
    'MIT',
    5,
  ],
  ['an underlined title', 'thing\n=====\n\nLicence\n-------\n\nLicensed under the ISC license.\n', 'ISC', 7],
  ['a section with parts', '# License\n\n### Text\n\nApache-2.0 licensed\n', 'Apache-2.0', undefined],
  ['a whole text without a heading', `# thing\n\nDoes things.\n\n${MIT}`, 'MIT', undefined],
  ['the whole text in a section', `# thing\n\n## License (MIT)\n\n${MIT}`, 'MIT', undefined],
  ['a word beside', '# thing\n\nLike the one under the MIT license, but better.\n', undefined, undefined],
  ['a section without a license', '# thing\n\n## Licensing\n\nAsk us.\n', undefined, undefined],
])('reads %s', async (_name, text, expression, line) => {
  const found = await identifyReadme(text, 'README.md', identifier);
  expect(found.expression).toBe(expression);
  expect(found.detections.length > 0).toBe(expression !== undefined);
  if (line !== undefined) expect(found.detections[0]?.lines?.[0]).toBeGreaterThanOrEqual(line);
  expect(found.detections.every(({ bytes }) => bytes === undefined)).toBe(true);
});

it.each(['README', 'readme.md', 'Readme.rst'])('takes %s for one', (path) => {
  expect(isReadme(path)).toBe(true);
});

it.each(['README.chromium', 'docs/README.md', 'readme.js'])('takes %s for none', (path) => {
  expect(isReadme(path)).toBe(false);
});
