import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { Notice } from '../../src/domain/notice.ts';
import { standardLicenseText } from '../../src/io/standard-license-texts.ts';
import { captureTerminal } from '../support/capture-terminal.ts';
import { schemaProblems } from '../support/validators.ts';

const MIT = (standardLicenseText('MIT') ?? '').split('\n').slice(4).join('\n');
const APACHE = standardLicenseText('Apache-2.0') ?? '';
const HOSTILE = 'Copyright (c) 2020 <script>alert(1)</script> \u001b[31mRed\u202e Ltd';

interface Package {
  readonly license?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly dev?: true;
  readonly absent?: true;
}

const PACKAGES: Readonly<Record<string, Package>> = {
  'mit-a': { license: 'MIT', files: { LICENSE: `MIT License\n\nCopyright (c) 2019 Jane Roe\n\n${MIT}` } },
  'mit-b': {
    license: 'MIT',
    files: { 'LICENSE.md': `# The MIT License (MIT)\n\nCopyright © 2021 John Doe\nAll rights reserved.\n\n${MIT}` },
  },
  both: {
    license: '(MIT OR Apache-2.0)',
    files: { 'LICENSE-MIT': `Copyright 2018 The Both Authors\n\n${MIT}`, 'LICENSE-APACHE': APACHE },
  },
  apache: {
    license: 'Apache-2.0',
    files: { LICENSE: APACHE, NOTICE: 'Apache Thing\nCopyright 2015 Thing Foundation\n\n  indented\tline\n' },
  },
  lgpl: { license: 'LGPL-2.1-or-later', files: { 'index.js': '/* (c) 2001 Old Coder */' } },
  agpl: { license: 'AGPL-3.0-only', files: { LICENSE: standardLicenseText('AGPL-3.0-only') ?? '' } },
  odd: { license: 'LicenseRef-acme', files: { LICENSE: HOSTILE } },
  unlicensed: { files: { 'index.js': '' } },
  absent: { license: 'MIT', absent: true },
  tool: { license: 'GPL-3.0-only', dev: true },
};

function lockfile(): string {
  const names = Object.keys(PACKAGES);
  const entry = (name: string): object => ({ version: '1.0.0', ...(PACKAGES[name]?.dev && { dev: true }) });
  return JSON.stringify({
    name: 'shop',
    version: '2.0.0',
    lockfileVersion: 3,
    packages: {
      '': {
        name: 'shop',
        version: '2.0.0',
        dependencies: Object.fromEntries(names.filter((name) => !PACKAGES[name]?.dev).map((name) => [name, '1.0.0'])),
        devDependencies: { tool: '1.0.0' },
      },
      ...Object.fromEntries(names.map((name) => [`node_modules/${name}`, entry(name)])),
    },
  });
}

let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'licet-notice-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('package-lock.json', lockfile());
  for (const [name, { license, files = {}, absent }] of Object.entries(PACKAGES)) {
    if (absent) continue;
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', license }));
    for (const [path, text] of Object.entries(files)) write(`node_modules/${name}/${path}`, text);
  }
  write(
    'licet.policy.yaml',
    'version: 1\nid: acme/shop\nallow: [MIT, Apache-2.0]\nprefer: [MIT]\ndefaults: { unclassified: review, unknown: review, noLicense: review }\n',
  );
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const runs = new Map<string, ReturnType<typeof notice>>();

/** Each command once: most cases look at the same document. */
async function document(...args: readonly string[]): Promise<Notice> {
  const key = args.join(' ');
  const run = runs.get(key) ?? notice('-o', 'json', ...args);
  runs.set(key, run);
  return JSON.parse((await run).out) as Notice;
}

async function notice(...args: readonly string[]): Promise<{ status: number; out: string; err: string }> {
  const terminal = captureTerminal({ cwd: root });
  const status = await main(['notice', '.', '--caches', 'none', ...args], terminal);
  return { status, out: terminal.stdout(), err: terminal.stderr() };
}

describe('licet notice', () => {
  it('follows its published schema, and is the same each time', async () => {
    const first = await notice('-o', 'json');
    expect(schemaProblems('rules/schemas/licet-notice-1.schema.json')(JSON.parse(first.out))).toEqual([]);
    expect((await notice('-o', 'json')).out).toBe(first.out);
  });

  it('lists what ships, and says what it leaves out', async () => {
    const { components, leftOut, scopes } = await document();
    expect(components.map((component) => component.name)).not.toContain('tool');
    expect([components.length, leftOut.components, scopes]).toEqual([9, 1, 'shipped']);
    expect((await document('--scopes', 'all')).components.map((component) => component.name)).toContain('tool');
  });

  it('gives one text to the packages that share it, and its copyright line to each', async () => {
    const { components, texts } = await document();
    const [a, b] = ['mit-a', 'mit-b'].map((name) => components.find((component) => component.name === name));
    expect([a?.copyrights, b?.copyrights]).toEqual([['Copyright (c) 2019 Jane Roe'], ['Copyright © 2021 John Doe']]);
    expect(a?.texts).toEqual(b?.texts);
    const shared = texts.find((text) => text.id === a?.texts[0]);
    expect(shared).toMatchObject({ source: 'package', licenses: ['MIT'], withoutCopyrights: true });
    expect(shared?.text).toContain('Permission is hereby granted');
    expect(shared?.text).not.toContain('Roe');
    expect(shared?.places).toHaveLength(3);
  });

  it('takes the branch of an OR that the policy takes, and leaves the text of the other out', async () => {
    const { components, texts } = await document();
    const both = components.find((component) => component.name === 'both');
    expect(both).toMatchObject({ license: 'MIT', offered: 'MIT OR Apache-2.0', copyrights: ['Copyright 2018 The Both Authors'] });
    expect(texts.filter((text) => both?.texts.includes(text.id)).map((text) => text.licenses)).toEqual([['MIT']]);
  });

  it('keeps NOTICE files verbatim', async () => {
    const { texts } = await document();
    expect(texts.filter((text) => text.kind === 'notice').map((text) => text.text)).toEqual([
      PACKAGES['apache']?.files?.['NOTICE'],
    ]);
    expect((await notice()).out).toContain('Apache Thing\nCopyright 2015 Thing Foundation\n\n  indented\tline\n');
  });

  it('lists the source that is owed, and how far it reaches', async () => {
    const { sourceOffers } = await document();
    expect(sourceOffers.map(({ component, reach, network, origins }) => [component, reach, network, origins])).toEqual([
      ['pkg:npm/agpl@1.0.0', 'work', true, ['pkg:npm/agpl@1.0.0']],
      ['pkg:npm/lgpl@1.0.0', 'library', false, ['pkg:npm/lgpl@1.0.0']],
    ]);
  });

  it('says which text stands in for one that the package lacks, and hides no gap', async () => {
    const { gaps, texts, components, groups } = await document();
    expect(gaps.map(({ kind, component }) => `${kind} ${component}`)).toEqual([
      'copyright-missing pkg:npm/agpl@1.0.0',
      'copyright-missing pkg:npm/unlicensed@1.0.0',
      'files-missing pkg:npm/absent@1.0.0',
      'license-unknown pkg:npm/absent@1.0.0',
      'license-unknown pkg:npm/unlicensed@1.0.0',
      'text-missing pkg:npm/odd@1.0.0',
      'text-standard pkg:npm/lgpl@1.0.0',
    ]);
    const lgpl = components.find((component) => component.name === 'lgpl');
    expect(lgpl?.copyrights).toEqual(['(c) 2001 Old Coder']);
    expect(texts.find((text) => text.id === lgpl?.texts[0])).toMatchObject({
      source: 'standard',
      places: [{ component: lgpl?.id }],
    });
    expect(groups[0]).toMatchObject({ components: ['pkg:npm/absent@1.0.0', 'pkg:npm/unlicensed@1.0.0'], texts: [] });
  });

  it('fails with --strict when something was not found', async () => {
    expect((await notice('--strict')).status).toBe(1);
    expect((await notice()).status).toBe(0);
    expect((await notice('--quiet')).err).toBe('');
  });

  it('lets nothing that a package wrote become markup or steer a terminal', async () => {
    const html = (await notice('-o', 'html')).out;
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/<script|<img|<link|src=|\u001b|\u202e/);
    expect(html).toContain("default-src 'none'");
    for (const format of ['text', 'markdown']) {
      const { out } = await notice('-o', format);
      expect(out).not.toMatch(/\u001b|\u202e/);
      expect(out).toContain('\\x1b');
    }
    expect((await notice('-o', 'markdown')).out).toContain('\\<script\\>');
  });

  it('writes one document per project, and names what it does not know', async () => {
    expect((await notice('-o', 'html=out/{project}.html', '-o', 'markdown=out/all.md')).status).toBe(0);
    expect(readdirSync(join(root, 'out')).toSorted()).toEqual(['all.md', 'shop.html']);
    expect(readFileSync(join(root, 'out/all.md'), 'utf8')).toMatch(/^# Third-party notices: /);
    expect(await notice('--project', 'shap')).toMatchObject({
      status: 2,
      err: expect.stringContaining('did you mean `shop`?') as string,
    });
    expect(await notice('--scopes', 'some')).toMatchObject({ status: 2 });
  });
});
