import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Where git keeps what it knows of a work tree. */
export interface GitRepository {
  /** Top directory of the work tree: the one that holds `.git`. */
  readonly workTree: string;
  /** HEAD and index. */
  readonly gitDir: string;
  /** Objects, refs and configuration: the same, except in a linked work tree. */
  readonly commonDir: string;
}

/** The repository whose work tree holds this directory. Only looks at `.git` here and above; starts nothing. */
export function findRepository(directory: string): GitRepository | undefined {
  for (let current = directory; ; current = dirname(current)) {
    const found = repositoryAt(current);
    if (found !== undefined) return found;
    if (dirname(current) === current) return undefined;
  }
}

/** The repository whose work tree has exactly this top directory. */
export function repositoryAt(workTree: string): GitRepository | undefined {
  const gitDir = gitDirOf(join(workTree, '.git'));
  if (gitDir === undefined || !isKind(join(gitDir, 'HEAD'), 'file')) return undefined;
  const common = readShort(join(gitDir, 'commondir'));
  const commonDir = common === undefined ? gitDir : resolve(gitDir, common.trim());
  return isKind(join(commonDir, 'objects'), 'directory') ? { workTree, gitDir, commonDir } : undefined;
}

// Linked work trees and submodules have a file: `gitdir: ../.git/worktrees/x` (gitrepository-layout(5)).
function gitDirOf(dotGit: string): string | undefined {
  if (isKind(dotGit, 'directory')) return dotGit;
  const target = /^gitdir: (.+?)\r?\n?$/.exec(readShort(dotGit) ?? '')?.[1];
  return target === undefined ? undefined : resolve(dirname(dotGit), target);
}

/** Text of a small file, `undefined` when there is none: never opens pipes and devices. */
export function readShort(path: string): string | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size < 1024 * 1024 ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined; // absent or not readable: the same for the caller
  }
}

function isKind(path: string, kind: 'file' | 'directory'): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return kind === 'file' ? stats?.isFile() === true : stats?.isDirectory() === true;
}
