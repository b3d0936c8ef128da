import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { captureTerminal } from '../support/capture-terminal.ts';

const LOCK = JSON.stringify({
  name: 'good',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: {
    '': { name: 'good', version: '1.0.0', dependencies: { ms: '2.1.3' } },
    'node_modules/ms': { version: '2.1.3', license: 'MIT' },
  },
});

let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'licet-cli-'));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A directory with one good project beside what the case puts there. */
function repository(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = join(root, name);
  for (const [path, content] of Object.entries({ 'good/package-lock.json': LOCK, ...files })) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

async function scan(folder: string, ...args: readonly string[]): Promise<{ status: number; out: string; err: string }> {
  const terminal = captureTerminal({ cwd: folder });
  const status = await main(['scan', '.', '--caches', 'none', ...args], terminal);
  return { status, out: terminal.stdout(), err: terminal.stderr() };
}

describe('licet scan', () => {
  it.each([
    ['truncated', LOCK.slice(0, 60), /lockfile-unparsable {2}bad\/package-lock\.json:1/],
    ['empty', '', /lockfile-unparsable {2}bad\/package-lock\.json:1\n {2}the file is empty/],
    ['binary', new Uint8Array([0, 1, 2, 0xff, 0xfe]), /file-not-text {2}bad\/package-lock\.json/],
    [
      'merge-conflicted',
      `{\n<<<<<<< ours\n"a": 1\n=======\n"a": 2\n>>>>>>> theirs\n}\n`,
      /lockfile-merge-conflict {2}bad\/package-lock\.json:2/,
    ],
    ['deeply nested', '['.repeat(200_000), /lockfile-unparsable {2}bad\/package-lock\.json/],
    [
      'of a version to come',
      '{"lockfileVersion": 99, "packages": {}}',
      /lockfile-version-unsupported {2}bad\/package-lock\.json/,
    ],
  ])('names a lockfile that is %s, reads the rest and exits 3', async (name, content, message) => {
    const { status, out, err } = await scan(repository(name, { 'bad/package-lock.json': content }), '-o', 'cyclonedx-json');
    expect(err).toMatch(message);
    expect(status).toBe(3);
    expect(out).toContain('pkg:npm/ms@2.1.3');
    expect(JSON.parse(out)).toMatchObject({
      compositions: expect.arrayContaining([expect.objectContaining({ aggregate: 'incomplete' })]),
    });
  });

  it('prints nothing raw from a scanned repository', async () => {
    const evil = `${LOCK.slice(0, 50)}\u001b[2J`;
    const { err } = await scan(repository('hostile', { 'bad\u001b[31m\n::error/package-lock.json': evil }));
    expect(err).toContain('bad\\x1b[31m\\x0a::error/package-lock.json');
    // eslint-disable-next-line no-control-regex
    expect(err).not.toMatch(/\u001b/);
  });

  it('does not follow a link out of the scanned directory', async () => {
    const folder = repository('links', {});
    mkdirSync(join(root, 'outside'), { recursive: true });
    writeFileSync(join(root, 'outside', 'package-lock.json'), LOCK.replaceAll('ms', 'outside-of-it'));
    mkdirSync(join(folder, 'linked'));
    symlinkSync(join(root, 'outside', 'package-lock.json'), join(folder, 'linked', 'package-lock.json'));
    symlinkSync(folder, join(folder, 'loop'));
    const { out } = await scan(folder, '-o', 'cyclonedx-json');
    expect(out).not.toContain('outside-of-it');
    expect(out.match(/"purl": "pkg:npm\/ms@2.1.3"/g)).toHaveLength(1);
  });

  it.skipIf(process.getuid?.() === 0)('names a file that may not be read', async () => {
    const folder = repository('unreadable', { 'bad/package-lock.json': LOCK });
    chmodSync(join(folder, 'bad/package-lock.json'), 0);
    const { status, err } = await scan(folder);
    expect(err).toContain('file-unreadable  bad/package-lock.json');
    expect(status).toBe(3);
  });

  it('gives the same bytes from another directory and in another order of files', async () => {
    const folder = repository('same', { 'b/package-lock.json': LOCK.replaceAll('good', 'b') });
    const first = await scan(folder, '-o', 'cyclonedx-json', '-q');
    const elsewhere = captureTerminal({ cwd: tmpdir() });
    await main(['scan', folder, '--caches', 'none', '-o', 'cyclonedx-json', '-q'], elsewhere);
    expect(elsewhere.stdout()).toBe(first.out);
  });

  it('writes each format where -o asks for it', async () => {
    const folder = repository('formats', {});
    const { status, out } = await scan(
      folder,
      '-o',
      `cyclonedx-xml=${join(folder, 'bom.xml')}`,
      '-o',
      `snapshot=${join(folder, 's.json')}`,
      '-o',
      'summary',
    );
    expect(status).toBe(0);
    expect(out).toContain('1 manifest seen: 1 parsed');
    expect(readFileSync(join(folder, 'bom.xml'), 'utf8')).toMatch(/^<\?xml/);
    expect(JSON.parse(readFileSync(join(folder, 's.json'), 'utf8'))).toMatchObject({ schema: 'licet-snapshot/1' });
  });

  it.each([
    [['--spec-version', '9'], 'one of 1.4, 1.5, 1.6, 1.7'],
    [['-o', 'cyclondx-json'], 'did you mean `cyclonedx-json`?'],
    [['--role', 'x'], '--role'],
    [['--caches', 'nowhere=x'], 'one of npm'],
    [['--no-such-flag'], '--no-such-flag'],
  ])('answers wrong usage %j with exit status 2 and what to write instead', async (args, message) => {
    const { status, err } = await scan(repository('usage', {}), ...args);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });

  it('writes several documents of one scan', async () => {
    const folder = repository('many', {});
    const formats = ['spdx-json', 'spdx-tag-value', 'spdx3-json', 'csv', 'xlsx', 'html', 'markdown', 'snapshot'];
    const { status } = await scan(folder, ...formats.flatMap((format) => ['-o', `${format}=out/${format}`]));
    expect(status).toBe(0);
    const begins = formats.map((format) =>
      readFileSync(join(folder, 'out', format))
        .subarray(0, 4)
        .toString('latin1'),
    );
    expect(begins).toEqual(['{\n  ', 'SPDX', '{\n  ', 'kind', 'PK\u0003\u0004', '<!do', '# In', '{\n  ']);
  });

  it('leaves out what only development needs, and says that it did', async () => {
    const lock = JSON.parse(LOCK) as { packages: Record<string, object> };
    const packages = { ...lock.packages, 'node_modules/dev': { version: '1.0.0', dev: true } };
    const folder = repository('only', { 'good/package-lock.json': JSON.stringify({ ...lock, packages }) });
    const names = ({ out }: { out: string }): string[] =>
      (JSON.parse(out) as { components: { name: string }[] }).components.map((component) => component.name);
    expect(names(await scan(folder, '-o', 'cyclonedx-json'))).toContain('dev');
    const production = await scan(folder, '-o', 'cyclonedx-json', '--only', 'production');
    expect(names(production)).not.toContain('dev');
    expect(names(production)).toContain('ms');
    expect(production.out).toContain('"licet:config:only"');
    expect((await scan(folder, '--only', 'tests')).status).toBe(2);
  });
});
