import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import { pathIn } from '../formats/sibling.ts';

/** The flake of a directory, named as its directory: a flake has no name. */
export function flakeProject(key: string, directory: string, fs: ReadOnlyFs, lockfile?: string): FirstPartyPackage {
  const manifest = pathIn(directory, 'flake.nix');
  const hasManifest = fs.stat(manifest)?.kind === 'file';
  return {
    kind: 'first-party',
    key,
    path: directory,
    name: directory.split('/').at(-1) || '.',
    ...(hasManifest && { manifest }),
    ...(lockfile !== undefined && { lockfile }),
    occurrences: hasManifest ? [{ path: manifest }] : [],
    licenses: [],
  };
}
