import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// What a user gets: the packed tarball, unpacked somewhere else, run from a strange directory.
let place = '';
let bin = '';

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'licet packed ü-'));
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', place], { stdio: 'pipe' });
  const tarball = readdirSync(place).find((name) => name.endsWith('.tgz')) ?? '';
  const home = join(place, 'node_modules', 'licet');
  mkdirSync(home, { recursive: true });
  execFileSync('tar', ['xzf', join(place, tarball), '-C', home, '--strip-components=1'], { stdio: 'pipe' });
  // its dependencies, as an installer would lay them out beside it, without asking a registry
  for (const name of Object.keys(manifestDependencies())) {
    const target = join(place, 'node_modules', ...name.split('/'));
    mkdirSync(resolve(target, '..'), { recursive: true });
    symlinkSync(resolve('node_modules', ...name.split('/')), target);
  }
  bin = join(home, 'bin', 'licet.js');
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

function manifestDependencies(): Record<string, string> {
  const text = execFileSync('npm', ['pkg', 'get', 'dependencies'], { encoding: 'utf8' });
  const value: unknown = JSON.parse(text);
  return value as Record<string, string>;
}

function licet(args: readonly string[], cwd: string): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [bin, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, SOURCE_DATE_EPOCH: '1700000000' },
  });
}

describe('the packed tool', () => {
  it('explains itself', () => {
    const { status, stdout } = licet(['--help'], place);
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: licet');
  });

  it('writes a valid SBOM of a repository nobody prepared', () => {
    const repository = join(place, 'repo');
    mkdirSync(repository);
    writeFileSync(
      join(repository, 'package.json'),
      JSON.stringify({ name: 'demo', version: '1.0.0', dependencies: { ms: '2.1.3' } }),
    );
    writeFileSync(
      join(repository, 'package-lock.json'),
      JSON.stringify({
        name: 'demo',
        version: '1.0.0',
        lockfileVersion: 3,
        packages: {
          '': { name: 'demo', version: '1.0.0', dependencies: { ms: '2.1.3' } },
          'node_modules/ms': { version: '2.1.3', license: 'MIT' },
        },
      }),
    );
    const { status, stdout } = licet(['scan', repository, '-o', 'cyclonedx-json', '--caches', 'none'], tmpdir());
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      bomFormat: 'CycloneDX',
      components: expect.arrayContaining([expect.objectContaining({ purl: 'pkg:npm/ms@2.1.3' })]),
    });
  });

  it('scans an organization with processes of its own, and says what to install for questions', () => {
    const folder = join(place, 'organization');
    for (const name of ['one', 'two']) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, 'requirements.txt'), 'flask==3.0.0\n');
    }
    writeFileSync(
      join(folder, 'licet.org.yaml'),
      'version: 1\norganization: Acme\nrepositories: [{ path: one }, { path: two }]\n',
    );
    const scanned = licet(['org', 'scan', '--jobs', '2'], folder);
    expect(scanned).toMatchObject({ status: 0, stdout: '2 repositories: 2 scanned, 0 unchanged, 0 failed\n' });
    expect(scanned.stderr).toContain('DuckDB is not installed');
    expect(licet(['org', 'status'], folder).stdout).toContain('known             2 of 2 (100 %)');
    const asked = licet(['org', 'query', 'top'], folder);
    expect(asked.status).toBe(2);
    expect(asked.stderr).toContain('npm install @duckdb/node-api@');
  });

  it('refuses a directory that is not there with a sentence and exit status 2', () => {
    const { status, stderr } = licet(['scan', 'no-such-directory'], place);
    expect(status).toBe(2);
    expect(stderr).toContain('no-such-directory');
  });
});
