import { defineScalarTag, FAILSAFE_SCHEMA, loadAll, mapTag, seqTag, YAMLException } from 'js-yaml';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../../diagnostics/codes.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import type { Decoded } from './decoded.ts';
import { indentClosings, indentLine } from './flow-indentation.ts';
import { mergeConflictLine } from './merge-conflict.ts';

// `!reference [job, image]`, `!reset`, `!Ref`: a tag of one tool says how it reads a value; the value is what is written.
const OF_ANY_TOOL = { matchByTagPrefix: true, identify: () => false } as const;
const SCHEMA = FAILSAFE_SCHEMA.withTags(
  defineScalarTag('!', { ...OF_ANY_TOOL, resolve: (source) => source }),
  { ...seqTag, ...OF_ANY_TOOL, tagName: '!' },
  { ...mapTag, ...OF_ANY_TOOL, tagName: '!' },
);

/**
 * Decodes all documents of a YAML file with every scalar kept as text: `version: 1.10` must stay `1.10`.
 * Shared references (aliases) are not expanded, so an alias bomb costs nothing until somebody walks it:
 * readers look up keys, they never walk a whole tree.
 * With `tolerated` a key may stand twice, as package managers let it after a merge: the last one counts, and that is said.
 */
export function readYaml(file: ClaimedFile, failure: DiagnosticCode, tolerated?: Diagnostic[]): Decoded<readonly unknown[]> {
  const text = file.text();
  if (text.trim() === '') return { problem: diagnostic(failure, 'the file is empty', { path: file.path, line: 1 }) };
  try {
    return { value: loadIndented(text) };
  } catch (error) {
    const conflict = mergeConflictLine(text);
    if (conflict !== undefined)
      return { problem: diagnostic('lockfile-merge-conflict', 'merge conflict markers', { path: file.path, line: conflict }) };
    if (error instanceof YAMLException) {
      if (tolerated !== undefined && error.reason === 'duplicated mapping key') {
        const line = (error.mark?.line ?? 0) + 1;
        tolerated.push(
          diagnostic('lockfile-duplicate-key', 'a key stands twice; the last one counts', { path: file.path, line }),
        );
        return decodeLenient(text, file, failure);
      }
      return {
        problem: diagnostic(failure, `not valid YAML: ${error.reason}`, { path: file.path, line: (error.mark?.line ?? 0) + 1 }),
      };
    }
    return {
      problem: diagnostic(failure, `not valid YAML: ${error instanceof Error ? error.message : 'unreadable'}`, {
        path: file.path,
        line: 1,
      }),
    };
  }
}

const MOST_REPAIRS = 16;

// A file whose flow collections are not indented as YAML asks is read by all tools that its authors have; so it is here.
function loadIndented(written: string): unknown[] {
  let text = written;
  for (let repairs = 0; ; repairs += 1) {
    try {
      return loadAll(text, { schema: SCHEMA });
    } catch (error) {
      const line = error instanceof YAMLException && error.reason === 'deficient indentation' ? error.mark?.line : undefined;
      if (line === undefined || repairs === MOST_REPAIRS) throw error;
      text = repairs === 0 ? indentClosings(text) : indentLine(text, line);
    }
  }
}

// `json`: YAML as JSON.parse reads it, where a key may come again.
function decodeLenient(text: string, { path }: ClaimedFile, failure: DiagnosticCode): Decoded<readonly unknown[]> {
  try {
    return { value: loadAll(text, { schema: SCHEMA, json: true }) };
  } catch (error) {
    const reason = error instanceof YAMLException ? error.reason : 'unreadable';
    return { problem: diagnostic(failure, `not valid YAML: ${reason}`, { path, line: 1 }) };
  }
}
