import { lstatSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { GitFacts } from '../pipeline/services.ts';
import type { GitRepository } from './git-repository.ts';
import { openStandIn, type StandIn } from './git-stand-in.ts';
import { isSkipped } from './skipped.ts';

/** What git knows of the files below one directory. */
export interface GitListing {
  readonly paths: readonly string[];
  readonly untracked: ReadonlySet<string>;
  /** Directories that hold another repository: submodules, and clones that nobody ignored. */
  readonly embedded: readonly { readonly path: string; readonly kind: 'submodule' | 'repository' }[];
  /** Paths that are not UTF-8, with replacement characters. */
  readonly unnameable: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface GitAnswers {
  readonly listing: GitListing;
  readonly facts: GitFacts;
}

/** Lists the files that are tracked, or untracked and not ignored; `undefined` when git is missing or cannot. */
export async function askGit(repository: GitRepository, root: string): Promise<GitAnswers | undefined> {
  const standIn = await openStandIn(repository);
  if (standIn === undefined) return undefined;
  try {
    const [listing, facts] = await Promise.all([list(standIn, repository, root), readFacts(standIn, repository, root)]);
    return listing === undefined ? undefined : { listing, facts };
  } finally {
    standIn.close();
  }
}

async function list(standIn: StandIn, { workTree }: GitRepository, root: string): Promise<GitListing | undefined> {
  const prefix = pathspec(workTree, root);
  // -t and -s: what each entry is (cached, deleted, untracked) and its mode (regular file, link, submodule).
  const answer = await standIn.ask(
    '-C',
    workTree,
    'ls-files',
    '-z',
    '-t',
    '-s',
    '--cached',
    '--others',
    '--deleted',
    '--exclude-standard',
    '--',
    prefix,
  );
  if (answer === undefined) return undefined;
  const below = prefix === '.' ? '' : `${prefix}/`;
  return toListing(answer.stdout, answer.stderr, { root, below });
}

function toListing(stdout: Buffer, stderr: string, { root, below }: { root: string; below: string }): GitListing {
  const paths = new Set<string>();
  const untracked = new Set<string>();
  const embedded = new Map<string, 'submodule' | 'repository'>();
  const unnameable: string[] = [];
  const deleted: string[] = [];
  for (const { tag, mode, path: whole, isText } of entries(stdout)) {
    const path = whole.slice(below.length);
    if (tag === 'R') deleted.push(path);
    else if (!isText) unnameable.push(path);
    else if (tag === '?' && isSkipped(path)) continue;
    else if (tag === '?' && path.endsWith('/')) embedded.set(path.slice(0, -1), 'repository');
    else if (mode === '160000') embedded.set(path, 'submodule');
    else if (tag !== 'S' || isThere(join(root, path))) {
      paths.add(path);
      if (tag === '?') untracked.add(path);
    }
  }
  // git calls a file deleted also when it may not look at it.
  for (const path of deleted) if (!isThere(join(root, path))) paths.delete(path);
  const unreadable = [...stderr.matchAll(/^warning: could not open directory '(.*?)\/?': (.*)$/gm)].map(([, path, reason]) =>
    diagnostic('file-unreadable', `directory cannot be listed (${reason ?? ''})`, { path: path?.slice(below.length) }),
  );
  return {
    paths: [...paths],
    untracked,
    embedded: [...embedded].map(([path, kind]) => ({ path, kind })),
    unnameable,
    diagnostics: unreadable,
  };
}

interface Entry {
  readonly tag: string;
  readonly mode: string | undefined;
  readonly path: string;
  readonly isText: boolean;
}

// `H 100644 <object> 0<TAB>path`, `? path`; each ends with NUL.
function* entries(output: Buffer): Generator<Entry> {
  const whole = output.toString('utf8');
  const isText = !whole.includes('\uFFFD');
  const texts = isText ? whole.split('\u0000') : splitBytes(output);
  for (const item of texts) {
    const text = typeof item === 'string' ? item : item.toString('utf8');
    if (text === '') continue;
    const tab = text.startsWith('? ') ? 1 : text.indexOf('\t');
    yield {
      tag: text.charAt(0),
      mode: text.startsWith('? ') ? undefined : text.slice(2, 8),
      path: text.slice(tab + 1),
      isText: typeof item === 'string' || Buffer.from(text, 'utf8').equals(item),
    };
  }
}

function* splitBytes(output: Buffer): Generator<Buffer> {
  for (let start = 0; start < output.length;) {
    const end = output.indexOf(0, start);
    yield output.subarray(start, end === -1 ? output.length : end);
    start = end === -1 ? output.length : end + 1;
  }
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code !== 'ENOENT' && code !== 'ENOTDIR';
  }
}

async function readFacts(standIn: StandIn, { workTree }: GitRepository, root: string): Promise<GitFacts> {
  const prefix = pathspec(workTree, root);
  const [head, status] = await Promise.all([
    standIn.ask('log', '-1', '--no-show-signature', '--format=%H %ct', 'HEAD'),
    // Submodules are left out: git would start itself inside them, with their configuration.
    standIn.ask('-C', workTree, 'status', '--porcelain', '-z', '-uno', '--no-renames', '--ignore-submodules=all', '--', prefix),
  ]);
  const [commit, seconds] = head?.stdout.toString('utf8').trim().split(' ') ?? [];
  const originUrl = withoutCredentials(standIn.setting('remote.origin.url') ?? '');
  return {
    ...(commit !== undefined && commit !== '' && { commit }),
    ...(seconds !== undefined && { commitTime: new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z') }),
    dirty: status !== undefined && status.stdout.length > 0,
    ...(originUrl !== undefined && { originUrl }),
  };
}

function pathspec(workTree: string, root: string): string {
  const way = relative(workTree, root).split(sep).join('/');
  return way === '' ? '.' : way;
}

/** The address without user name, password and token; `undefined` for a folder of this machine, which says nothing elsewhere. */
export function withoutCredentials(url: string): string | undefined {
  // scp form: [user@]host:path
  const scp = /^(?:[^/@:]+@)?([^/:@]{2,}):(?!\/\/)(.+)$/.exec(url);
  if (scp !== null) return `ssh://${scp[1] ?? ''}/${(scp[2] ?? '').replace(/^\/+/, '')}`;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || parsed.host === '') return undefined;
  if (!['http:', 'https:', 'ssh:', 'git:', 'git+ssh:', 'git+https:'].includes(parsed.protocol)) return undefined;
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}
