import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadEcosystems } from '../../src/ecosystems/list.ts';
import { readBanner } from '../../src/ecosystems/vendored/banner.ts';
import { vendored } from '../../src/ecosystems/vendored/index.ts';
import { scanMemory } from '../support/scan-folder.ts';

const ECOSYSTEMS = await loadEcosystems(['npm', 'golang', 'cargo', 'vendored']);

async function copies(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { components, diagnostics } = await scanMemory(files, ECOSYSTEMS);
  const found = components.filter((component) => !component.firstParty && component.ecosystem === vendored.id);
  return [
    ...found.map(
      (component) => `${component.id} ${component.identity?.confidence ?? ''} ${component.uses.map((use) => use.project).join()}`,
    ),
    ...diagnostics
      .filter((item) => item.code === 'vendored-unidentified')
      .map((item) => `? ${/`(.*)\/`/.exec(item.message)?.[1] ?? ''}`),
  ];
}

describe('copies in folders', () => {
  it('are what a folder with sources and a license file holds, and belong to the project above', async () => {
    expect(
      await copies({
        'app/package.json': '{"name":"app","version":"1.0.0"}',
        'app/third_party/md5/COPYING': 'terms',
        'app/third_party/md5/md5.c': '',
        'third_party/lua-5.4.6/src/lua.c': '',
        'third_party/lua-5.4.6/src/COPYRIGHT': 'terms',
      }),
    ).toEqual(['pkg:generic/lua@5.4.6 0.3 .#vendored:.', 'pkg:generic/md5 0.3 app#vendored:app']);
  });

  it('take their version from a build file, and no computed one', async () => {
    expect(
      await copies({
        'deps/a/LICENSE': '',
        'deps/a/a.c': '',
        'deps/a/CMakeLists.txt': 'cmake_minimum_required(VERSION 3.1)\nproject(a\n  VERSION 2.1.0 LANGUAGES C)',
        'deps/b/LICENSE': '',
        'deps/b/b.c': '',
        'deps/b/CMakeLists.txt': 'project(b VERSION ${B_VERSION})',
        'deps/c/LICENSE': '',
        'deps/c/c.c': '',
        'deps/c/configure.ac': 'AC_INIT([c], [1.4], [bugs@example.org])',
      }),
    ).toEqual(['pkg:generic/a@2.1.0 0.3 .#vendored:.', 'pkg:generic/b 0.3 .#vendored:.', 'pkg:generic/c@1.4 0.3 .#vendored:.']);
  });

  it('nest where a vendor folder stands between them, and nowhere else', async () => {
    expect(
      await copies({
        'third_party/outer/LICENSE': '',
        'third_party/outer/o.c': '',
        'third_party/outer/docs/LICENSE': '',
        'third_party/outer/tools/LICENSE': '',
        'third_party/outer/tools/t.c': '',
        'third_party/outer/third_party/inner/LICENSE': '',
        'third_party/outer/third_party/inner/i.c': '',
      }),
    ).toEqual(['pkg:generic/inner 0.3 .#vendored:.', 'pkg:generic/outer 0.3 .#vendored:.']);
  });

  it('are named by METADATA and by their path below a host', async () => {
    expect(
      await copies({
        'third_party/snappy/METADATA':
          'name: "snappy"\nthird_party {\n  url { type: GIT value: "https://github.com/google/snappy" }\n  version: "1.1.10"\n}\n',
        'third_party/snappy/LICENSE': '',
        'third_party/other/METADATA': 'Metadata-Version: 2.1\nName: other\n',
        'vendor/github.com/acme/thing/LICENSE': '',
        'vendor/github.com/acme/thing/thing.go': '',
      }),
    ).toEqual(['pkg:github/acme/thing 0.6 .#vendored:.', 'pkg:github/google/snappy@1.1.10 0.7 .#vendored:.']);
  });

  it('are not what a package manager put there, what a submodule holds, or what the repository publishes itself', async () => {
    expect(
      await copies({
        'go.mod': 'module example.org/m\n',
        'vendor/modules.txt': '# example.org/x v1.0.0\n## explicit\nexample.org/x\n',
        'vendor/example.org/x/LICENSE': '',
        'vendor/example.org/x/x.go': '',
        'third_party/crate/.cargo-checksum.json': '{}',
        'third_party/crate/LICENSE': '',
        'third_party/crate/lib.rs': '',
        '.gitmodules': '[submodule "s"]\n\tpath = third_party/sub\n\turl = https://example.org/s.git\n',
        'third_party/sub/LICENSE': '',
        'third_party/sub/s.c': '',
        'external/widget/package.json': '{"name":"@acme/widget","version":"1.0.0"}',
        'external/widget/LICENSE': '',
        'external/widget/index.js': '',
        'node_modules/x/third_party/y/LICENSE': '',
        'node_modules/x/third_party/y/y.js': '',
        'third_party/LICENSE': '',
        'test/fixtures/third_party/z/LICENSE': '',
        'test/fixtures/third_party/z/z.c': '',
      }),
    ).toEqual([]);
  });

  it('that nobody identifies are said', async () => {
    expect(
      await copies({
        'third_party/known/LICENSE': '',
        'third_party/known/k.c': '',
        'third_party/who/w.c': '',
        'third_party/build/BUILD': '',
      }),
    ).toEqual(['pkg:generic/known 0.3 .#vendored:.', '? third_party/who']);
  });
});

describe('banners', () => {
  it.each([
    [
      '/*! jQuery v3.4.1 | (c) JS Foundation and other contributors | jquery.org/license */',
      'jQuery 3.4.1 jquery jquery.org/license',
    ],
    [
      '/**\n * @license React v16.8.6\n * react.production.min.js\n *\n * This source code is licensed under the MIT license found in the\n */',
      'React 16.8.6 react MIT',
    ],
    ['/* @preserve\n * Leaflet 1.7.1, a JS library for interactive maps. http://leafletjs.com\n */', 'Leaflet 1.7.1 leaflet -'],
    ['/*!\n * Vue.js v2.6.10\n * (c) 2014-2019 Evan You\n * Released under the MIT License.\n */', 'Vue.js 2.6.10 vue MIT'],
    ['//! moment.js\n//! version : 2.24.0\n//! license : MIT\n', 'moment.js 2.24.0 moment MIT'],
    ['/*!\n * Font Awesome Free 5.8.1 by @fontawesome\n */', 'Font Awesome Free 5.8.1 @fortawesome/fontawesome-free -'],
    [
      '/*! normalize.css v8.0.1 | MIT License | github.com/necolas/normalize.css */',
      'normalize.css 8.0.1 normalize.css MIT License',
    ],
  ])('%s', (text, expected) => {
    const banner = readBanner('x.min.js', `${text}!function(){}();`);
    expect(`${banner?.name ?? ''} ${banner?.version ?? ''} ${banner?.npm ?? '-'} ${banner?.license?.raw ?? '-'}`).toBe(expected);
  });

  it.each([
    ['!function(){"jQuery v3.4.1"}();'],
    ['/* Copyright 2020.1 Acme */'],
    ['/* build 2020.11.04 */'],
    ['/* This file needs ES 5.1 or later */'],
    ['/* eslint-disable */ var a = 1.5;'],
    ['/*! For license information please see main.js.LICENSE.txt */'],
    [''],
  ])('none in %s', (text) => {
    expect(readBanner('x.min.js', text)).toBeUndefined();
  });

  it('never throw', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readBanner('x.min.js', `/*${text}*/`);
        readBanner('x.min.js', text);
      }),
    );
    readBanner('x.min.js', `/*! ${'a '.repeat(50_000)}1.0 */`);
  });
});
