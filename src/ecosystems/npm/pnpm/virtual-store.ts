import { createHash } from 'node:crypto';
import type { KeyFormat } from './dep-path.ts';

const FORBIDDEN = /[\\/:*?"<>|]/g;
const FORBIDDEN_SINCE_10 = /[\\/:*?"<>|#]/g;
const MAX_LENGTH = 120;
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * The folders below `node_modules/.pnpm` in which pnpm puts a package, best first. One lockfile format is written by
 * several versions that shorten long names differently (pnpm dependency-path depPathToFilename of 5, 6, 7, 8, 9, 10, 11).
 */
export function virtualStoreFolders(key: string, format: KeyFormat): readonly string[] {
  const name = unescaped(key, format);
  const plain = withoutParentheses(name.replaceAll(FORBIDDEN, '+'));
  const since10 = withoutParentheses(name.replaceAll(FORBIDDEN_SINCE_10, '+'));
  const candidates =
    format === 9
      ? [
          shorten(since10, MAX_LENGTH - 33, shortSha256(since10)),
          shorten(plain, MAX_LENGTH - 27, base32Md5(plain)),
          `${since10.slice(0, MAX_LENGTH - 33)}_${shortSha256(key)}`,
        ]
      : format === 6
        ? [shorten(plain, MAX_LENGTH - 27, base32Md5(plain)), shorten(plain, 50, base32Md5(plain))]
        : [shorten(plain, 50, base32Md5(plain)), shorten(plain, 50, hexMd5(plain)), name];
  return [...new Set(candidates)];
}

function unescaped(key: string, format: KeyFormat): string {
  if (key.startsWith('file:')) return key.replace(':', '+');
  const bare = key.startsWith('/') ? key.slice(1) : key;
  if (format !== 5) return bare;
  const slash = bare.lastIndexOf('/');
  return slash === -1 ? bare : `${bare.slice(0, slash)}@${bare.slice(slash + 1)}`;
}

function withoutParentheses(name: string): string {
  return name.includes('(') ? name.replace(/\)$/, '').replaceAll(/\)\(|\(|\)/g, '_') : name;
}

function shorten(name: string, length: number, hash: string): string {
  const fits = name.length <= MAX_LENGTH && (name === name.toLowerCase() || name.startsWith('file+'));
  return fits ? name : `${name.slice(0, length)}_${hash}`;
}

function shortSha256(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function hexMd5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** RFC 4648 base32 of the md5, lower case, without padding: 26 characters. */
function base32Md5(text: string): string {
  let bits = 0n;
  for (const byte of createHash('md5').update(text).digest()) bits = (bits << 8n) | BigInt(byte);
  bits <<= 2n; // 128 bits are filled up to 130, a multiple of five
  let out = '';
  for (let shift = 125n; shift >= 0n; shift -= 5n) out += BASE32[Number((bits >> shift) & 31n)] ?? '';
  return out;
}
