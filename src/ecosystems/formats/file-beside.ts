import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { FileProblem, type ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import type { Decoded } from './decoded.ts';

const CODE_OF = { unreadable: 'file-unreadable', 'too-large': 'file-too-large', 'not-text': 'file-not-text' } as const;

/** A text file that a reader looks at beside the one it claimed; `undefined` when there is none. What is wrong with it is data. */
export function fileBeside(path: string | undefined, fs: ReadOnlyFs): Decoded<ClaimedFile> | undefined {
  if (path === undefined) return undefined;
  try {
    const text = fs.text(path);
    if (text === undefined) return undefined;
    return { value: { path, text: () => text, bytes: () => fs.bytes(path) ?? new Uint8Array() } };
  } catch (error) {
    if (error instanceof FileProblem) return { problem: diagnostic(CODE_OF[error.reason], error.message, { path }) };
    throw error;
  }
}
