import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../../diagnostics/codes.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import type { Decoded } from './decoded.ts';
import { mergeConflictLine } from './merge-conflict.ts';
import { scanJsonKeys, type JsonKeys } from './json-keys.ts';
import { isRecord, type UnknownRecord } from './values.ts';

export interface JsonDocument {
  readonly root: UnknownRecord;
  /** Lines of keys down to the depth that was asked for. */
  readonly keys: JsonKeys;
  readonly diagnostics: readonly Diagnostic[];
}

/** Decodes a JSON file whose root is an object, or says in one diagnostic what is wrong and where. */
export function readJson(file: ClaimedFile, options: { failure: DiagnosticCode; keyDepth: number }): Decoded<JsonDocument> {
  const { value, problem } = readJsonValue(file, options.failure);
  if (problem !== undefined) return { problem };
  if (!isRecord(value)) {
    return { problem: diagnostic(options.failure, 'expected a JSON object at the top', { path: file.path, line: 1 }) };
  }
  const keys = scanJsonKeys(file.text(), options.keyDepth);
  const diagnostics = keys.duplicates.map(({ key, line }) =>
    diagnostic('lockfile-duplicate-key', `key \`${key}\` stands twice; the last one counts`, { path: file.path, line }),
  );
  return { value: { root: value, keys, diagnostics } };
}

/** Decodes a JSON file whatever its root is. */
export function readJsonValue(file: ClaimedFile, failure: DiagnosticCode): Decoded<unknown> {
  const text = file.text();
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { problem: describeFailure(text, file.path, failure, error) };
  }
}

function describeFailure(text: string, path: string, code: DiagnosticCode, error: unknown): Diagnostic {
  const conflict = mergeConflictLine(text);
  if (conflict !== undefined) {
    return diagnostic('lockfile-merge-conflict', 'merge conflict markers', { path, line: conflict });
  }
  if (text.trim() === '') return diagnostic(code, 'the file is empty', { path, line: 1 });
  const reason = error instanceof Error ? error.message : 'not JSON';
  return diagnostic(code, `not valid JSON: ${reason}`, { path, line: failureLine(text, reason) });
}

// V8 says "at position 123" or, at the end of the text, "Unexpected end of JSON input".
function failureLine(text: string, reason: string): number {
  const position = /at position (\d+)/.exec(reason)?.[1];
  return lineAt(text, position === undefined ? text.length : Number(position));
}

/** 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
