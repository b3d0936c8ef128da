import { expect, it } from 'vitest';
import type { Project } from '../../src/domain/project.ts';
import { roleOfPath } from '../../src/discover/roles.ts';
import { toExpression } from '../../src/domain/spdx-expression.ts';
import { MOST_FILES } from '../../src/licenses/own/headers.ts';
import { withOwnLicensing } from '../../src/licenses/own/own-licensing.ts';
import { readOwnStatements } from '../../src/licenses/own/own-statements.ts';
import { readReuseTree } from '../../src/licenses/own/reuse-tree.ts';
import type { TextIdentifier } from '../../src/licenses/text-identifier.ts';
import { memoryFs } from '../../src/testing/memory-fs.ts';
import { project } from '../support/sample-snapshot.ts';

/** Names what stands after "SPDX-License-Identifier:"; counts how often it was asked. */
function tagIdentifier(): TextIdentifier & { asked: number } {
  const identifier = {
    asked: 0,
    identify: async ({ bytes }: { bytes: Uint8Array }) => {
      identifier.asked += 1;
      const raw = /SPDX-License-Identifier: (\S+)/.exec(new TextDecoder().decode(bytes))?.[1] ?? '';
      const expression = toExpression(raw);
      if (expression === undefined) return Promise.resolve({ detections: [] });
      return Promise.resolve({
        expression,
        detections: [{ method: 'spdx-tag' as const, raw, expression, score: 1, lines: [1, 1] as const }],
      });
    },
  };
  return identifier;
}

async function licensing(
  files: Readonly<Record<string, string>>,
  directories: readonly string[],
  identifier: TextIdentifier = tagIdentifier(),
): Promise<Record<string, Project['licensing']>> {
  const fs = memoryFs(files);
  const projects = directories.map((path) => project(`${path === '' ? '.' : path}#npm:x`, { path }));
  const { reuse } = readReuseTree(fs.paths, fs);
  const described = await withOwnLicensing(projects, { paths: fs.paths, fs, roleOf: roleOfPath, reuse, identifier });
  return Object.fromEntries(described.map((item) => [item.path, item.licensing]));
}

it('finds the license file of a project, or the one above it', async () => {
  const files = { LICENSE: '', NOTICE: '', 'a/package.json': '', 'b/LICENSES/MIT.txt': '', 'b/package.json': '' };
  expect(await licensing(files, ['', 'a', 'b'])).toEqual({
    '': { licenseFile: 'own', path: 'LICENSE' },
    a: { licenseFile: 'above', path: 'LICENSE' },
    b: { licenseFile: 'own', path: 'b/LICENSES/MIT.txt' },
  });
  expect(await licensing({ 'a/NOTICE': '' }, ['a'])).toEqual({ a: { licenseFile: 'none' } });
});

it('counts the licenses of headers per project, and leaves fixtures, copies and built files out', async () => {
  const mit = '// SPDX-License-Identifier: MIT\n';
  const found = await licensing(
    {
      'a/src/one.ts': mit,
      'a/src/two.ts': mit,
      'a/src/three.c': '/*\n * SPDX-License-Identifier: GPL-2.0-only\n */\nint x;',
      'a/src/late.ts': `const x = 1;\n${mit}`,
      'a/src/talk.ts': '// How the GPL license is read here.\nexport {};',
      'a/dist/built.js': mit,
      'a/third_party/z/z.c': mit,
      'a/test/fixtures/y.c': mit,
      'b/x.py': '# SPDX-License-Identifier: Apache-2.0\n',
    },
    ['a', 'b'],
  );
  expect(found['a']?.headers).toEqual({
    files: 5,
    read: 5,
    found: [
      { expression: 'MIT', files: 2, example: { path: 'a/src/one.ts', line: 1 } },
      { expression: 'GPL-2.0-only', files: 1, example: { path: 'a/src/three.c', line: 1 } },
    ],
  });
  expect(found['b']?.headers?.found.map(({ expression }) => expression)).toEqual(['Apache-2.0']);
});

it('asks once per kind of header, and reads a bounded number of files, evenly spread', async () => {
  const identifier = tagIdentifier();
  const files = Object.fromEntries(
    Array.from({ length: MOST_FILES * 2 + 1 }, (_, index) => [
      `f${index}.c`,
      `// (c) ${1970 + (index % 50)} X\n// SPDX-License-Identifier: MIT\n`,
    ]),
  );
  const { headers } = (await licensing(files, [''], identifier))[''] ?? {};
  expect(headers).toMatchObject({ files: MOST_FILES * 2 + 1, found: [{ expression: 'MIT' }] });
  expect(headers?.read).toBeLessThanOrEqual(MOST_FILES);
  expect(identifier.asked).toBe(1);
});

const annotation = (paths: string, license: string, more = ''): string =>
  `[[annotations]]\npath = [${paths}]\nSPDX-License-Identifier = "${license}"\n${more}`;

it('counts what REUSE files and sidecars state of sources as their headers', async () => {
  const found = await licensing(
    {
      'REUSE.toml': `version = 1\n${annotation('"a/plain.c"', 'MIT')}${annotation('"a/own.c"', 'ISC')}${annotation('"b/**"', 'Zlib', 'precedence = "override"\n')}`,
      'a/plain.c': 'int x;\n',
      'a/own.c': '// SPDX-License-Identifier: GPL-2.0-only\n',
      'a/beside.c': '// SPDX-License-Identifier: GPL-2.0-only\n',
      'a/beside.c.license': 'SPDX-License-Identifier: Apache-2.0\n',
      'b/own.c': '// SPDX-License-Identifier: GPL-2.0-only\n',
    },
    ['a', 'b'],
  );
  expect(found['a']?.headers?.found).toEqual([
    { expression: 'Apache-2.0', files: 1, example: { path: 'a/beside.c.license', line: 1 } },
    { expression: 'GPL-2.0-only', files: 1, example: { path: 'a/own.c', line: 1 } },
    { expression: 'MIT', files: 1, example: { path: 'REUSE.toml', line: 1 } },
  ]);
  expect(found['b']?.headers?.found.map(({ expression }) => expression)).toEqual(['Zlib']);
});

async function statements(files: Readonly<Record<string, string>>, directories: readonly string[]): Promise<unknown> {
  const fs = memoryFs(files);
  const projects = directories.map((path) => project(`${path === '' ? '.' : path}#npm:x`, { path }));
  const { reuse } = readReuseTree(fs.paths, fs);
  const identifier = tagIdentifier();
  const found = await readOwnStatements(projects, { paths: fs.paths, fs, roleOf: roleOfPath, reuse, identifier });
  return Object.fromEntries(
    [...found].map(([path, files_]) => [
      path,
      files_.map(({ expression, isNotice, evidence }) => ({ expression, isNotice, by: evidence[0]?.location.path })),
    ]),
  );
}

it('states the license of a project by its sources, and of hardware by its files', async () => {
  const files = {
    'REUSE.toml': `version = 1\n${annotation('"**/*.json", "board/**"', 'CC0-1.0')}${annotation('"app/src/**"', 'MIT')}`,
    'app/package.json': '{}',
    'app/src/a.ts': '',
    'tool/package.json': '{}',
    'tool/a.ts': '',
    'board/main.kicad_pcb': '',
    'board/logo.png': '',
    'board/logo.png.license': 'SPDX-License-Identifier: CC-BY-4.0',
  };
  expect(await statements(files, ['app', 'tool', 'board'])).toEqual({
    app: [{ expression: 'MIT', isNotice: false, by: 'REUSE.toml' }],
    tool: [{ expression: 'CC0-1.0', isNotice: true, by: 'REUSE.toml' }],
    board: [
      { expression: 'CC0-1.0', isNotice: false, by: 'REUSE.toml' },
      { expression: 'CC-BY-4.0', isNotice: false, by: 'board/logo.png.license' },
    ],
  });
  expect(await statements({ 'app/package.json': '{}' }, ['app'])).toEqual({});
});

it('says that a REUSE file cannot be read, and goes on', () => {
  const fs = memoryFs({ 'REUSE.toml': 'version = [', 'a/.reuse/dep5': 'Files: *\nLicense: MIT\n' });
  const { reuse, diagnostics } = readReuseTree(fs.paths, fs);
  expect(reuse.files.map(({ folder }) => folder)).toEqual(['a']);
  expect(diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual(['reuse-file-unparsable REUSE.toml']);
});
