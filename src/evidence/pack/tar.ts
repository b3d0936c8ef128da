const BLOCK = 512;

/** A file of an archive. */
export interface TarEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface ReadTar {
  readonly entries: readonly TarEntry[];
  /** What is not as `writeTar` writes it; each names the file it is about. */
  readonly problems: readonly string[];
}

/**
 * An uncompressed ustar archive (POSIX.1-1988) without anything of this machine: no times, no owners, no order of its
 * own. Not compressed, because two builds of zlib write two different streams.
 */
export function writeTar(entries: readonly TarEntry[]): Uint8Array {
  const parts = entries.flatMap(({ path, bytes }) => [headerOf(path, bytes.length), bytes, padding(bytes.length)]);
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

/** Reads such an archive; a header that says anything else than `writeTar` would is a problem, and so is anything behind it. */
export function readTar(archive: Uint8Array): ReadTar {
  const buffer = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const entries: TarEntry[] = [];
  const problems: string[] = [];
  const seen = new Set<string>();
  let at = 0;
  while (at + BLOCK <= buffer.length && buffer[at] !== 0) {
    const header = buffer.subarray(at, at + BLOCK);
    const path = pathOf(header);
    const size = Number.parseInt(textOf(header, 124, 12), 8);
    if (!Number.isInteger(size) || size < 0 || at + BLOCK + size > buffer.length) {
      problems.push(`${path}: its entry in the archive is cut off or unreadable`);
      return { entries, problems };
    }
    const bytes = buffer.subarray(at + BLOCK, at + BLOCK + size);
    const end = at + BLOCK + size + padding(size).length;
    if (!isWritable(path) || !header.equals(headerOf(path, size))) problems.push(`${path}: the header of its entry was changed`);
    if (buffer.subarray(at + BLOCK + size, end).some((byte) => byte !== 0))
      problems.push(`${path}: the padding behind it was changed`);
    if (seen.has(path)) problems.push(`${path}: it is in the archive twice`);
    seen.add(path);
    entries.push({ path, bytes });
    at = end;
  }
  const rest = buffer.subarray(at);
  if (rest.length !== 2 * BLOCK || rest.some((byte) => byte !== 0)) problems.push('the end of the archive was changed');
  return { entries, problems };
}

function headerOf(path: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  const { name, prefix } = splitPath(path);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(prefix, 345);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

// A name has 100 bytes, and 155 more for the directories before it.
function splitPath(path: string): { readonly name: string; readonly prefix: string } {
  if (Buffer.byteLength(path) <= 100) return { name: path, prefix: '' };
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    const [prefix, name] = [path.slice(0, slash), path.slice(slash + 1)];
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(name) <= 100) return { name, prefix };
  }
  throw new RangeError(`no room for the path in an archive: ${path}`);
}

function isWritable(path: string): boolean {
  try {
    splitPath(path);
    return true;
  } catch {
    return false;
  }
}

function pathOf(header: Buffer): string {
  const [prefix, name] = [textOf(header, 345, 155), textOf(header, 0, 100)];
  return prefix === '' ? name : `${prefix}/${name}`;
}

function textOf(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field
    .subarray(0, end === -1 ? length : end)
    .toString('utf8')
    .trim();
}

function padding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}
