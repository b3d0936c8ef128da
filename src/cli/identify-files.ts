import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { byCodeUnit } from '../domain/order.ts';
import { listFiles } from '../io/list-files.ts';
import { readEnds, readStandardInput } from '../io/read-ends.ts';
import { isSkipped } from '../io/skipped.ts';
import type { Identification } from '../licenses/detect/identification.ts';
import type { Identifier } from '../licenses/detect/identify.ts';
import { describedBySidecar } from '../licenses/detect/reuse.ts';
import { isReuseFile, readReuseFile, type ReuseFile, withReuse } from '../licenses/detect/reuse-statements.ts';
import { type FileEnds, HEAD_LIMIT, isBinary, TAIL_LIMIT } from '../licenses/detect/source-text.ts';

/** One file with what it carries, or why it was not looked at. */
export interface IdentifiedFile extends Identification {
  readonly path: string;
  readonly skipped?: 'binary' | 'unreadable';
  /** When the middle of a large file was left out. */
  readonly read?: { readonly bytes: number; readonly of: number };
}

const EMPTY: Identification = { detections: [] };

/** Identifies files, and all files below directories, in the order they were named; every file gives one row. */
export async function identifyFiles(
  paths: readonly string[],
  identifier: Identifier,
  onRow: (row: IdentifiedFile) => void,
): Promise<readonly Diagnostic[]> {
  const problems: Diagnostic[] = [];
  const one = (path: string, content: FileEnds | undefined, finish: (own: Identification) => Identification): void => {
    if (content === undefined) {
      problems.push(diagnostic('file-unreadable', 'the file cannot be opened, or is no regular file', { path }));
      return onRow({ path, ...EMPTY, skipped: 'unreadable' });
    }
    const row = { path, ...finish(isBinary(content) ? EMPTY : identifier.identify(content, { path })) };
    const read = content.head.length + content.tail.length;
    if (read < content.size)
      problems.push(
        diagnostic('text-read-in-part', `${read} of ${content.size} bytes were looked at, the two ends of the file`, { path }),
      );
    onRow({
      ...row,
      ...(row.detections.length === 0 && isBinary(content) && { skipped: 'binary' as const }),
      ...(read < content.size && { read: { bytes: read, of: content.size } }),
    });
  };
  for (const path of paths) {
    if (path === '-') one('-', readStandardInput(HEAD_LIMIT, TAIL_LIMIT), (own) => own);
    else if (isDirectory(path)) {
      const tree = await openFolder(path, problems);
      for (const file of tree.files) one(join(path, file), readFrom(path, file), (own) => tree.finish(file, own, identifier));
    } else one(path, readEnds(path, HEAD_LIMIT, TAIL_LIMIT), (own) => own);
  }
  return problems;
}

interface Folder {
  readonly files: readonly string[];
  finish(file: string, own: Identification, identifier: Identifier): Identification;
}

/** The files of a folder, with what REUSE says beside them. Sidecars speak for the file they describe. */
async function openFolder(root: string, problems: Diagnostic[]): Promise<Folder> {
  const isInstalled = isSkipped(resolve(root).replaceAll('\\', '/'));
  const listed = isInstalled ? listFiles(root) : await scannedFiles(root, problems);
  const reuse: ReuseFile[] = [];
  for (const path of listed.filter(isReuseFile)) {
    const content = readFrom(root, path);
    const file = content === undefined ? undefined : readReuseFile(path, Buffer.from(content.head).toString('utf8'));
    if (file !== undefined) reuse.push(file);
    else
      problems.push(
        diagnostic('reuse-file-unparsable', 'the statements of this REUSE file cannot be read', { path: join(root, path) }),
      );
  }
  const all = new Set(listed);
  const described = (path: string): string | undefined => {
    const target = describedBySidecar(path);
    return target !== undefined && all.has(target) ? target : undefined;
  };
  return {
    files: listed.filter((path) => described(path) === undefined),
    finish: (file, own, identifier) => {
      const sidecar = `${file}.license`;
      const content = all.has(sidecar) ? readFrom(root, sidecar) : undefined;
      const said =
        content === undefined
          ? isReuseFile(file)
            ? EMPTY
            : own
          : beside(identifier.identify(content, { path: sidecar }), join(root, sidecar));
      return withReuse(file, said, reuse);
    },
  };
}

function beside(said: Identification, path: string): Identification {
  return { ...said, detections: said.detections.map((detection) => ({ ...detection, path })) };
}

/** What a scan would list, loaded when it is needed. */
async function scannedFiles(root: string, problems: Diagnostic[]): Promise<readonly string[]> {
  const { openTree } = await import('../io/open-tree.ts');
  const tree = await openTree(root);
  problems.push(...tree.diagnostics);
  return tree.paths.filter((path) => !isDirectory(join(root, path))).toSorted(byCodeUnit);
}

function readFrom(root: string, path: string): FileEnds | undefined {
  return readEnds(join(root, path), HEAD_LIMIT, TAIL_LIMIT);
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
