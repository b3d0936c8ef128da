import type { Component, Hash } from '../domain/component.ts';
import type { Integrity } from '../domain/license.ts';
import type { PackageLocation } from '../domain/read-result.ts';
import type { PackageFilesOpener } from './package-files.ts';

/** What holding an entry against the lockfile gives: absent for the scanned tree, which is the input itself. */
export type Verification = { readonly integrity?: Integrity } | { readonly mismatch: string };

/** Strongest first, with node's names. */
const ALGORITHMS: readonly (readonly [Hash['algorithm'], string])[] = [
  ['SHA-512', 'sha512'],
  ['SHA-384', 'sha384'],
  ['SHA-256', 'sha256'],
  ['SHA-1', 'sha1'],
  ['MD5', 'md5'],
];

/** Holds an entry of a cache against the hashes of the lockfile. @throws PackageFilesProblem when it cannot be read */
export async function verifyPlace(
  component: Pick<Component, 'hashes'>,
  location: PackageLocation,
  opener: PackageFilesOpener,
): Promise<Verification> {
  if (location.root === 'tree') return {};
  const { check } = location;
  if (check === undefined) return { integrity: 'unverified' };
  if (check.kind === 'go-sum') {
    const found = await opener.moduleDigest(location, check.prefix);
    if (found === undefined) return { integrity: 'unverified' };
    return found === check.sum ? { integrity: 'verified' } : { mismatch: `its hash is ${found}, go.sum has ${check.sum}` };
  }
  const expected = check.kind === 'archive' ? (check.hashes ?? component.hashes) : component.hashes;
  for (const [algorithm, name] of ALGORITHMS) {
    // several of one algorithm are alternatives: the files of one release, of which somebody installs one
    const locked = expected.filter((hash) => hash.algorithm === algorithm).map(({ value }) => value);
    if (locked.length === 0) continue;
    const found =
      check.kind === 'archive'
        ? await opener.digest(location, check.path, name)
        : check.hashes.find((hash) => hash.algorithm === algorithm)?.value;
    if (found === undefined) continue;
    if (!locked.includes(found)) return { mismatch: `its ${algorithm} ${found} is none that the lockfile has` };
    return { integrity: check.kind === 'archive' && check.path === location.path ? 'verified' : 'recorded' };
  }
  return { integrity: 'unverified' };
}
