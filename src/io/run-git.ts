import { spawn } from 'node:child_process';
import { delimiter, isAbsolute, relative } from 'node:path';

/** What git wrote; `undefined` when there is no git, or it did not succeed. */
export interface GitAnswer {
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface GitCall {
  readonly args: readonly string[];
  /** Directory of the stand-in git directory; git is started there, never in the scanned tree. */
  readonly gitDir: string;
  readonly env: Readonly<Record<string, string>>;
  /** No program below this directory is ever started. */
  readonly untrusted: string;
  /** What git reads from standard input; nothing when absent. */
  readonly input?: string;
}

// Second line of defence: git is only ever started with a git directory of our own (see git-stand-in.ts), whose
// configuration names no program. These would win over any configuration file that still got in.
export const SAFE_SETTINGS = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'core.sshCommand=false',
  'core.askPass=',
  'core.untrackedCache=false',
  'credential.helper=',
  'diff.external=',
  'protocol.allow=never',
  'submodule.recurse=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'log.showSignature=false',
  'core.quotePath=false',
];

/** Runs one read-only git command, with nothing from the environment or the scanned repository that could start a program. */
export async function runGit({ args, gitDir, env, untrusted, input }: GitCall): Promise<GitAnswer | undefined> {
  const settings = SAFE_SETTINGS.flatMap((setting) => ['-c', setting]);
  return new Promise((resolve) => {
    const child = spawn('git', ['--no-pager', '--no-replace-objects', '--literal-pathspecs', ...settings, ...args], {
      cwd: gitDir,
      env: { ...safeEnvironment(untrusted), ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', () => resolve(undefined));
    child.stdin.on('error', () => undefined); // git that ends early closes the pipe; its exit status tells
    child.stdin.end(input ?? '');
    child.on('close', (code) => {
      resolve(code === 0 ? { stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') } : undefined);
    });
  });
}

// Built from nothing: GIT_EXTERNAL_DIFF, GIT_CONFIG_COUNT, GIT_TRACE and their like never reach git.
export function safeEnvironment(untrusted: string): Record<string, string> {
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && isOutside(folder, untrusted));
  const systemRoot = process.env['SystemRoot'];
  return {
    PATH: path.join(delimiter),
    ...(systemRoot !== undefined && { SystemRoot: systemRoot }),
    LC_ALL: 'C',
    HOME: '/nonexistent',
    XDG_CONFIG_HOME: '/nonexistent',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'false',
    GIT_SSH_COMMAND: 'false',
    GIT_PAGER: 'cat',
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

function isOutside(folder: string, root: string): boolean {
  const way = relative(root, folder);
  return way.startsWith('..') || isAbsolute(way);
}
