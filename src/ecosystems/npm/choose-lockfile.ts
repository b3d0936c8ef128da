import { baseName, directoryOf } from '../../domain/path.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { LockfileCandidate, LockfileChoice } from '../ecosystem.ts';
import { readManifestAt } from './manifest.ts';

/**
 * Package manager of each lockfile, in the order of choice when package.json does not say: a stray `npm install` in a
 * project of another manager leaves a package-lock.json behind, so that one comes last of the four.
 */
const MANAGERS: readonly (readonly [file: string, manager: string])[] = [
  ['npm-shrinkwrap.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['package-lock.json', 'npm'],
  ['deno.lock', 'deno'],
];

/** Picks the lockfile that `packageManager` of package.json names, else the first in a fixed order. */
export function chooseLockfile(candidates: readonly LockfileCandidate[], fs: ReadOnlyFs): LockfileChoice {
  const ordered = candidates.toSorted((a, b) => rank(a.path) - rank(b.path));
  const first = ordered[0]?.path ?? '';
  const manifest = readManifestAt(`${directoryOf(first)}/package.json`.replace(/^\//, ''), fs)?.value;
  const manager = /^[a-z]+/.exec(manifest?.packageManager ?? '')?.[0];
  const named = manager === undefined ? undefined : ordered.find(({ path }) => managerOf(path) === manager);
  if (named !== undefined) return { chosen: named.path, reason: `\`packageManager\` is \`${manager}\`` };
  return { chosen: first, reason: '`packageManager` names none of them, and it comes first in the order of choice' };
}

function rank(path: string): number {
  const index = MANAGERS.findIndex(([file]) => file === baseName(path));
  return index === -1 ? MANAGERS.length : index;
}

function managerOf(path: string): string | undefined {
  return MANAGERS.find(([file]) => file === baseName(path))?.[1];
}
