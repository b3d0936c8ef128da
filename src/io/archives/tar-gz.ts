import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { ArchiveProblem, safeEntryName, type ArchiveLimits } from './limits.ts';

const BLOCK = 512;

/**
 * Unpacks the files of a tar.gz that `wanted` accepts, in one streamed pass; everything else is skipped and not kept.
 * Header fields: POSIX ustar (pax, IEEE 1003.1), with pax `path` records and GNU long names. @throws ArchiveProblem
 */
export async function readTarGz(
  packed: AsyncIterable<Uint8Array>,
  wanted: (name: string) => boolean,
  limits: ArchiveLimits,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const input = Readable.from(packed);
  const stream = input.pipe(createGunzip());
  input.on('error', (error) => stream.destroy(error));
  const reader = new ByteReader(stream, limits.totalBytes * 4);
  let entries = 0;
  let kept = 0;
  let longName: string | undefined;
  try {
    for (;;) {
      const header = await reader.take(BLOCK);
      if (header === undefined || header.every((byte) => byte === 0)) return files;
      entries += 1;
      if (entries > limits.entries) throw new ArchiveProblem(`more than ${limits.entries} entries`);
      const size = sizeOf(header);
      const padded = Math.ceil(size / BLOCK) * BLOCK;
      const type = String.fromCodePoint(header[156] ?? 0);
      if (type === 'x' || type === 'L') {
        if (size > 64 * 1024) throw new ArchiveProblem('an extended header is too large');
        const body = (await reader.take(padded))?.subarray(0, size);
        if (body === undefined) throw new ArchiveProblem('the archive is cut off');
        longName = type === 'x' ? (paxPath(body) ?? longName) : fieldOf(body, 0, body.length);
        continue;
      }
      const name = safeEntryName(longName ?? nameOf(header));
      longName = undefined;
      const isFile = type === '0' || type === '\u0000';
      if (!isFile || name === undefined || !wanted(name) || size > limits.entryBytes) {
        await reader.skip(padded);
        continue;
      }
      kept += size;
      if (kept > limits.totalBytes) throw new ArchiveProblem(`more than ${limits.totalBytes} bytes to keep`);
      const body = await reader.take(padded);
      if (body === undefined) throw new ArchiveProblem('the archive is cut off');
      files.set(name, body.slice(0, size));
    }
  } catch (error) {
    if (error instanceof ArchiveProblem) throw error;
    throw new ArchiveProblem('not a tar.gz, or damaged');
  } finally {
    stream.destroy();
    input.destroy();
  }
}

// A class because it is constructed over a stream and closed with it.
class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #limit: number;
  #held: Uint8Array = new Uint8Array();
  #total = 0;

  constructor(stream: AsyncIterable<Uint8Array>, limit: number) {
    this.#chunks = stream[Symbol.asyncIterator]();
    this.#limit = limit;
  }

  async #next(): Promise<Uint8Array | undefined> {
    const { value, done } = await this.#chunks.next();
    if (done === true) return undefined;
    this.#total += value.length;
    if (this.#total > this.#limit) throw new ArchiveProblem(`unpacks to more than ${this.#limit} bytes`);
    return value;
  }

  async take(length: number): Promise<Uint8Array | undefined> {
    const out = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      if (this.#held.length === 0) {
        const chunk = await this.#next();
        if (chunk === undefined) return undefined;
        this.#held = chunk;
      }
      const part = this.#held.subarray(0, length - filled);
      out.set(part, filled);
      filled += part.length;
      this.#held = this.#held.subarray(part.length);
    }
    return out;
  }

  async skip(length: number): Promise<void> {
    let left = length;
    while (left > 0) {
      if (this.#held.length === 0) {
        const chunk = await this.#next();
        if (chunk === undefined) return;
        this.#held = chunk;
      }
      const part = Math.min(left, this.#held.length);
      this.#held = this.#held.subarray(part);
      left -= part;
    }
  }
}

function fieldOf(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end));
}

function nameOf(header: Uint8Array): string {
  const name = fieldOf(header, 0, 100);
  const prefix = fieldOf(header, 257, 5) === 'ustar' ? fieldOf(header, 345, 155) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function sizeOf(header: Uint8Array): number {
  const text = fieldOf(header, 124, 12).trim();
  if (!/^[0-7]*$/.test(text)) throw new ArchiveProblem('an entry has no readable size');
  return text === '' ? 0 : Number.parseInt(text, 8);
}

// Records are `<length> <key>=<value>\n`.
function paxPath(body: Uint8Array): string | undefined {
  for (let at = 0; at < body.length;) {
    const space = body.indexOf(0x20, at);
    if (space === -1) return undefined;
    const length = Number(fieldOf(body, at, space - at));
    if (!Number.isInteger(length) || length <= 0) return undefined;
    const record = new TextDecoder().decode(body.subarray(space + 1, at + length - 1));
    if (record.startsWith('path=')) return record.slice('path='.length);
    at += length;
  }
  return undefined;
}
