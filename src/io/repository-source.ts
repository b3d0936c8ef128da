import { existsSync, rmSync, statSync } from 'node:fs';
import type { RepositoryJob, RepositorySource } from '../pipeline/org/scan-repository.ts';
import type { OpenedTree } from '../pipeline/services.ts';
import { remoteCommit, shallowClone } from './git-clone.ts';
import { openTree } from './open-tree.ts';
import { temporaryFile } from './store/atomic-file.ts';
import { storePaths } from './store/layout.ts';

/** The commit of a remote repository; of a checkout it is known when its files are. */
export async function peekRepository(job: RepositoryJob, store: string): Promise<string | undefined> {
  return job.path !== undefined || job.url === undefined
    ? undefined
    : remoteCommit(toRemote(job, job.url), storePaths.temporary(store));
}

/** Opens a checkout, or clones into the store's `tmp/`, which is cleared of what killed processes leave behind. */
export async function openRepository(
  job: RepositoryJob,
  store: string,
  isRead: (path: string) => boolean,
): Promise<RepositorySource> {
  if (job.path !== undefined) {
    if (statSync(job.path, { throwIfNoEntry: false })?.isDirectory() !== true)
      throw new Error(existsSync(job.path) ? `\`${job.path}\` is not a directory` : `there is no directory \`${job.path}\``);
    const tree = await openTree(job.path);
    return { tree, clean: isClean(tree, isRead), close: () => undefined };
  }
  if (job.url === undefined) throw new Error('the manifest gives neither `path` nor `url`');
  const clone = temporaryFile(store);
  const close = (): void => rmSync(clone, { recursive: true, force: true });
  try {
    await shallowClone(toRemote(job, job.url), clone);
    const tree = await openTree(clone);
    return { tree: { ...tree, directoryName: job.repository }, clean: isClean(tree, isRead), close };
  } catch (error) {
    close();
    throw error;
  }
}

function toRemote({ branch }: RepositoryJob, url: string): { url: string; branch?: string } {
  return { url, ...(branch !== undefined && { branch }) };
}

function isClean({ git, untracked }: OpenedTree, isRead: (path: string) => boolean): boolean {
  return git !== undefined && !git.dirty && ![...(untracked ?? [])].some(isRead);
}
