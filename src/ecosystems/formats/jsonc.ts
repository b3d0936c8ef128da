import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../../diagnostics/codes.ts';
import type { Decoded } from './decoded.ts';
import { lineAt } from './json.ts';
import { mergeConflictLine } from './merge-conflict.ts';
import { isRecord, type UnknownRecord } from './values.ts';

/** Decodes JSON with comments and trailing commas, or says in one diagnostic what is wrong and where. */
export function readJsonc({ path, text }: { path: string; text: string }, failure: DiagnosticCode): Decoded<UnknownRecord> {
  if (text.trim() === '') return { problem: diagnostic(failure, 'the file is empty', { path, line: 1 }) };
  const conflict = mergeConflictLine(text);
  if (conflict !== undefined)
    return { problem: diagnostic('lockfile-merge-conflict', 'merge conflict markers', { path, line: conflict }) };
  const { value, error } = decode(text);
  if (error !== undefined)
    return { problem: diagnostic(failure, `not valid JSON: ${error.reason}`, { path, line: lineAt(text, error.offset) }) };
  if (!isRecord(value)) return { problem: diagnostic(failure, 'expected a JSON object at the top', { path, line: 1 }) };
  return { value };
}

// JSON.parse is many times faster, and lockfiles without comments and trailing commas are plain JSON
function decode(text: string): { value?: unknown; error?: { reason: string; offset: number } } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    const errors: ParseError[] = [];
    try {
      const value: unknown = parse(text, errors, { allowTrailingComma: true });
      const first = errors[0];
      if (first === undefined) return { value };
      return { error: { reason: printParseErrorCode(first.error), offset: first.offset } };
    } catch {
      return { error: { reason: 'nested too deeply', offset: 0 } };
    }
  }
}
