import { expect, it } from 'vitest';
import type { Project } from '../../src/domain/project.ts';
import { roleOfPath } from '../../src/discover/roles.ts';
import { toExpression } from '../../src/domain/spdx-expression.ts';
import { MOST_FILES } from '../../src/licenses/own/headers.ts';
import { withOwnLicensing } from '../../src/licenses/own/own-licensing.ts';
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
  const described = await withOwnLicensing(projects, { paths: fs.paths, fs, roleOf: roleOfPath, identifier });
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
