import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readShort, type GitRepository } from './git-repository.ts';
import { runGit, type GitAnswer } from './run-git.ts';

/** Asks git about a repository without letting git see that repository's configuration. */
export interface StandIn {
  ask(...args: readonly string[]): Promise<GitAnswer | undefined>;
  /** The same with standard input. */
  askWith(input: string, ...args: readonly string[]): Promise<GitAnswer | undefined>;
  /** Values of the repository's own configuration file, read as data. */
  setting(key: string): string | undefined;
  close(): void;
}

/**
 * A git directory of our own in front of the scanned one: it shares index, objects and refs, and has a configuration
 * that we wrote. So no key of the scanned repository can start a program (core.fsmonitor, filter.*.process, core.sshCommand,
 * includes, hooks, …), those of later git versions included, and who owns the repository plays no part.
 */
export async function openStandIn(repository: GitRepository): Promise<StandIn | undefined> {
  const gitDir = mkdtempSync(join(tmpdir(), 'licet-git-'));
  const close = (): void => rmSync(gitDir, { recursive: true, force: true });
  const ask = async (
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    input?: string,
  ): Promise<GitAnswer | undefined> =>
    runGit({ args, gitDir, env, untrusted: repository.workTree, ...(input !== undefined && { input }) });
  // Parsed by git as a plain file: no includes, nothing takes effect.
  const listed = await ask(['config', '--no-includes', '-z', '--list', '--file', join(repository.commonDir, 'config')], {});
  const settings = toSettings(listed?.stdout.toString('utf8') ?? '');
  try {
    build(gitDir, repository, settings);
  } catch {
    close();
    return undefined; // no place for links: the caller walks the directory instead
  }
  const env = {
    GIT_DIR: gitDir,
    GIT_WORK_TREE: repository.workTree,
    GIT_INDEX_FILE: join(repository.gitDir, 'index'),
    GIT_OBJECT_DIRECTORY: join(repository.commonDir, 'objects'),
  };
  return {
    ask: async (...args) => ask(args, env),
    askWith: async (input, ...args) => ask(args, env, input),
    setting: (key) => settings.get(key),
    close,
  };
}

function build(gitDir: string, { gitDir: real, commonDir }: GitRepository, settings: ReadonlyMap<string, string>): void {
  mkdirSync(join(gitDir, 'info'));
  mkdirSync(join(gitDir, 'objects'));
  writeFileSync(join(gitDir, 'HEAD'), readShort(join(real, 'HEAD')) ?? 'ref: refs/heads/none\n');
  writeFileSync(join(gitDir, 'info', 'exclude'), readShort(join(commonDir, 'info', 'exclude')) ?? '');
  writeFileSync(join(gitDir, 'config'), configuration(settings));
  // Without `shallow` git misses the parents of the only commit of a clone of depth 1, and names none.
  for (const name of ['refs', 'packed-refs', 'reftable', 'shallow']) symlinkSync(join(commonDir, name), join(gitDir, name));
  // A split index keeps most entries in a second file beside it (git-update-index(1), --split-index).
  for (const name of readdirSync(real).filter((entry) => entry.startsWith('sharedindex.')))
    symlinkSync(join(real, name), join(gitDir, name));
}

// Only what changes how files are read: the hash of the objects, how refs are stored, whether names ignore case.
function configuration(settings: ReadonlyMap<string, string>): string {
  const sha256 = settings.get('extensions.objectformat')?.toLowerCase() === 'sha256';
  const reftable = settings.get('extensions.refstorage')?.toLowerCase() === 'reftable';
  const ignoreCase = settings.get('core.ignorecase') === 'true';
  return [
    '[core]',
    `\trepositoryformatversion = ${sha256 || reftable ? 1 : 0}`,
    `\tignorecase = ${ignoreCase}`,
    ...(sha256 || reftable ? ['[extensions]'] : []),
    ...(sha256 ? ['\tobjectformat = sha256'] : []),
    ...(reftable ? ['\trefstorage = reftable'] : []),
    '',
  ].join('\n');
}

function toSettings(listed: string): Map<string, string> {
  return new Map(
    listed
      .split('\u0000')
      .filter((entry) => entry.includes('\n'))
      .map((entry) => [entry.slice(0, entry.indexOf('\n')), entry.slice(entry.indexOf('\n') + 1)]),
  );
}
