import { expect, it } from 'vitest';
import { packageFilesOpener } from '../../../src/io/package-files.ts';
import { packageCopyrights } from '../../../src/licenses/copyright/package-copyrights.ts';
import { readPackageTexts } from '../../../src/licenses/package-texts.ts';
import { memoryFs } from '../../../src/testing/memory-fs.ts';

const location = { root: 'tree', path: 'node_modules/x', format: 'directory' } as const;

async function read(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<{ texts: string[]; left: string[]; said: string[] }> {
  const tree = memoryFs(Object.fromEntries(Object.entries(files).map(([path, text]) => [`node_modules/x/${path}`, text])));
  const opened = await packageFilesOpener(tree, { get: () => undefined }).open(location);
  if (opened === undefined) throw new Error('not there');
  const { texts, left } = await readPackageTexts(opened, location, []);
  const said = await packageCopyrights(texts, opened, location);
  return {
    texts: texts.map((text) => `${text.kind} ${text.location.path}`),
    left: left.map(({ path, reason }) => `${path}: ${reason}`),
    said: said.map((statement) => `${statement.text} @ ${statement.location.path}:${statement.location.lines?.join('-') ?? ''}`),
  };
}

it('says each statement once, with its first place', async () => {
  const { said, texts } = await read({
    LICENSE: 'MIT License\n\nCopyright (c) 2019 Jane Roe\n',
    'LICENSE-APACHE': 'Copyright © 2019 Jane Roe\nCopyright [yyyy] [name of copyright owner]\n',
    NOTICE: 'X\nCopyright 2020 Acme, Inc.\n',
    'index.js': '// Copyright 2001 Nobody Asked',
  });
  expect(said).toEqual([
    'Copyright (c) 2019 Jane Roe @ node_modules/x/LICENSE:3-3',
    'Copyright 2020 Acme, Inc. @ node_modules/x/NOTICE:2-2',
  ]);
  expect(texts).toEqual([
    'license node_modules/x/LICENSE',
    'license node_modules/x/LICENSE-APACHE',
    'notice node_modules/x/NOTICE',
  ]);
});

it('takes the holders of other works from no list of third-party notices', async () => {
  const files = { LICENSE: 'Copyright (c) 2019 Jane Roe', 'ThirdPartyNotices.txt': 'Copyright (c) 2011 Somebody Else' };
  expect(await read(files)).toMatchObject({
    said: ['Copyright (c) 2019 Jane Roe @ node_modules/x/LICENSE:1-1'],
    texts: ['license node_modules/x/LICENSE', 'third-party node_modules/x/ThirdPartyNotices.txt'],
  });
});

it('asks the README and the headers of sources when the license files name nobody', async () => {
  const files = { LICENSE: 'Apache License', 'README.md': '# x\n\nCopyright 2018 Acme', 'index.js': '/*! (c) 2017 Jane Roe */' };
  expect((await read(files)).said).toEqual([
    'Copyright 2018 Acme @ node_modules/x/README.md:3-3',
    '(c) 2017 Jane Roe @ node_modules/x/index.js:1-1',
  ]);
});

it('names the files that it does not take', async () => {
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`LICENSE.${100 + index}`, 'MIT']));
  const { texts, left } = await read({ LICENSE: new Uint8Array([1, 0, 2]), NOTICE: 'x'.repeat(5_000_000), ...many });
  expect(texts).toHaveLength(31);
  expect(left).toHaveLength(11);
  expect(left).toContain('LICENSE: not a text');
  const { left: large } = await read({ NOTICE: 'x'.repeat(5_000_000) });
  expect(large).toEqual(['NOTICE: 5000000 bytes are more than are taken over']);
});
