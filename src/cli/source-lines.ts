import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Finding } from '../domain/finding.ts';
import { findSourceLine, type SourceLine } from '../report/findings/source-line.ts';

const LARGEST = 64 * 1024 * 1024;

/** Looks up the lines that findings point to, reading each file once; a file that is not there shows no line. */
export function sourceLines(path: string, cwd: string): (finding: Finding) => SourceLine | undefined {
  const root = resolve(cwd, path);
  const known = new Map<string, readonly string[] | undefined>();
  return (finding) => {
    const file = finding.location.path;
    if (!known.has(file)) known.set(file, readLines(join(root, file)));
    const lines = known.get(file);
    return lines === undefined ? undefined : findSourceLine(finding, lines);
  };
}

/** Looks up lines of policy files, named as messages name them. */
export function policyLines(cwd: string): (file: string, line: number) => string | undefined {
  const known = new Map<string, readonly string[] | undefined>();
  return (file, line) => {
    if (!known.has(file)) known.set(file, readLines(resolve(cwd, file)));
    return known.get(file)?.[line - 1];
  };
}

function readLines(file: string): readonly string[] | undefined {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    return stats?.isFile() === true && stats.size <= LARGEST ? readFileSync(file, 'utf8').split(/\r?\n/) : undefined;
  } catch {
    return undefined;
  }
}
