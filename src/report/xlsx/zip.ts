import { crc32Of } from './crc32.ts';
import { deflateRawSync } from 'node:zlib';

/** One file of an archive; its text comes in pieces. */
export interface ZipEntry {
  readonly path: string;
  readonly chunks: Iterable<string>;
}

// 1 January 1980, the first date that the format has (APPNOTE.TXT 4.4.6): no clock goes into the bytes.
const DOS_DATE = 0x21;

/** A ZIP archive in pieces (PKWARE APPNOTE.TXT 4.3). Each entry is compressed whole, so the pieces of one are freed after it. */
export function* zip(entries: Iterable<ZipEntry>): Iterable<Uint8Array> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, chunks } of entries) {
    const parts: Buffer[] = [];
    let size = 0;
    let crc = 0;
    for (const piece of blocks(chunks)) {
      crc = crc32Of(piece, crc);
      size += piece.length;
      parts.push(piece);
    }
    const data = deflateRawSync(Buffer.concat(parts), { level: 6 });
    const name = Buffer.from(path);
    const facts = describe(crc, data.length, size, name.length);
    const head = Buffer.concat([word(0x0403_4b50), facts, half(0), name]);
    yield head;
    yield data;
    const rest = Buffer.concat([half(0), half(0), half(0), half(0), word(0), word(offset)]);
    directory.push(Buffer.concat([word(0x0201_4b50), half(20), facts, rest, name]));
    offset += head.length + data.length;
  }
  const central = Buffer.concat(directory);
  const count = half(directory.length);
  yield central;
  yield Buffer.concat([word(0x0605_4b50), half(0), half(0), count, count, word(central.length), word(offset), half(0)]);
}

// Version 2.0, UTF-8 names, deflate, date, checksum, sizes: the part that local header and directory share.
function describe(crc: number, packed: number, size: number, nameLength: number): Buffer {
  return Buffer.concat([
    half(20),
    half(0x0800),
    half(8),
    half(0),
    half(DOS_DATE),
    word(crc),
    word(packed),
    word(size),
    half(nameLength),
  ]);
}

const BLOCK = 1 << 16; // UTF-16 code units

function* blocks(chunks: Iterable<string>): Iterable<Buffer> {
  let pending: string[] = [];
  let length = 0;
  for (const chunk of chunks) {
    pending.push(chunk);
    length += chunk.length;
    if (length < BLOCK) continue;
    yield Buffer.from(pending.join(''));
    pending = [];
    length = 0;
  }
  yield Buffer.from(pending.join(''));
}

function half(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
