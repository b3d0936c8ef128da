import { diagnostic } from '../../../diagnostics/diagnostic.ts';
import { joinPath } from '../../../domain/path.ts';
import { siblingFile } from '../../formats/sibling.ts';
import { readToml } from '../../formats/toml.ts';
import type { UnknownRecord } from '../../formats/values.ts';
import type { LockContext } from './rows.ts';

/** The hash of its manifest that a lockfile holds. */
export interface ManifestHash {
  /** `pyproject.toml`, `Pipfile`: beside the lockfile. */
  readonly manifest: string;
  /** SHA-256 in hex, as the lockfile has it. */
  readonly locked: string | undefined;
  /** What the versions of the tool write for a manifest; `undefined` among them: that cannot be told from its data. */
  readonly current: (root: UnknownRecord) => readonly (string | undefined)[];
}

/**
 * Says that a lockfile was made of another manifest: what is declared may be locked all the same, so this is only said where
 * no dependency is known to be missing.
 */
export function noteOtherHash({ manifest, locked, current }: ManifestHash, context: LockContext): void {
  if (context.stale.length > 0 || locked === undefined || !/^[0-9a-f]{64}$/.test(locked)) return;
  const path = joinPath(context.directory, manifest) ?? manifest;
  // What is wrong with the file is said by whoever reads its dependencies.
  const file = siblingFile(context.fs, path, []);
  const root = file === undefined ? undefined : readToml(file, 'manifest-unparsable').value;
  if (root === undefined) return;
  const hashes = current(root);
  if (hashes.includes(undefined) || hashes.includes(locked)) return;
  const message = `the hash of its manifest that it holds is not that of ${path}`;
  context.stale.push(diagnostic('lockfile-hash-differs', message, { path: context.lockfile }));
}
