#!/usr/bin/env node
// Starts a new ecosystem: copies the skeleton in scripts/new-ecosystem/ and adds its line to the list.
//   npm run new-ecosystem -- <id> <purl type> <lockfile name> "<title>"
//   npm run new-ecosystem -- hex hex mix.lock "Mix (Elixir)"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const templates = join(dirname(fileURLToPath(import.meta.url)), 'new-ecosystem');

/** Template file -> place below the root of the repository. */
const FILES = {
  'index.ts.txt': 'src/ecosystems/__ID__/index.ts',
  'read-lockfile.ts.txt': 'src/ecosystems/__ID__/read-lockfile.ts',
  'test.ts.txt': 'test/ecosystems/__ID__/read-lockfile.test.ts',
  'fixture.md.txt': 'fixtures/__ID__/first-case/fixture.md',
  'lockfile.txt': 'fixtures/__ID__/first-case/input/__LOCKFILE__',
};

const [id = '', purlType = '', lockfile = '', title = ''] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const root = process.argv.find((word) => word.startsWith('--root='))?.slice('--root='.length) ?? '.';

const problem = whatIsWrong();
if (problem !== undefined) {
  console.error(`error: ${problem}\nusage: npm run new-ecosystem -- <id> <purl type> <lockfile name> "<title>"`);
  process.exitCode = 2;
} else {
  for (const [template, place] of Object.entries(FILES))
    create(fill(place), fill(readFileSync(join(templates, template), 'utf8')));
  register();
  console.log(`next: put real files into fixtures/${id}/first-case/input, write the reader, then
  npx vitest run test/conformance -u   # and read fixtures/${id}/first-case/expected.json as a reviewer
The guide is docs/adding-an-ecosystem.md.`);
}

function whatIsWrong() {
  if (!/^[a-z][a-z0-9-]*$/.test(id)) return `\`${id}\` is no id: small letters, digits and dashes`;
  if (!/^[a-z][a-z0-9.-]*$/.test(purlType)) return `\`${purlType}\` is no purl type`;
  if (!/^[\w.-]+$/.test(lockfile)) return `\`${lockfile}\` is no file name`;
  if (!/^[^'\\\n]+$/.test(title)) return 'a title is missing, or holds a quote';
  if (existsSync(join(root, 'src/ecosystems', id))) return `src/ecosystems/${id} is there already`;
  return undefined;
}

function fill(text) {
  const name = id.replaceAll(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
  return text
    .replaceAll('__ID__', id)
    .replaceAll('__NAME__', name)
    .replaceAll('__TITLE__', title)
    .replaceAll('__LOCKFILE__', lockfile)
    .replaceAll('__PURL__', purlType);
}

function create(place, content) {
  const file = join(root, place);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content, { flag: 'wx' });
  console.log(`created ${place}`);
}

function register() {
  const file = join(root, 'src/ecosystems/list.ts');
  const name = fill('__NAME__');
  const list = readFileSync(file, 'utf8');
  const changed = list.replace(
    /(?=\n\};\n)/,
    () => `\n  ${/^\w+$/.test(id) ? id : `'${id}'`}: async () => (await import('./${id}/index.ts')).${name},`,
  );
  writeFileSync(file, changed);
  console.log('added one line to src/ecosystems/list.ts');
}
