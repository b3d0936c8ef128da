import { diagnostic, isFailure, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ReadOutcome } from '../domain/component-graph.ts';
import { FileProblem, type ReadOnlyCaches, type ReadOnlyFs } from '../domain/read-only-fs.ts';
import { unreadable, type ReadResult } from '../domain/read-result.ts';
import type { ClaimedFile, ReadGroup } from '../ecosystems/ecosystem.ts';
import { decodeSbom } from './decode-sbom.ts';
import type { PlannedRead } from '../discover/plan.ts';

export interface ReadContext {
  readonly fs: ReadOnlyFs;
  readonly paths: readonly string[];
  readonly caches: ReadOnlyCaches;
}

/** Runs the planned reads in order. A crash in one reader is a diagnostic for its files, and the rest goes on. */
export async function readAll(reads: readonly PlannedRead[], context: ReadContext, onRead: () => void): Promise<ReadOutcome[]> {
  const covered = new Set<string>();
  const outcomes: ReadOutcome[] = [];
  for (const read of reads) {
    const result = read.reader.wants === 'sbom' ? await readSbom(read, context) : readOne(read, context, { covered });
    for (const path of result.covers ?? []) covered.add(path);
    onRead();
    outcomes.push({ ecosystem: read.ecosystem.id, reader: read.reader.id, paths: read.paths, result });
  }
  return outcomes;
}

async function readSbom(read: PlannedRead, context: ReadContext): Promise<ReadResult> {
  try {
    const [path = ''] = read.paths;
    const sbom = await decodeSbom(claimedFile(path, context.fs));
    return readOne(read, context, { covered: new Set(), sbom });
  } catch (error) {
    return unreadable(describeCrash(error, read));
  }
}

function readOne(read: PlannedRead, context: ReadContext, extra: Pick<ReadGroup, 'covered' | 'sbom'>): ReadResult {
  try {
    const files = read.paths.map((path) => claimedFile(path, context.fs));
    return read.reader.read({ root: read.root, files, fs: context.fs, paths: context.paths, caches: context.caches, ...extra });
  } catch (error) {
    return unreadable(describeCrash(error, read));
  }
}

function claimedFile(path: string, fs: ReadOnlyFs): ClaimedFile {
  const gone = (): never => {
    throw new FileProblem(path, 'unreadable', 'not a regular file, or a link that leads out of the scanned directory');
  };
  return { path, text: () => fs.text(path) ?? gone(), bytes: () => fs.bytes(path) ?? gone() };
}

const CODE_OF_PROBLEM = { unreadable: 'file-unreadable', 'too-large': 'file-too-large', 'not-text': 'file-not-text' } as const;

function describeCrash(error: unknown, read: PlannedRead): Diagnostic {
  if (error instanceof FileProblem) return diagnostic(CODE_OF_PROBLEM[error.reason], error.message, { path: error.path });
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return diagnostic('reader-crashed', `reader \`${read.reader.id}\` failed: ${reason}`, { path: read.paths[0] });
}

/** Paths that count as not read. */
export function failedPaths(outcomes: readonly ReadOutcome[]): ReadonlySet<string> {
  return new Set(
    outcomes.flatMap((outcome) =>
      outcome.result.diagnostics.filter(isFailure).map((item) => item.path ?? outcome.paths[0] ?? ''),
    ),
  );
}
