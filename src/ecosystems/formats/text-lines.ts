import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../../diagnostics/codes.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import type { Decoded } from './decoded.ts';
import { mergeConflictLine } from './merge-conflict.ts';

/** The lines of a file in a format of its own, without line ends; an empty file and merge conflict markers are a problem. */
export function readTextLines(file: ClaimedFile, failure: DiagnosticCode): Decoded<readonly string[]> {
  const text = file.text();
  const { path } = file;
  if (text.trim() === '') return { problem: diagnostic(failure, 'the file is empty', { path, line: 1 }) };
  const conflict = mergeConflictLine(text);
  if (conflict !== undefined)
    return { problem: diagnostic('lockfile-merge-conflict', 'merge conflict markers', { path, line: conflict }) };
  return { value: text.split(/\r?\n/) };
}
