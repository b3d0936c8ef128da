import { inflateRawSync } from 'node:zlib';
import { ArchiveProblem, safeEntryName, type ArchiveLimits } from './limits.ts';

// Structures and offsets: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (central), 4.3.16 (end), 4.3.14 (zip64).
const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

/** Reads a range of the archive; shorter than asked for at its end. */
export interface ByteSource {
  readonly size: number;
  read(start: number, length: number): Promise<Uint8Array>;
}

export interface ZipEntry {
  readonly name: string;
  readonly packed: number;
  readonly unpacked: number;
  readonly method: number;
  readonly encrypted: boolean;
  readonly offset: number;
}

/** The files a zip's central directory lists. Only that directory is read. @throws ArchiveProblem */
export async function readZipDirectory(source: ByteSource, limits: ArchiveLimits): Promise<ReadonlyMap<string, ZipEntry>> {
  if (source.size > limits.archiveBytes) throw new ArchiveProblem(`the archive has ${source.size} bytes`);
  const tailLength = Math.min(source.size, END_SIZE + LONGEST_COMMENT);
  const tailStart = source.size - tailLength;
  const tail = viewOf(await source.read(tailStart, tailLength));
  const end = findEnd(tail);
  const count = tail.getUint16(end + 10, true);
  const length = tail.getUint32(end + 12, true);
  const start = tail.getUint32(end + 16, true);
  if (count === 0xffff || length === 0xffffffff || start === 0xffffffff) throw new ArchiveProblem('zip64 is not read');
  if (count > limits.entries) throw new ArchiveProblem(`${count} entries are more than the ${limits.entries} that are read`);
  if (start + length > tailStart + end) throw new ArchiveProblem('the central directory leads out of the archive');
  return entriesOf(viewOf(await source.read(start, length)), limits);
}

function findEnd(tail: DataView): number {
  for (let at = tail.byteLength - END_SIZE; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) === END_SIGNATURE && at + END_SIZE + tail.getUint16(at + 20, true) === tail.byteLength)
      return at;
  }
  throw new ArchiveProblem('no end of central directory: not a zip, or cut off');
}

function entriesOf(directory: DataView, limits: ArchiveLimits): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  let seen = 0;
  while (at + 46 <= directory.byteLength && directory.getUint32(at, true) === CENTRAL_SIGNATURE) {
    seen += 1;
    if (seen > limits.entries) throw new ArchiveProblem(`more than ${limits.entries} entries`);
    const nameLength = directory.getUint16(at + 28, true);
    const next = at + 46 + nameLength + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
    if (at + 46 + nameLength > directory.byteLength) throw new ArchiveProblem('the central directory is cut off');
    const name = safeEntryName(textOf(directory, at + 46, nameLength));
    // Of two equal names the first counts; unpackers disagree, so only that it is always the same matters.
    if (name !== undefined && !name.endsWith('/') && !entries.has(name)) {
      entries.set(name, {
        name,
        method: directory.getUint16(at + 10, true),
        encrypted: (directory.getUint16(at + 8, true) & ENCRYPTED) !== 0,
        packed: directory.getUint32(at + 20, true),
        unpacked: directory.getUint32(at + 24, true),
        offset: directory.getUint32(at + 42, true),
      });
    }
    at = next;
  }
  return entries;
}

/** Unpacks one entry. Sizes are checked before and enforced while unpacking, so a lying header gains nothing. @throws ArchiveProblem */
export async function readZipEntry(source: ByteSource, entry: ZipEntry, limits: ArchiveLimits): Promise<Uint8Array> {
  if (entry.encrypted) throw new ArchiveProblem(`\`${entry.name}\` is encrypted`);
  if (entry.unpacked > limits.entryBytes) throw new ArchiveProblem(`\`${entry.name}\` unpacks to ${entry.unpacked} bytes`);
  if (entry.packed > limits.entryBytes) throw new ArchiveProblem(`\`${entry.name}\` has ${entry.packed} packed bytes`);
  if (entry.unpacked > Math.max(entry.packed, 1) * limits.ratio) {
    throw new ArchiveProblem(`\`${entry.name}\` grows more than ${limits.ratio} times`);
  }
  const header = viewOf(await source.read(entry.offset, 30));
  if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL_SIGNATURE) {
    throw new ArchiveProblem(`\`${entry.name}\` is not where the directory says`);
  }
  const start = entry.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const packed = await source.read(start, entry.packed);
  if (packed.length !== entry.packed) throw new ArchiveProblem(`\`${entry.name}\` is cut off`);
  if (entry.method === STORED) return packed;
  if (entry.method !== DEFLATED) throw new ArchiveProblem(`\`${entry.name}\` is packed with method ${entry.method}`);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(entry.unpacked, 1) });
  } catch {
    throw new ArchiveProblem(`\`${entry.name}\` does not unpack to its size`);
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

// Names are UTF-8 or code page 437; for the names we look for both are ASCII.
function textOf(view: DataView, offset: number, length: number): string {
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + offset, length));
}
