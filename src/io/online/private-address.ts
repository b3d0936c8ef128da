import { isIP, isIPv4 } from 'node:net';

/** The IPv4 ranges that lead nowhere on the public internet, or to this machine and its neighbours (RFC 6890). */
const RANGES: readonly (readonly [base: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local; the metadata services of clouds
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** True for an address that a public registry never sends anybody to. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, '').toLowerCase();
  if (isIPv4(plain)) return RANGES.some(([base, bits]) => number(plain) >>> (32 - bits) === number(base) >>> (32 - bits));
  if (isIP(plain) === 0) return false;
  const mapped = /^::(?:ffff:)?(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1] ?? hexMapped(plain);
  if (mapped !== undefined) return isPrivateAddress(mapped);
  // unspecified and loopback, unique local, link-local, multicast
  return /^(?:::1?$|f[cd]|fe[89ab]|ff)/.test(plain);
}

function hexMapped(address: string): string | undefined {
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address) ?? [];
  if (high === undefined || low === undefined) return undefined;
  const value = (Number.parseInt(high, 16) << 16) | Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}

function number(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
