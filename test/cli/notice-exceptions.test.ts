import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { Notice } from '../../src/domain/notice.ts';
import { standardLicenseText } from '../../src/io/standard-license-texts.ts';
import { captureTerminal } from '../support/capture-terminal.ts';

const root = mkdtempSync(join(tmpdir(), 'licet-exceptions-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const GPL = standardLicenseText('GPL-2.0-only') ?? '';
const CLASSPATH = standardLicenseText('Classpath-exception-2.0') ?? '';

const PACKAGES: Readonly<Record<string, { readonly license: string; readonly files: Readonly<Record<string, string>> }>> = {
  /** Ships the text of the GPL alone. */
  bare: { license: 'GPL-2.0-only WITH Classpath-exception-2.0', files: { LICENSE: GPL } },
  /** Ships both in one file. */
  whole: { license: 'GPL-2.0-only WITH Classpath-exception-2.0', files: { LICENSE: `${GPL}\n\n${CLASSPATH}` } },
  /** Nobody may ship the text of its exception. */
  qwt: { license: 'LGPL-2.1-only WITH Qwt-exception-1.0', files: { LICENSE: standardLicenseText('LGPL-2.1-only') ?? '' } },
};

async function document(): Promise<Notice> {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const names = Object.keys(PACKAGES);
  const dependencies = Object.fromEntries(names.map((name) => [name, '1.0.0']));
  write(
    'package-lock.json',
    JSON.stringify({
      name: 'shop',
      lockfileVersion: 3,
      packages: {
        '': { name: 'shop', version: '1.0.0', dependencies },
        ...Object.fromEntries(names.map((name) => [`node_modules/${name}`, { version: '1.0.0' }])),
      },
    }),
  );
  for (const [name, { license, files }] of Object.entries(PACKAGES)) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', license }));
    for (const [path, text] of Object.entries(files)) write(`node_modules/${name}/${path}`, text);
  }
  const terminal = captureTerminal({ cwd: root });
  await main(['notice', '.', '--caches', 'none', '-o', 'json'], terminal);
  return JSON.parse(terminal.stdout()) as Notice;
}

it('carries the text of an exception, or says that it is not there', async () => {
  const { components, texts, gaps } = await document();
  const textsOf = (name: string): readonly string[] => {
    const ids = components.find((component) => component.name === name)?.texts ?? [];
    return texts.filter(({ id }) => ids.includes(id)).map(({ source, licenses }) => `${source} ${licenses.join(' ')}`);
  };
  expect(textsOf('bare')).toEqual(['standard Classpath-exception-2.0', 'package GPL-2.0-only WITH Classpath-exception-2.0']);
  expect(textsOf('whole')).toEqual(['package GPL-2.0-only WITH Classpath-exception-2.0']);
  expect(textsOf('qwt')).toEqual(['package LGPL-2.1-only WITH Qwt-exception-1.0']);
  expect(gaps.filter(({ kind }) => kind.startsWith('text-')).map(({ component, detail }) => `${component} ${detail}`)).toEqual([
    'pkg:npm/qwt@1.0.0 the exception Qwt-exception-1.0 is in force and its text is not in this document, published at https://spdx.org/licenses/Qwt-exception-1.0.html',
    'pkg:npm/bare@1.0.0 Classpath-exception-2.0',
  ]);
  expect(texts.find(({ licenses }) => licenses.includes('Classpath-exception-2.0'))?.text).toMatch(/^Class Path Exception/);
});
