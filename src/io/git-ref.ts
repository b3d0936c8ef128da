import { realpathSync } from 'node:fs';
import { basename, relative, sep } from 'node:path';
import { byCodeUnit } from '../domain/order.ts';
import { UsageError } from '../domain/usage-error.ts';
import type { OpenedTree } from '../pipeline/services.ts';
import { findRepository } from './git-repository.ts';
import { openStandIn, type StandIn } from './git-stand-in.ts';
import { isSkipped } from './skipped.ts';
import { treeOfBytes } from './tree-of-bytes.ts';

const NAME_A_FILE = 'name a snapshot or an SBOM, or a ref inside a git checkout';
const LARGEST_BLOB = 64 * 1024 * 1024;

/**
 * Opens a directory as it was at a git ref, without touching the work tree. Only files that `wanted` names are
 * readable; all are listed.
 * @throws UsageError when there is no repository, no such ref, or its objects were not fetched
 */
export async function openGitRef(path: string, ref: string, wanted: (path: string) => boolean): Promise<OpenedTree> {
  const root = realpathSync(path);
  const repository = findRepository(root);
  const standIn = repository === undefined ? undefined : await openStandIn(repository);
  if (repository === undefined || standIn === undefined)
    throw new UsageError(`\`${path}\` is not in a git repository, so there is no \`${ref}\``, NAME_A_FILE);
  try {
    const prefix = relative(repository.workTree, root).split(sep).join('/');
    const commit = await commitOf(standIn, ref);
    const blobs = await listBlobs(standIn, commit, prefix);
    const bytes = await readBlobs(
      standIn,
      blobs.filter((blob) => wanted(blob.path) && blob.size <= LARGEST_BLOB),
      ref,
    );
    return {
      fs: treeOfBytes(bytes),
      paths: blobs
        .map((blob) => blob.path)
        .filter((file) => !isSkipped(file))
        .toSorted(byCodeUnit),
      git: { commit, dirty: false },
      diagnostics: [],
      directoryName: basename(root),
    };
  } finally {
    standIn.close();
  }
}

async function commitOf(standIn: StandIn, ref: string): Promise<string> {
  // `--end-of-options`: a ref that starts with a dash is still a ref
  const answer = await standIn.ask('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  if (answer === undefined) {
    throw new UsageError(
      `there is no commit \`${ref}\` here`,
      'a shallow clone lacks it: fetch it first (in CI: fetch-depth: 0, or `git fetch origin BRANCH`)',
    );
  }
  return answer.stdout.toString('utf8').trim();
}

interface Blob {
  readonly path: string;
  readonly object: string;
  readonly size: number;
}

async function listBlobs(standIn: StandIn, commit: string, prefix: string): Promise<Blob[]> {
  const answer = await standIn.ask('ls-tree', '-r', '-z', '-l', '--full-tree', prefix === '' ? commit : `${commit}:${prefix}`);
  // The directory may be younger than the ref: then there was nothing in it.
  if (answer === undefined) return [];
  return answer.stdout
    .toString('utf8')
    .split('\u0000')
    .flatMap((entry): Blob[] => {
      const [, kind, object, size, path] = /^100\d+ (blob) ([0-9a-f]+) +(\d+)\t(.*)$/s.exec(entry) ?? [];
      return kind === undefined || object === undefined || path === undefined ? [] : [{ path, object, size: Number(size) }];
    });
}

async function readBlobs(standIn: StandIn, blobs: readonly Blob[], ref: string): Promise<Map<string, Uint8Array>> {
  const answer = await standIn.askWith(blobs.map((blob) => `${blob.object}\n`).join(''), 'cat-file', '--batch');
  if (answer === undefined)
    throw new UsageError(`the files of \`${ref}\` cannot be read`, 'a partial clone lacks them: fetch the commit in full');
  const out = new Map<string, Uint8Array>();
  let at = 0;
  for (const blob of blobs) {
    // `<object> blob <size>\n<bytes>\n` (git-cat-file(1)); `<object> missing\n` when it was never fetched
    const end = answer.stdout.indexOf(0x0a, at);
    const header = answer.stdout.toString('latin1', at, end);
    if (!header.endsWith(` blob ${blob.size}`))
      throw new UsageError(`\`${blob.path}\` of \`${ref}\` is not here`, 'a partial clone lacks it: fetch the commit in full');
    out.set(blob.path, answer.stdout.subarray(end + 1, end + 1 + blob.size));
    at = end + 1 + blob.size + 1;
  }
  return out;
}
