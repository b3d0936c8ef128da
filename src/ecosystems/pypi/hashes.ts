import type { Hash } from '../../domain/component.ts';

const ALGORITHMS: Readonly<Record<string, readonly [algorithm: Hash['algorithm'], digits: number]>> = {
  md5: ['MD5', 32],
  sha1: ['SHA-1', 40],
  sha256: ['SHA-256', 64],
  sha384: ['SHA-384', 96],
  sha512: ['SHA-512', 128],
  blake2b: ['BLAKE2b-256', 64],
};

/** Hashes of the files of one release, and the mark that says that one of them has to fit. */
export interface FileHashes {
  readonly hashes: readonly Hash[];
  readonly properties?: Readonly<Record<string, string>>;
}

/**
 * From `sha256:…` texts. A release is many files, and whoever installs it gets one of them: the hashes are
 * alternatives, which `licet:hashes` says.
 */
export function toFileHashes(written: Iterable<string>): FileHashes {
  const found = new Map<string, Hash>();
  for (const text of written) {
    const hash = toHash(text);
    if (hash !== undefined) found.set(`${hash.algorithm}:${hash.value}`, hash);
  }
  const hashes = [...found.values()];
  return { hashes, ...(hashes.length > 1 && { properties: { 'licet:hashes': 'any-of' } }) };
}

function toHash(text: string): Hash | undefined {
  const [, name = '', value = ''] = /^([a-z0-9]{1,10})[:=]([0-9a-f]{32,128})$/i.exec(text) ?? [];
  const lower = name.toLowerCase();
  const known = Object.hasOwn(ALGORITHMS, lower) ? ALGORITHMS[lower] : undefined;
  return known !== undefined && known[1] === value.length ? { algorithm: known[0], value: value.toLowerCase() } : undefined;
}
