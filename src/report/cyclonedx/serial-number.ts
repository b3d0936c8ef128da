import { createHash } from 'node:crypto';

// Our own name space for documents; a random UUID, fixed for ever.
const NAMESPACE = Buffer.from('6f2b8f0e4c1d4a2e9a5b3d7c81e0f649', 'hex');

/** A UUIDv5 (RFC 9562, 5.5) over the text of the document without its serial number: same content, same number. */
export function serialNumberOf(chunks: Iterable<string>): string {
  const digest = createHash('sha1').update(NAMESPACE);
  for (const chunk of chunks) digest.update(`${chunk}\n`, 'utf8');
  const bytes = digest.digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return `urn:uuid:${parts.join('-')}`;
}
