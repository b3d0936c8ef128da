import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readGitlinks } from '../../../src/ecosystems/git/index-file.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

function indexOf(version: string, links: readonly string[]): Uint8Array {
  const root = mkdtempSync(join(tmpdir(), 'licet-index-'));
  try {
    const git = (...args: readonly string[]): unknown => execFileSync('git', args, { cwd: root, stdio: 'pipe' });
    git('init', '-q');
    for (const path of links) git('update-index', '--add', '--cacheinfo', `160000,${COMMIT},${path}`);
    git('update-index', '--index-version', version);
    return readFileSync(join(root, '.git/index'));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

describe("git's index", () => {
  // Version 4 shortens each path by what it shares with the one before.
  it.each(['2', '4'])('of version %s gives the commits of submodules', (version) => {
    const links = readGitlinks(indexOf(version, ['libs/a', 'libs/a-long-name', 'other']));
    expect([...links]).toEqual([
      ['libs/a', COMMIT],
      ['libs/a-long-name', COMMIT],
      ['other', COMMIT],
    ]);
  });

  it('that is cut off or none gives nothing, and never throws', () => {
    const whole = indexOf('2', ['libs/a', 'libs/b']);
    for (let length = 0; length < whole.length; length += 7) expect(() => readGitlinks(whole.subarray(0, length))).not.toThrow();
  });
});
