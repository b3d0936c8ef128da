import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { safeEnvironment, SAFE_SETTINGS } from './run-git.ts';

export interface RemoteRepository {
  /** `https://` or `file://`, without credentials. */
  readonly url: string;
  readonly branch?: string;
}

// Wins over SAFE_SETTINGS, which allow no protocol. No submodule is ever followed, no redirect leaves https, and a server
// that stops sending is given up.
const REMOTE_SETTINGS = [
  'protocol.https.allow=always',
  'protocol.file.allow=always',
  'http.followRedirects=initial',
  'http.lowSpeedLimit=1000',
  'http.lowSpeedTime=60',
  'fetch.recurseSubmodules=false',
  'core.protectNTFS=true',
  'core.protectHFS=true',
  'core.autocrlf=false',
  'init.templateDir=',
  'init.defaultBranch=licet',
  'filter.lfs.smudge=',
  'filter.lfs.process=',
  'filter.lfs.required=false',
  'transfer.bundleURI=false',
];

const FROM_ENVIRONMENT = ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy', 'GIT_SSL_CAINFO', 'SSL_CERT_FILE'];

/** The commit that a branch stands at. @throws Error with the reason in git's words */
export async function remoteCommit({ url, branch }: RemoteRepository, cwd: string): Promise<string> {
  const ref = branch === undefined ? 'HEAD' : `refs/heads/${branch}`;
  const answer = await runRemoteGit(['ls-remote', '--', url, ref], { cwd, url });
  const commit = /^([0-9a-f]{40,64})\t/m.exec(answer)?.[1];
  if (commit === undefined)
    throw new Error(branch === undefined ? 'the repository has no commit' : `there is no branch \`${branch}\``);
  return commit;
}

/** Gets the files of one commit, without history, hooks, submodules or anything that the repository could have run. */
export async function shallowClone({ url, branch }: RemoteRepository, directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const git = async (...args: readonly string[]): Promise<string> => runRemoteGit(args, { cwd: directory, url });
  await git('init', '--quiet', '--template=');
  await git('remote', 'add', 'origin', url);
  const ref = branch === undefined ? 'HEAD' : `refs/heads/${branch}`;
  await git(
    'fetch',
    '--quiet',
    '--depth=1',
    '--no-tags',
    '--no-recurse-submodules',
    '--no-auto-maintenance',
    '--',
    'origin',
    ref,
  );
  await git('checkout', '--quiet', '--detach', '--force', 'FETCH_HEAD');
}

const LONGEST_MS = 15 * 60 * 1000;
const MOST_STDERR = 16 * 1024;

async function runRemoteGit(
  args: readonly string[],
  { cwd, url }: { readonly cwd: string; readonly url: string },
): Promise<string> {
  const settings = [...SAFE_SETTINGS, ...REMOTE_SETTINGS].flatMap((setting) => ['-c', setting]);
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--no-pager', ...settings, ...args], {
      cwd,
      env: { ...safeEnvironment(cwd), ...remoteEnvironment(url) },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LONGEST_MS,
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout = (stdout + chunk).slice(0, MOST_STDERR)));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr = (stderr + chunk).slice(-MOST_STDERR)));
    child.on('error', (error) => reject(new Error(`git cannot be started (${error.message})`)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(signal === null ? gitReason(stderr) : 'git took too long and was stopped'));
    });
  });
}

function remoteEnvironment(url: string): Record<string, string> {
  const kept = FROM_ENVIRONMENT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), GIT_ALLOW_PROTOCOL: 'https:file', ...authorization(url) };
}

// In the environment of git alone: not in arguments, which other users of the machine can see, and not for another host.
function authorization(url: string): Record<string, string> {
  const [token, host] = [process.env['LICET_GIT_TOKEN'], process.env['LICET_GIT_HOST']];
  const parsed = new URL(url);
  if (token === undefined || token === '' || parsed.protocol !== 'https:' || parsed.host !== host) return {};
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.https://${host}/.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
  };
}

function gitReason(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  const line = lines.find((item) => /^(fatal|error): /.test(item)) ?? lines.findLast((item) => item !== '');
  return line === undefined ? 'git failed without a reason' : line.replace(/^(fatal|error): /, '');
}
