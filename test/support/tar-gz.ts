import { gzipSync } from 'node:zlib';

/** A tar.gz as simple as ustar allows. */
export function tarGz(files: Readonly<Record<string, string>>): Uint8Array {
  const text = (content: string): Uint8Array => new TextEncoder().encode(content);
  const blocks = Object.entries(files).map(([name, content]) => {
    const bytes = text(content);
    const block = new Uint8Array(512 + Math.ceil(bytes.length / 512) * 512);
    block.set(text(name.slice(0, 100)), 0);
    block.set(text(bytes.length.toString(8).padStart(11, '0')), 124);
    block.set(text('0'), 156);
    block.set(text('ustar'), 257);
    block.set(bytes, 512);
    return block;
  });
  return gzipSync(Buffer.concat([...blocks, new Uint8Array(1024)]));
}
