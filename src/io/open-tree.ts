import { realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { byCodeUnit, by, sortedUnique } from '../domain/order.ts';
import { UsageError } from '../domain/usage-error.ts';
import type { EmbeddedTree, OpenedTree } from '../pipeline/services.ts';
import { diskFs } from './disk-fs.ts';
import { askGit, type GitAnswers } from './git.ts';
import { findRepository, repositoryAt } from './git-repository.ts';

export interface OpenOptions {
  /** Files larger than this are not read; bytes. */
  readonly maxFileSize?: number;
}

type Listing = Pick<OpenedTree, 'paths' | 'diagnostics'> & {
  readonly unnameable: readonly string[];
  readonly embedded: readonly EmbeddedTree[];
};

// Submodules of submodules of …: deeper than anybody nests them.
const DEPTH = 8;

/** Opens a directory for scanning: its files that are not ignored, and what git says of it. */
export async function openTree(path: string, options: OpenOptions = {}): Promise<OpenedTree> {
  const root = openDirectory(path);
  const git = await answersOfGit(root);
  const listing = git === undefined ? await walked(root) : await withEmbedded(git, root, 0);
  return {
    fs: diskFs(root, options.maxFileSize),
    paths: sortedUnique(listing.paths),
    ...(git !== undefined && { git: git.facts, untracked: git.listing.untracked }),
    embedded: listing.embedded.toSorted(by((tree) => tree.path)),
    unnameable: listing.unnameable.toSorted(byCodeUnit),
    diagnostics: listing.diagnostics,
    directoryName: basename(root),
  };
}

// Loaded when it is needed: in a git work tree git lists the files.
async function walked(root: string): Promise<Listing> {
  const { walk } = await import('./walk.ts');
  return { ...walk(root), embedded: [] };
}

function openDirectory(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) return realpathSync(path);
  throw new UsageError(stats === undefined ? `there is no directory \`${path}\`` : `\`${path}\` is not a directory`);
}

async function answersOfGit(root: string): Promise<GitAnswers | undefined> {
  const repository = findRepository(root);
  const answers = repository === undefined ? undefined : await askGit(repository, root);
  // Nothing below it belongs to the repository around it (an ignored folder was named): it stands for itself.
  return answers === undefined || (repository?.workTree !== root && answers.listing.paths.length === 0) ? undefined : answers;
}

// The files of submodules and of clones inside the tree are listed too, so that nothing they lock goes unseen.
async function withEmbedded({ listing }: GitAnswers, root: string, depth: number): Promise<Listing> {
  const parts = await Promise.all(
    listing.embedded.map(async (tree): Promise<Listing> => {
      const inner = await listEmbedded(join(root, tree.path), depth + 1);
      const below = (path: string): string => `${tree.path}/${path}`;
      return {
        paths: inner.paths.map(below),
        unnameable: inner.unnameable.map(below),
        embedded: [tree, ...inner.embedded.map((item) => ({ ...item, path: below(item.path) }))],
        diagnostics: inner.diagnostics.map((item) => ({ ...item, path: below(item.path ?? '') })),
      };
    }),
  );
  const all: readonly Listing[] = [listing, ...parts];
  return {
    paths: all.flatMap((part) => part.paths),
    unnameable: all.flatMap((part) => part.unnameable),
    embedded: parts.flatMap((part) => part.embedded),
    diagnostics: all.flatMap((part) => part.diagnostics),
  };
}

async function listEmbedded(full: string, depth: number): Promise<Listing> {
  const empty = { paths: [], unnameable: [], embedded: [], diagnostics: [] };
  // A link in place of the submodule could lead anywhere.
  if (statSync(full, { throwIfNoEntry: false })?.isDirectory() !== true || realpathSync(full) !== full) return empty;
  const repository = depth > DEPTH ? undefined : repositoryAt(full);
  const answers = repository === undefined ? undefined : await askGit(repository, full);
  return answers === undefined ? walked(full) : withEmbedded(answers, full, depth);
}
