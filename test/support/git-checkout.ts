import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const IDENTITY = ['-c', 'user.name=Zoe', '-c', 'user.email=zoe@example.com', '-c', 'commit.gpgsign=false'];

/** Writes files and commits them all; the directory becomes a repository if it is none. */
export function commitFiles(directory: string, files: Readonly<Record<string, string>>, date = '2026-01-02T03:04:05Z'): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const git = (...args: readonly string[]): string =>
    execFileSync('git', [...IDENTITY, ...args], {
      cwd: directory,
      encoding: 'utf8',
      env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, GIT_CONFIG_GLOBAL: '/dev/null' },
    });
  git('init', '--quiet');
  git('add', '--all', '--force');
  git('commit', '--quiet', '--allow-empty', '--message', 'change');
  return git('rev-parse', 'HEAD').trim();
}

/** A package-lock.json with these packages, all MIT unless said otherwise: `ms@2.1.3`, `old@1.0.0=GPL-3.0-only`. */
export function npmLock(name: string, ...packages: readonly string[]): string {
  const parsed = packages.map((text) => /^(.+)@([^=]+)(?:=(.*))?$/.exec(text) ?? []);
  const dependencies = Object.fromEntries(parsed.map(([, dependency, version]) => [dependency, version]));
  return JSON.stringify({
    name,
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': { name, version: '1.0.0', license: 'MIT', dependencies },
      ...Object.fromEntries(
        parsed.map(([, dependency, version, license = 'MIT']) => [`node_modules/${dependency ?? ''}`, { version, license }]),
      ),
    },
  });
}
