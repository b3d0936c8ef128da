import { FileProblem } from '../domain/read-only-fs.ts';

/** Decodes UTF-8, or UTF-16 with a byte order mark; the mark itself is dropped. */
export function decodeText(path: string, bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (text.includes('\u0000')) throw new TypeError('NUL');
    return text;
  } catch {
    throw new FileProblem(path, 'not-text', 'binary, or text in an unknown encoding');
  }
}
