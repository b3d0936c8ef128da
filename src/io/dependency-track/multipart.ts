import { createHash } from 'node:crypto';
import type { Chunk } from '../write-output.ts';

/** A form as `multipart/form-data` (RFC 7578) whose last part is a file that is sent while it is made. */
export interface MultipartForm {
  readonly contentType: string;
  readonly body: AsyncIterable<Uint8Array>;
}

interface FormFile {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly chunks: Iterable<Chunk> | AsyncIterable<Chunk>;
}

export function multipart(fields: Readonly<Record<string, string>>, file: FormFile): MultipartForm {
  // Long enough that no document holds it, and the same for the same fields.
  const boundary = `licet-${createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 40)}`;
  return { contentType: `multipart/form-data; boundary=${boundary}`, body: body(boundary, fields, file) };
}

async function* body(boundary: string, fields: Readonly<Record<string, string>>, file: FormFile): AsyncIterable<Uint8Array> {
  for (const [name, value] of Object.entries(fields)) {
    yield Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`);
  }
  const disposition = `form-data; name="${quoted(file.field)}"; filename="${quoted(file.name)}"`;
  yield Buffer.from(`--${boundary}\r\nContent-Disposition: ${disposition}\r\nContent-Type: ${file.type}\r\n\r\n`);
  yield* blocks(file.chunks);
  yield Buffer.from(`\r\n--${boundary}--\r\n`);
}

const BLOCK = 1 << 16;

// One packet per component of an SBOM would be slow: pieces are put together first.
async function* blocks(chunks: Iterable<Chunk> | AsyncIterable<Chunk>): AsyncIterable<Uint8Array> {
  let pending: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk);
    pending.push(bytes);
    size += bytes.length;
    if (size < BLOCK) continue;
    yield Buffer.concat(pending);
    pending = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(pending);
}

// RFC 7578, 2 and the HTML standard: quotes and line breaks in names are percent-encoded.
function quoted(text: string): string {
  return text.replaceAll(/["\r\n]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
