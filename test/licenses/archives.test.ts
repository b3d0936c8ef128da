import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ARCHIVE_LIMITS, ArchiveProblem, safeEntryName } from '../../src/io/archives/limits.ts';
import { readTarGz } from '../../src/io/archives/tar-gz.ts';
import { readZipDirectory, readZipEntry, type ByteSource } from '../../src/io/archives/zip.ts';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const read = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const source = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: async (start, length) => Promise.resolve(bytes.subarray(start, start + length)),
});
async function* stream(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 100) yield await Promise.resolve(bytes.subarray(at, at + 100));
}

/** A tar of `[name, content, type]`, as simple as ustar allows. */
function tar(...files: readonly (readonly [name: string, content: string, type?: string])[]): Uint8Array {
  const blocks = files.map(([name, content, type = '0']) => {
    const block = new Uint8Array(512 + Math.ceil(content.length / 512) * 512);
    block.set(text(name.slice(0, 100)), 0);
    block.set(text(content.length.toString(8).padStart(11, '0')), 124);
    block.set(text(type), 156);
    block.set(text('ustar'), 257);
    block.set(text(content), 512);
    return block;
  });
  return gzipSync(Buffer.concat([...blocks, new Uint8Array(1024)]));
}

describe('zip', () => {
  it('reads stored and deflated entries', async () => {
    const zip = source(zipSync({ 'a/LICENSE': text('MIT '.repeat(50)), 'b.txt': [text('stored'), { level: 0 }] }));
    const entries = await readZipDirectory(zip, ARCHIVE_LIMITS);
    const contents = await Promise.all([...entries.values()].map(async (entry) => readZipEntry(zip, entry, ARCHIVE_LIMITS)));
    expect([...entries.keys()]).toEqual(['a/LICENSE', 'b.txt']);
    expect(contents.map(read)).toEqual(['MIT '.repeat(50), 'stored']);
  });

  it('refuses a bomb before it unpacks it', async () => {
    const zip = source(zipSync({ LICENSE: new Uint8Array(3_000_000) }));
    const [entry] = (await readZipDirectory(zip, ARCHIVE_LIMITS)).values();
    await expect(readZipEntry(zip, entry as never, ARCHIVE_LIMITS)).rejects.toThrow(/grows more than 200 times/);
  });

  it('does not unpack more than a lying header says', async () => {
    const bytes = zipSync({ LICENSE: new Uint8Array(3_000_000) });
    const zip = source(bytes);
    const [entry] = (await readZipDirectory(zip, ARCHIVE_LIMITS)).values();
    const lying = { ...(entry as NonNullable<typeof entry>), unpacked: 100 };
    await expect(readZipEntry(zip, lying, ARCHIVE_LIMITS)).rejects.toThrow(/does not unpack to its size/);
  });

  it('refuses a huge number of entries', async () => {
    const files = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}`, text('x')]));
    await expect(readZipDirectory(source(zipSync(files)), { ...ARCHIVE_LIMITS, entries: 49 })).rejects.toThrow(/50 entries/);
  });

  it('leaves out names that lead out of the archive', async () => {
    const zip = zipSync({
      '../LICENSE': text('x'),
      '/etc/LICENSE': text('x'),
      'a/../../LICENSE': text('x'),
      'C:\\LICENSE': text('x'),
      ok: text('x'),
    });
    expect([...(await readZipDirectory(source(zip), ARCHIVE_LIMITS)).keys()]).toEqual(['ok']);
    expect(safeEntryName('./a/b')).toBe('a/b');
  });

  it('gives a problem or entries for any damage, never another error', async () => {
    const good = zipSync({ 'a/LICENSE': text('MIT '.repeat(50)), b: text('x') });
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), async (at, byte, length) => {
        const bad = good.slice(0, length < 20 ? good.length : length);
        bad[at % bad.length] = byte;
        const zip = source(bad);
        try {
          for (const entry of (await readZipDirectory(zip, ARCHIVE_LIMITS)).values())
            await readZipEntry(zip, entry, ARCHIVE_LIMITS);
        } catch (error) {
          expect(error).toBeInstanceOf(ArchiveProblem);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('tar.gz', () => {
  const all = (): boolean => true;

  it('keeps the wanted files, also those with pax and GNU long names', async () => {
    const long = `package/${'d'.repeat(120)}/LICENSE`;
    const record = `${`${long.length + 10} path=${long}\n`.length} path=${long}\n`;
    const packed = tar(
      ['package/LICENSE', 'MIT'],
      ['PaxHeader', record, 'x'],
      ['cut', 'pax'],
      ['././@LongLink', long, 'L'],
      ['cut', 'gnu'],
      ['package/x.js', 'no'],
    );
    const files = await readTarGz(stream(packed), (name) => !name.endsWith('.js'), ARCHIVE_LIMITS);
    expect([...files].map(([name, bytes]) => [name, read(bytes)])).toEqual([
      ['package/LICENSE', 'MIT'],
      [long, 'gnu'],
    ]);
  });

  it('leaves out links and names that lead out', async () => {
    const files = await readTarGz(stream(tar(['../LICENSE', 'x'], ['link', '', '2'], ['ok', 'x'])), all, ARCHIVE_LIMITS);
    expect([...files.keys()]).toEqual(['ok']);
  });

  it('stops at a bomb and at too many entries', async () => {
    const bomb = gzipSync(new Uint8Array(20_000_000).fill(1));
    await expect(readTarGz(stream(bomb), all, ARCHIVE_LIMITS)).rejects.toBeInstanceOf(ArchiveProblem);
    const skipped = tar(['big', 'x'.repeat(9_000_000)]);
    await expect(readTarGz(stream(skipped), () => false, { ...ARCHIVE_LIMITS, totalBytes: 1_000_000 })).rejects.toThrow(
      /unpacks to more than/,
    );
    await expect(readTarGz(stream(tar(['a', ''], ['b', ''])), all, { ...ARCHIVE_LIMITS, entries: 1 })).rejects.toThrow(
      /more than 1 entries/,
    );
  });

  it('calls damage a problem', async () => {
    await expect(readTarGz(stream(text('not gzip at all')), all, ARCHIVE_LIMITS)).rejects.toBeInstanceOf(ArchiveProblem);
    await expect(
      readTarGz(stream(tar(['LICENSE', 'x'.repeat(3000)]).subarray(0, 60)), all, ARCHIVE_LIMITS),
    ).rejects.toBeInstanceOf(ArchiveProblem);
  });
});
