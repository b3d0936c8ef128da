import { SbomProblem } from './sbom-problem.ts';

/**
 * The text of a document in pieces. UTF-8, or UTF-16 by its byte order mark or, without one, by the zero bytes around
 * its first character; XML may name another encoding in its declaration.
 */
export async function* decodeChunks(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let waiting: Uint8Array = new Uint8Array();
  for await (const chunk of chunks) {
    let bytes = chunk;
    if (decoder === undefined) {
      // The first bytes decide: wait until there are enough of them.
      bytes = concat(waiting, chunk);
      if (bytes.length < ENOUGH) {
        waiting = bytes;
        continue;
      }
      decoder = decoderFor(bytes);
    }
    const text = decode(decoder, bytes, true);
    if (text !== '') yield text;
  }
  if (decoder === undefined) {
    decoder = decoderFor(waiting);
    yield decode(decoder, waiting, true);
  }
  yield decode(decoder, new Uint8Array(), false);
}

const ENOUGH = 256;

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, stream: boolean): string {
  let text: string;
  try {
    text = decoder.decode(bytes, { stream });
  } catch {
    throw new SbomProblem('sbom-unparsable', `not valid ${decoder.encoding}`);
  }
  if (text.includes('\u0000')) throw new SbomProblem('sbom-unparsable', 'binary, or text in an unknown encoding');
  return text;
}

function decoderFor(bytes: Uint8Array): InstanceType<typeof TextDecoder> {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return fatal('utf-16le');
  if (first === 0xfe && second === 0xff) return fatal('utf-16be');
  // RFC 4627, section 3: where the zero bytes stand around two ASCII characters
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return fatal('utf-16le');
  if (first === 0 && second !== 0 && third === 0 && fourth !== 0) return fatal('utf-16be');
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, ENOUGH));
  const named = /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z][\w.:-]*)["']/.exec(start)?.[1];
  if (named === undefined) return fatal('utf-8');
  try {
    return fatal(named);
  } catch {
    throw new SbomProblem('sbom-unparsable', `the encoding \`${named}\` is not known`, 1);
  }
}

function fatal(encoding: string): InstanceType<typeof TextDecoder> {
  return new TextDecoder(encoding, { fatal: true });
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
