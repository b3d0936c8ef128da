import { parse, TomlError } from 'smol-toml';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../../diagnostics/codes.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import type { Decoded } from './decoded.ts';
import { mergeConflictLine } from './merge-conflict.ts';
import type { UnknownRecord } from './values.ts';

/** Decodes a TOML file, or says in one diagnostic what is wrong and where. */
export function readToml(file: ClaimedFile, failure: DiagnosticCode): Decoded<UnknownRecord> {
  const text = file.text();
  if (text.trim() === '') return { problem: diagnostic(failure, 'the file is empty', { path: file.path, line: 1 }) };
  try {
    return { value: parse(text, { integersAsBigInt: 'asNeeded' }) };
  } catch (error) {
    const conflict = mergeConflictLine(text);
    if (conflict !== undefined)
      return { problem: diagnostic('lockfile-merge-conflict', 'merge conflict markers', { path: file.path, line: conflict }) };
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unreadable';
    return {
      problem: diagnostic(failure, `not valid TOML: ${reason}`, {
        path: file.path,
        line: error instanceof TomlError ? error.line : 1,
      }),
    };
  }
}
