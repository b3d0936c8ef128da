/** How much of a file is looked at: license texts are shorter, and a notice stands at the head or the tail. */
export const READ_LIMIT = 256 * 1024;
const TAIL = 64 * 1024;
const BINARY_PROBE = 8 * 1024;

/** A text made ready for reading; `head` characters lie before the cut when the middle was left out. */
export interface SourceText {
  readonly text: string;
  readonly bytes: number;
  readonly cut?: { readonly at: number; readonly skippedBytes: number };
  readonly encoding: 'utf8' | 'latin1' | 'utf16le';
}

/** The two ends of a file too large to be read whole. */
export interface FileEnds {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
  readonly size: number;
}

/** How the `READ_LIMIT` is shared by the two ends. */
export const HEAD_LIMIT = READ_LIMIT - TAIL;
export const TAIL_LIMIT = TAIL;

/** Whether a file is no text: a NUL byte in its first bytes, unless a byte order mark says UTF-16. */
export function isBinary({ head }: Pick<FileEnds, 'head'>): boolean {
  return !(head[0] === 0xff && head[1] === 0xfe) && head.subarray(0, BINARY_PROBE).includes(0);
}

/** Decodes bytes, head and tail only when there are many; `undefined` for a binary file. */
export function decodeSource(content: Uint8Array | FileEnds): SourceText | undefined {
  const ends = content instanceof Uint8Array ? toEnds(content) : content;
  const head = toBuffer(ends.head);
  if (head[0] === 0xff && head[1] === 0xfe)
    return { text: head.subarray(2).toString('utf16le'), bytes: ends.size, encoding: 'utf16le' };
  if (isBinary(ends)) return undefined;
  const first = decode(head);
  if (ends.tail.length === 0) return { text: first.text, bytes: ends.size, encoding: first.encoding };
  const cut = { at: first.text.length, skippedBytes: ends.size - ends.head.length - ends.tail.length };
  return { text: `${first.text}\n${decode(toBuffer(ends.tail)).text}`, bytes: ends.size, cut, encoding: first.encoding };
}

function toEnds(bytes: Uint8Array): FileEnds {
  if (bytes.length <= READ_LIMIT) return { head: bytes, tail: bytes.subarray(0, 0), size: bytes.length };
  return { head: bytes.subarray(0, HEAD_LIMIT), tail: bytes.subarray(bytes.length - TAIL_LIMIT), size: bytes.length };
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function decode(buffer: Buffer): { text: string; encoding: 'utf8' | 'latin1' } {
  const text = buffer.toString('utf8');
  // Old files are Latin-1; the replacement character tells.
  return text.includes('\ufffd') ? { text: buffer.toString('latin1'), encoding: 'latin1' } : { text, encoding: 'utf8' };
}
