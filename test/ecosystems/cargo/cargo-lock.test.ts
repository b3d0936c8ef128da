import { describe, expect, it } from 'vitest';
import { DEFAULT_CARGO_REGISTRIES } from '../../../src/domain/default-registries.ts';
import { cargo } from '../../../src/ecosystems/cargo/index.ts';
import { scanMemory } from '../../support/scan-folder.ts';

const [GIT_INDEX = '', SPARSE_INDEX = ''] = DEFAULT_CARGO_REGISTRIES;
const REGISTRY = `registry+${GIT_INDEX}`;
const entry = (name: string, version: string, rest = ''): string =>
  `[[package]]\nname = "${name}"\nversion = "${version}"\n${rest}\n`;
const scanLock = async (text: string): ReturnType<typeof scanMemory> => scanMemory({ 'Cargo.lock': text }, [cargo]);
const edgesOf = (snapshot: Awaited<ReturnType<typeof scanMemory>>): string[] =>
  snapshot.edges.map((edge) => `${edge.from} -> ${edge.to}`);

describe('Cargo.lock', () => {
  it('resolves `name version` without a source to the local crate when a published one has both', async () => {
    const snapshot = await scanLock(
      entry('app', '1.0.0', 'dependencies = ["lib 1.0.0", "other"]') +
        entry('lib', '1.0.0') +
        entry('lib', '1.0.0', `source = "${REGISTRY}"`) +
        entry('other', '1.0.0', `source = "${REGISTRY}"\ndependencies = ["lib 1.0.0 (${REGISTRY})"]`),
    );
    expect(edgesOf(snapshot)).toEqual([
      '.#cargo:app -> .#cargo:lib',
      '.#cargo:app -> pkg:cargo/other@1.0.0',
      'pkg:cargo/other@1.0.0 -> pkg:cargo/lib@1.0.0',
    ]);
  });

  it('never picks one of several versions for a bare name', async () => {
    const snapshot = await scanLock(
      entry('app', '1.0.0', 'dependencies = ["lib"]') +
        entry('lib', '1.0.0', `source = "${REGISTRY}"`) +
        entry('lib', '2.0.0', `source = "${REGISTRY}"`),
    );
    expect(snapshot.edges).toEqual([]);
    expect(snapshot.diagnostics).toMatchInlineSnapshot(`
      [
        {
          "code": "lockfile-edge-unresolved",
          "line": 1,
          "message": "\`app 1.0.0\` depends on \`lib\`, which is not one package of the lockfile",
          "path": "Cargo.lock",
          "severity": "warning",
        },
      ]
    `);
  });

  it('follows `replace` to what is built, and leaves out what it replaced', async () => {
    const snapshot = await scanLock(
      entry('app', '1.0.0', `dependencies = ["lib 1.0.0 (${REGISTRY})"]`) +
        entry('lib', '1.0.0', `source = "${REGISTRY}"\nreplace = "lib 1.0.0 (git+https://git.example/lib#0123456789)"`) +
        entry('lib', '1.0.0', 'source = "git+https://git.example/lib#0123456789"'),
    );
    expect(edgesOf(snapshot)).toEqual([
      '.#cargo:app -> pkg:cargo/lib@1.0.0?vcs_url=git%2Bhttps:%2F%2Fgit.example%2Flib%400123456789',
    ]);
    expect(snapshot.components).toHaveLength(2);
  });

  it('takes the sparse form of the default registry for the default registry, and drops credentials', async () => {
    const snapshot = await scanLock(
      entry('a', '1.0.0', `source = "sparse+${SPARSE_INDEX}/"`) +
        entry('b', '1.0.0', 'source = "sparse+https://user:secret@crates.internal.example/index/"'),
    );
    expect(snapshot.components.map((component) => component.id)).toEqual([
      'pkg:cargo/a@1.0.0',
      'pkg:cargo/b@1.0.0?repository_url=https:%2F%2Fcrates.internal.example%2Findex%2F',
    ]);
  });

  it('finds a git crate by its source with and without the revision, and where `?branch=master` is left out', async () => {
    const snapshot = await scanLock(
      entry(
        'app',
        '1.0.0',
        'dependencies = ["a 1.0.0 (git+https://git.example/a)", "a 1.0.0 (git+https://git.example/b?tag=x)"]',
      ) +
        entry('a', '1.0.0', 'source = "git+https://git.example/a?branch=master#0123456789"') +
        entry('a', '1.0.0', 'source = "git+https://git.example/b?tag=x#abcdef0123"'),
    );
    expect(snapshot.diagnostics).toEqual([]);
    expect(edgesOf(snapshot)).toHaveLength(2);
  });

  it('takes a crate that `[patch]` takes from git for what the manifest declares', async () => {
    const snapshot = await scanMemory(
      {
        'Cargo.toml':
          '[package]\nname = "app"\nversion = "1.0.0"\n[dev-dependencies]\na = "1"\n[patch.crates-io]\na = { git = "https://git.example/a" }\n',
        'Cargo.lock':
          entry('app', '1.0.0', 'dependencies = ["a"]') +
          entry('a', '1.0.0', 'source = "git+https://git.example/a#0123456789"') +
          '[[patch.unused]]\nname = "b"\nversion = "1.0.0"\n',
      },
      [cargo],
    );
    expect(snapshot.diagnostics).toEqual([]);
    expect(snapshot.edges.map((edge) => edge.scope)).toEqual(['dev']);
    expect(snapshot.components).toHaveLength(2);
  });

  it('says which member manifest cannot be read, and reads the rest', async () => {
    const snapshot = await scanMemory(
      {
        'Cargo.toml': '[workspace]\nmembers = ["*"]\n',
        'a/Cargo.toml': '[package\n',
        'b/Cargo.toml': '[package]\nname = "b"\nversion = "1.0.0"\n',
        'Cargo.lock': entry('a', '1.0.0') + entry('b', '1.0.0'),
      },
      [cargo],
    );
    expect(snapshot.diagnostics.map((item) => `${item.code} ${item.path ?? ''}`)).toEqual(['manifest-unparsable a/Cargo.toml']);
    expect(snapshot.projects.map((project) => project.id)).toEqual(['.#cargo:a', 'b#cargo:b']);
  });

  it('shows what is declared beside a lockfile that cannot be read, and does not call it missing', async () => {
    const manifest = '[package]\nname = "app"\nversion = "1.0.0"\n[dependencies]\na = "1"\n';
    const snapshot = await scanMemory({ 'Cargo.toml': manifest, 'Cargo.lock': '[[package]\n' }, [cargo]);
    expect(snapshot.diagnostics.map((item) => item.code)).toEqual(['lockfile-unparsable']);
    expect(snapshot.components.map((component) => component.id)).toEqual(['.#cargo:app', 'pkg:cargo/a']);
  });

  it('reads the `[root]` table of the first lockfiles', async () => {
    const snapshot = await scanLock(
      `[root]\nname = "app"\nversion = "0.1.0"\ndependencies = ["lib 1.0.0 (${REGISTRY})"]\n\n` +
        entry('lib', '1.0.0', `source = "${REGISTRY}"`),
    );
    expect(edgesOf(snapshot)).toEqual(['.#cargo:app -> pkg:cargo/lib@1.0.0']);
  });

  it.each([
    ['version = 5', 'lockfile-version-unsupported'],
    ['version = "4"', 'lockfile-version-unsupported'],
    ['package = 1', 'lockfile-unparsable'],
    ['[[package]\nname', 'lockfile-unparsable'],
    ['', 'lockfile-unparsable'],
    ['<<<<<<< a\n=======\n>>>>>>> b\n', 'lockfile-merge-conflict'],
    ['[[package]]\nname = 1\n', 'lockfile-entry-invalid'],
  ])('says what is wrong with %j', async (text, code) => {
    expect((await scanLock(text)).diagnostics.map((item) => item.code)).toEqual([code]);
  });

  it('takes names of the prototype for ordinary names', async () => {
    const snapshot = await scanLock(
      entry('constructor', '1.0.0', 'dependencies = ["__proto__"]') + entry('__proto__', '1.0.0', `source = "${REGISTRY}"`),
    );
    expect(edgesOf(snapshot)).toEqual(['.#cargo:constructor -> pkg:cargo/__proto__@1.0.0']);
  });

  it('stays linear', async () => {
    const lock = (count: number): string =>
      Array.from({ length: count }, (_, at) =>
        entry(`crate-${at}`, '1.0.0', `source = "${REGISTRY}"\ndependencies = ["crate-${(at * 7) % count}"]`),
      ).join('');
    await scanLock(lock(500));
    const measure = async (count: number): Promise<number> => {
      const before = performance.now();
      await scanLock(lock(count));
      return performance.now() - before;
    };
    const [small, large] = [await measure(4000), await measure(16_000)];
    expect(large + small).toBeLessThan(25_000); // not a benchmark: only what grows with the square takes this long
  });
});
