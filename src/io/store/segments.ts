import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { Transform } from 'node:stream';
import { createGzip, gunzipSync } from 'node:zlib';
import type { Snapshot } from '../../domain/snapshot.ts';
import { isRecord } from '../../domain/values.ts';
import { renderSnapshot } from '../../report/snapshot.ts';
import { writeAtomicStream } from './atomic-file.ts';
import { storePaths } from './layout.ts';
import { StoreProblem } from './store-problem.ts';

/** Keeps the facts of one scan under the sha256 of their text, which is given back. The same facts are kept once. */
export async function saveSegment(store: string, snapshot: Snapshot): Promise<string> {
  const hash = createHash('sha256');
  const digestText = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(undefined, chunk);
    },
  });
  let digest = '';
  await writeAtomicStream(store, renderSnapshot(snapshot), [digestText, createGzip({ level: 6 })], () => {
    digest = hash.digest('hex');
    const path = storePaths.segment(store, digest);
    return existsSync(path) ? undefined : path;
  });
  return digest;
}

export function hasSegment(store: string, digest: string): boolean {
  return existsSync(storePaths.segment(store, digest));
}

// A snapshot of 300,000 components takes some 450 MB of text; more than this does not fit into one string.
const LARGEST_TEXT = 500_000_000;

/** The facts of a segment, checked against its name. @throws StoreProblem when it is missing, damaged or not what its name says */
export function loadSegment(store: string, digest: string): Snapshot {
  const path = `segments/${digest.slice(0, 2)}/${digest}.json.gz`;
  const bytes = readSegment(storePaths.segment(store, digest), path);
  if (createHash('sha256').update(bytes).digest('hex') !== digest)
    throw new StoreProblem(path, 'the segment is not what its name says: it was changed or damaged');
  const value: unknown = JSON.parse(bytes.toString('utf8'));
  if (isRecord(value) && value['schema'] === 'licet-snapshot/1') return value as unknown as Snapshot;
  throw new StoreProblem(path, 'the segment is not a snapshot of a version that is known here');
}

function readSegment(file: string, path: string): Buffer {
  try {
    return gunzipSync(readFileSync(file), { maxOutputLength: LARGEST_TEXT });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') throw new StoreProblem(path, 'the segment is missing');
    if (code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE')
      throw new StoreProblem(path, `the segment cannot be decompressed (${code})`);
    throw error;
  }
}
