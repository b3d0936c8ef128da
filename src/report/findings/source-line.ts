import type { Finding } from '../../domain/finding.ts';

/** The line of a scanned file that carries the license text of a finding. */
export interface SourceLine {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  /** Where the judged text begins in `text`, in UTF-16 code units. */
  readonly start: number;
}

// An entry of a lockfile is short; further down another package begins.
const LINES_OF_AN_ENTRY = 60;

/**
 * Finds where the license of a finding is written: on the line of the package's entry or soon after it.
 * `lines` are those of `finding.location.path`.
 */
export function findSourceLine(finding: Finding, lines: readonly string[]): SourceLine | undefined {
  const { line } = finding.location;
  const { text } = finding.license;
  if (line === undefined || text === '') return undefined;
  for (let at = line - 1; at < Math.min(lines.length, line - 1 + LINES_OF_AN_ENTRY); at += 1) {
    const candidate = lines[at] ?? '';
    const start = candidate.indexOf(`"${text}"`);
    if (start !== -1 && candidate.length <= 400) return { line: at + 1, text: candidate, start: start + 1 };
    if (at >= line && /^\s{0,4}"(?:node_modules\/|packages\/)/.test(candidate)) return undefined;
  }
  return undefined;
}
