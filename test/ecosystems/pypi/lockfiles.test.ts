import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/domain/snapshot.ts';
import { pypi } from '../../../src/ecosystems/pypi/index.ts';
import { scanMemory } from '../../support/scan-folder.ts';

const scan = async (files: Readonly<Record<string, string>>): Promise<Snapshot> => scanMemory(files, [pypi]);
const edgesOf = (snapshot: Snapshot): string[] => snapshot.edges.map((edge) => `${edge.from} -> ${edge.to} (${edge.scope})`);
const purlsOf = (snapshot: Snapshot): string[] => snapshot.components.flatMap(({ purl }) => purl ?? []);
const problemsOf = (snapshot: Snapshot): string[] =>
  snapshot.diagnostics.map((item) => `${item.code} ${item.path ?? ''}:${item.line ?? ''}`);
const usesOf = (snapshot: Snapshot, name: string): string[] =>
  snapshot.components.filter((item) => item.name === name).flatMap(({ uses }) => uses.flatMap(({ scopes }) => scopes));

describe('uv.lock', () => {
  const HEAD = 'version = 1\nrequires-python = ">=3.9"\n';
  const row = (name: string, version: string, rest = '', registry = 'https://pypi.org/simple'): string =>
    `[[package]]\nname = "${name}"\nversion = "${version}"\nsource = { registry = "${registry}" }\n${rest}\n`;

  it('tells versions and sources of one name apart', async () => {
    const lock = `${HEAD}[[package]]
name = "app"
version = "0"
source = { editable = "." }
dependencies = [
  { name = "torch", version = "2.0", source = { registry = "https://index.example/cpu" }, marker = "sys_platform == 'darwin'" },
  { name = "torch", version = "2.0", source = { registry = "https://index.example/cuda" }, marker = "sys_platform != 'darwin'" },
  { name = "a" },
]
${row('torch', '2.0', '', 'https://index.example/cpu')}${row('torch', '2.0', '', 'https://index.example/cuda')}${row('a', '1', 'dependencies = [{ name = "torch", version = "2.0", source = { registry = "https://index.example/cpu" } }]')}`;
    expect(edgesOf(await scan({ 'uv.lock': lock }))).toEqual([
      '.#pypi:app -> pkg:pypi/a@1 (runtime)',
      '.#pypi:app -> pkg:pypi/torch@2.0?repository_url=https:%2F%2Findex.example%2Fcpu (runtime)',
      '.#pypi:app -> pkg:pypi/torch@2.0?repository_url=https:%2F%2Findex.example%2Fcuda (runtime)',
      'pkg:pypi/a@1 -> pkg:pypi/torch@2.0?repository_url=https:%2F%2Findex.example%2Fcpu (runtime)',
    ]);
  });

  it('keeps what an extra adds out of production when only development asks for it', async () => {
    const lock = `${HEAD}[[package]]
name = "app"
version = "0"
source = { virtual = "." }
dependencies = [{ name = "a" }]
[package.dev-dependencies]
dev = [{ name = "a", extra = ["x"] }]
${row('a', '1', '[package.optional-dependencies]\nx = [{ name = "b" }]')}${row('b', '1')}`;
    const snapshot = await scan({ 'uv.lock': lock });
    expect(purlsOf(snapshot)).toEqual(['pkg:pypi/a@1', 'pkg:pypi/b@1']);
    expect([usesOf(snapshot, 'a'), usesOf(snapshot, 'b')]).toEqual([['runtime', 'dev'], ['dev']]);
  });

  it('never gives a local directory or archive a purl', async () => {
    const local = ['directory = "lib"', 'path = "wheels/w-1.0-py3-none-any.whl"', 'editable = "../outside"'].map(
      (source, index) => `[[package]]\nname = "local${index}"\nversion = "1"\nsource = { ${source} }\n`,
    );
    const snapshot = await scan({ 'uv.lock': HEAD + local.join('') });
    expect(snapshot.components.map(({ id }) => id)).toEqual(['.#pypi:local2', 'lib#pypi:local0', 'wheels#pypi:local1']);
    expect(purlsOf(snapshot)).toEqual([]);
  });

  it('reads the groups of a root that is no package, and what a script needs', async () => {
    const groups = `${HEAD}[manifest.dependency-groups]\ndev = [{ name = "a", specifier = "<2" }]\n${row('a', '1')}${row('a', '2')}`;
    expect(edgesOf(await scan({ 'uv.lock': groups }))).toEqual(['.#pypi:. -> pkg:pypi/a@1 (dev)']);
    const script = `${HEAD}[manifest]\nrequirements = [{ name = "a" }]\n${row('a', '1')}`;
    expect(edgesOf(await scan({ 'jobs/run.py.lock': script }))).toEqual(['jobs#pypi:run.py -> pkg:pypi/a@1 (runtime)']);
  });

  it('is stale when the manifest asks for more than it did', async () => {
    const lock = `${HEAD}[[package]]\nname = "app"\nversion = "0"\nsource = { virtual = "." }\n[package.metadata]\nrequires-dist = []\n`;
    const snapshot = await scan({
      'uv.lock': lock,
      'pyproject.toml': '[project]\nname = "app"\ndependencies = [\n  "new>1",\n]\n',
    });
    expect(problemsOf(snapshot)).toEqual(['lockfile-stale pyproject.toml:4']);
    expect(snapshot.inputs.map(({ path, state }) => `${path} ${state}`)).toEqual(['pyproject.toml parsed', 'uv.lock stale']);
  });

  it('says what it cannot follow', async () => {
    const lock = `${HEAD}${row('a', '1', 'dependencies = [{ name = "gone" }]')}[[package]]\nversion = "1"\n`;
    expect(problemsOf(await scan({ 'uv.lock': lock }))).toEqual([
      'lockfile-edge-unresolved uv.lock:3',
      'lockfile-entry-invalid uv.lock:8',
    ]);
  });
});

describe('poetry.lock', () => {
  const row = (name: string, version: string, rest = ''): string =>
    `[[package]]\nname = "${name}"\nversion = "${version}"\n${rest}\n`;
  const FOOT = '[metadata]\nlock-version = "2.0"\n';

  it('knows no scopes from 1.5 to 1.8 without its manifest, and then counts everything as production', async () => {
    const snapshot = await scan({ 'poetry.lock': row('a', '1') + FOOT });
    expect(usesOf(snapshot, 'a')).toEqual(['unknown']);
  });

  it('finds other sources', async () => {
    const source = (type: string, rest: string): string => `[package.source]\ntype = "${type}"\n${rest}`;
    const lock = [
      row(
        'g',
        '1',
        source('git', 'url = "https://git.example/g.git"\nreference = "main"\nresolved_reference = "abc"\nsubdirectory = "py"'),
      ),
      row('u', '1', source('url', 'url = "https://files.example/u-1.tar.gz"')),
      row('i', '1', source('legacy', 'url = "https://index.example/simple"\nreference = "private"')),
      row('d', '1', source('directory', 'url = "libs/d"')),
      FOOT,
    ].join('');
    const snapshot = await scan({ 'poetry.lock': lock });
    expect(snapshot.components.map(({ id }) => id)).toEqual([
      '.#pypi:.',
      'libs/d#pypi:d',
      'pkg:pypi/g@1?vcs_url=git%2Bhttps:%2F%2Fgit.example%2Fg.git%40abc%23subdirectory%3Dpy',
      'pkg:pypi/i@1?repository_url=https:%2F%2Findex.example%2Fsimple',
      'pkg:pypi/u@1?download_url=https:%2F%2Ffiles.example%2Fu-1.tar.gz',
    ]);
  });

  it('gives each version of a name to the declarations that it fits', async () => {
    const lock = `${row('a', '1.5')}${row('a', '2.0')}${row('b', '1', '[package.dependencies]\nA = "^1.2"\n')}${FOOT}`;
    expect(edgesOf(await scan({ 'poetry.lock': lock }))).toEqual(['pkg:pypi/b@1 -> pkg:pypi/a@1.5 (runtime)']);
  });
});

describe('pdm.lock', () => {
  it('takes the groups of the lockfile for development unless the manifest has an extra of that name', async () => {
    const lock = '[metadata]\nlock_version = "4.5.0"\n[[package]]\nname = "a"\nversion = "1"\ngroups = ["Fast_Path"]\n';
    expect(usesOf(await scan({ 'pdm.lock': lock }), 'a')).toEqual(['dev']);
    const manifest = '[project]\nname = "p"\n[project.optional-dependencies]\nfast-path = ["b"]\n';
    expect(usesOf(await scan({ 'pdm.lock': lock, 'pyproject.toml': manifest }), 'a')).toEqual(['optional']);
  });
});

describe('Pipfile.lock', () => {
  it('takes the index that a package names, and the first for the others', async () => {
    const lock = {
      _meta: {
        sources: [
          { name: 'inner', url: 'https://u:p@index.example/simple' },
          { name: 'pypi', url: 'https://pypi.org/simple' },
        ],
      },
      default: {
        a: { version: '==1' },
        b: { version: '==2', index: 'pypi' },
        c: { git: 'https://git.example/c', ref: 'abc' },
        d: { path: '.', editable: true },
      },
      develop: {},
    };
    expect(purlsOf(await scan({ 'Pipfile.lock': JSON.stringify(lock) }))).toEqual([
      'pkg:pypi/a@1?repository_url=https:%2F%2Findex.example%2Fsimple',
      'pkg:pypi/b@2',
      'pkg:pypi/c?vcs_url=git%2Bhttps:%2F%2Fgit.example%2Fc%40abc',
    ]);
  });
});

describe('pylock.toml', () => {
  it('takes default groups for production, extras for optional, other groups for development', async () => {
    const row = (name: string, marker: string): string => `[[packages]]\nname = "${name}"\nversion = "1"\nmarker = "${marker}"\n`;
    const lock = `lock-version = "1.0"\nextras = ["x"]\ndependency-groups = ["main", "dev"]\ndefault-groups = ["main"]\n${row('a', "'main' in dependency_groups")}${row('b', "'x' in extras")}${row('c', "'dev' in dependency_groups and os_name == 'nt'")}`;
    const snapshot = await scan({ 'pylock.ci.toml': lock });
    expect(['a', 'b', 'c'].map((name) => usesOf(snapshot, name))).toEqual([['runtime'], ['optional'], ['dev']]);
  });
});

describe('bad input', () => {
  const LOCKFILES = ['uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml', 'Pipfile.lock'];
  const conflict = '<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> other\n';

  it.each(LOCKFILES)('%s: empty, of another format, or in conflict, is never silent', async (path) => {
    const codes = await Promise.all(
      ['', '[]', 'x', 'version = "99"\nlock-version = "99"\n', conflict].map(async (text) =>
        (await scan({ [path]: text })).diagnostics.map(({ code }) => code),
      ),
    );
    for (const found of codes) expect(found).toHaveLength(1);
    expect(codes.at(-1)).toEqual(['lockfile-merge-conflict']);
  });

  it('takes names of the prototype for names', async () => {
    const files = {
      'Pipfile.lock': '{"_meta": {}, "default": {"constructor": {"version": "==1"}, "__proto__": {"version": "==1"}}}',
      'requirements.txt': 'toString==1\n',
    };
    expect(purlsOf(await scan(files))).toEqual(['pkg:pypi/constructor@1', 'pkg:pypi/tostring@1']);
  });

  it('reads many rows in time', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, index) =>
        `[[package]]\nname = "p${index}"\nversion = "1"\nsource = { registry = "https://pypi.org/simple" }\ndependencies = [{ name = "p${(index + 1) % 20_000}" }]\n`,
    );
    const snapshot = await scan({ 'uv.lock': `version = 1\n${rows.join('')}` });
    expect(snapshot.edges).toHaveLength(20_000);
  });
});

describe('absurd input', () => {
  it('does not square a lockfile that holds one name many times', async () => {
    const rows = Array.from(
      { length: 5000 },
      (_, index) => `[[package]]\nname = "a"\nversion = "${index}"\n[package.dependencies]\na = "*"\n`,
    );
    const snapshot = await scan({ 'poetry.lock': rows.join('') });
    expect([snapshot.components.length, snapshot.edges.length]).toEqual([5001, 0]);
  });
});

describe('requirements files', () => {
  it('are of the project above a folder called `requirements`, and for development by their names', async () => {
    const snapshot = await scan({
      'api/requirements/dev.txt': 'a==1\n',
      'api/requirements/base.txt': 'b==1\n',
      'api/pyproject.toml': '[project]\nname = "api"\n',
    });
    expect(edgesOf(snapshot)).toEqual(['api#pypi:api -> pkg:pypi/a@1 (dev)', 'api#pypi:api -> pkg:pypi/b@1 (runtime)']);
  });

  it('give production what one of production includes, whatever its name', async () => {
    const snapshot = await scan({ 'requirements.txt': '-r requirements-test.txt\n', 'requirements-test.txt': 'a==1\n' });
    expect(usesOf(snapshot, 'a')).toEqual(['runtime', 'dev']);
  });

  it('never follow an include out of the tree', async () => {
    const snapshot = await scan({
      'requirements.txt': '-r ../../etc/passwd\n-r https://evil.example/r.txt\n-r gone.txt\na==1\n',
    });
    expect(problemsOf(snapshot)).toEqual([
      'manifest-entry-invalid requirements.txt:1',
      'manifest-entry-invalid requirements.txt:2',
      'manifest-entry-invalid requirements.txt:3',
    ]);
  });

  it('name local archives and directories, and say when they are not there', async () => {
    const files = {
      'requirements.txt': './wheels/w-1.0-py3-none-any.whl\n-e tool\n./gone\n.\n',
      'wheels/w-1.0-py3-none-any.whl': '',
      'tool/setup.py': 'setup()',
    };
    const snapshot = await scan(files);
    expect(snapshot.components.map(({ id }) => id)).toEqual(['.#pypi:.', 'tool#pypi:tool', 'wheels#pypi:w']);
    expect(problemsOf(snapshot)).toEqual([
      'manifest-entry-invalid requirements.txt:3',
      'format-unsupported wheels/w-1.0-py3-none-any.whl:',
    ]);
  });

  it('keep a version from the environment as what is asked for', async () => {
    const snapshot = await scan({ 'requirements.txt': 'a==${VERSION}\n' });
    expect(
      snapshot.components.flatMap(({ purl, resolution, requirements }) =>
        purl === undefined ? [] : [[purl, resolution, requirements]],
      ),
    ).toEqual([['pkg:pypi/a', 'declared', ['==${VERSION}']]]);
  });

  it('read UTF-16 and Windows line ends', async () => {
    const bytes = Buffer.from('\ufeffa==1\r\nb==2\r\n', 'utf16le');
    const { decodeText } = await import('../../../src/io/decode-text.ts');
    expect(purlsOf(await scan({ 'requirements.txt': decodeText('requirements.txt', bytes) }))).toEqual([
      'pkg:pypi/a@1',
      'pkg:pypi/b@2',
    ]);
  });
});
