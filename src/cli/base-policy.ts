import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { openGitRef } from '../io/git-ref.ts';
import { findRepository } from '../io/git-repository.ts';
import { POLICY_FILE, policyFiles } from '../io/policy-files.ts';
import { loadPolicy } from '../policy/file/load-policy.ts';
import { problem, type PolicyProblem } from '../policy/problem.ts';
import { findRelaxations } from '../policy/relaxations.ts';
import type { PolicyInForce } from './load-policy.ts';
import type { Terminal } from './terminal.ts';
import type { PolicyPosition } from '../policy/position.ts';

export interface BasePolicyRequest {
  readonly inForce: PolicyInForce;
  /** The directory that is judged. */
  readonly directory: string;
  /** Git ref of the base. */
  readonly ref: string;
  readonly today: string;
}

/**
 * What the policy of this change permits and that of the base did not. Empty when the policy is not in the repository, was not
 * there before, or cannot be read there: then there is nothing to hold it against.
 */
export async function relaxedSince(request: BasePolicyRequest, terminal: Terminal): Promise<readonly PolicyProblem[]> {
  const { inForce, directory, ref } = request;
  const full = inForce.file ?? join(directory, POLICY_FILE);
  const workTree = findRepository(dirname(full))?.workTree;
  if (workTree === undefined) return [];
  const path = inRepository(workTree, full);
  const text = (await textsAt(workTree, ref, new Set([path]))).get(path);
  if (text === undefined) return [];
  if (inForce.file === undefined) {
    const at = { file: POLICY_FILE, line: 1, column: 1 };
    return [problem('POL013', 'the policy file was taken out, so the built-in policy judges', at)];
  }
  const now = readFileSync(full, 'utf8');
  // What it extends is pinned by its digest, so the same text says the same.
  if (text === now) return [];
  const before = await loadBefore(request, { workTree, full, text }, terminal);
  if (before === undefined) return [];
  const { policy, categories } = inForce;
  return findRelaxations({ before, now: policy, categories, placeOf: (section) => placeOf(section, now, policy.file) });
}

interface BaseFile {
  readonly workTree: string;
  readonly full: string;
  readonly text: string;
}

async function loadBefore({ inForce, ref, today }: BasePolicyRequest, { workTree, full, text }: BaseFile, terminal: Terminal) {
  const files = policyFiles(terminal.cwd);
  // The files that it extends lie beside it, as they were; a package comes from the installed ones.
  const extended = [...text.matchAll(/\bfile:\s*["']?([^\s"',}]+)/g)].map((match) => resolve(dirname(full), match[1] ?? ''));
  const texts = await textsAt(workTree, ref, new Set(extended.map((file) => inRepository(workTree, file))));
  const name = inForce.policy.file;
  const readFile = (path: string): string | undefined =>
    path === name ? text : (texts.get(inRepository(workTree, resolve(terminal.cwd, path))) ?? files.readFile(path));
  const { categories, matrix } = inForce;
  return loadPolicy(name, { ...files, readFile, categories, matrix, today }).policy;
}

async function textsAt(workTree: string, ref: string, paths: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  if (paths.size === 0) return new Map();
  const tree = await openGitRef(workTree, ref, (path) => paths.has(path));
  return new Map(
    [...paths].flatMap((path) => {
      const text = tree.fs.text(path);
      return text === undefined ? [] : [[path, text] as const];
    }),
  );
}

function inRepository(workTree: string, full: string): string {
  return relative(workTree, full).split(sep).join('/');
}

/** The line of a top-level key; the first one when it is not there any more. */
function placeOf(section: string, text: string, file: string): PolicyPosition {
  const line = text.split(/\r?\n/).findIndex((item) => item.startsWith(`${section}:`));
  return { file, line: line === -1 ? 1 : line + 1, column: 1 };
}
