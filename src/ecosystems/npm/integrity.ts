import type { Hash } from '../../domain/component.ts';

const ALGORITHMS: Readonly<Record<string, { readonly name: Hash['algorithm']; readonly bytes: number }>> = {
  md5: { name: 'MD5', bytes: 16 },
  sha1: { name: 'SHA-1', bytes: 20 },
  sha256: { name: 'SHA-256', bytes: 32 },
  sha384: { name: 'SHA-384', bytes: 48 },
  sha512: { name: 'SHA-512', bytes: 64 },
};

export interface Integrity {
  readonly hashes: readonly Hash[];
  /** Parts that are not a hash of a known algorithm in the right length. */
  readonly invalid: readonly string[];
}

/** Reads Subresource Integrity text, which may hold several hashes and options: `sha1-… sha512-…?x`. */
export function readIntegrity(text: string): Integrity {
  const hashes: Hash[] = [];
  const invalid: string[] = [];
  for (const part of text.split(/\s+/).filter(Boolean)) {
    const hash = parseSriHash(part);
    if (hash === undefined) invalid.push(part);
    else hashes.push(hash);
  }
  return { hashes, invalid };
}

function parseSriHash(part: string): Hash | undefined {
  const match = /^([a-z0-9]+)-([A-Za-z0-9+/]+={0,2})(?:\?.*)?$/.exec(part);
  const name = match?.[1] ?? '';
  const algorithm = Object.hasOwn(ALGORITHMS, name) ? ALGORITHMS[name] : undefined;
  if (algorithm === undefined) return undefined;
  const bytes = Buffer.from(match?.[2] ?? '', 'base64');
  return bytes.length === algorithm.bytes ? { algorithm: algorithm.name, value: bytes.toString('hex') } : undefined;
}
