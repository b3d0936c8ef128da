export interface Instruction {
  /** In upper case. */
  readonly name: string;
  readonly flags: ReadonlyMap<string, string>;
  readonly rest: string;
  readonly line: number;
}

/**
 * The instructions of a Dockerfile: continued lines are joined, comments and the bodies of here-documents left out
 * (docs.docker.com/reference/dockerfile: format, parser directives, here-documents).
 */
export function readInstructions(lines: readonly string[]): Instruction[] {
  const escape = escapeCharacter(lines);
  const out: Instruction[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const start = at;
    const parts: string[] = [];
    for (; at < lines.length; at += 1) {
      const row = lines[at] ?? '';
      // comments and, though deprecated, empty lines may stand between continued ones
      if (/^\s*(?:#|$)/.test(row)) {
        if (parts.length === 0) break;
        continue;
      }
      const trimmed = row.trimEnd();
      if (!trimmed.endsWith(escape)) {
        parts.push(trimmed);
        break;
      }
      parts.push(trimmed.slice(0, -1));
    }
    const instruction = toInstruction(parts.join('').trim(), start + 1);
    if (instruction === undefined) continue;
    out.push(instruction);
    at = skipHereDocuments(instruction, lines, at);
  }
  return out;
}

// Directives stand before everything else: `# escape=``.
function escapeCharacter(lines: readonly string[]): string {
  for (const row of lines) {
    const directive = /^\s*#\s*([\w-]+)\s*=\s*(\S+)\s*$/.exec(row);
    if (directive === null) break;
    if (directive[1]?.toLowerCase() === 'escape' && directive[2] === '`') return '`';
  }
  return '\\';
}

function toInstruction(text: string, line: number): Instruction | undefined {
  const match = /^([A-Za-z]+)(?:\s+(\S[\s\S]*))?$/.exec(text);
  if (match === null) return undefined;
  const flags = new Map<string, string>();
  let rest = match[2] ?? '';
  for (
    let flag = /^--([\w-]+)(?:=(\S*))?(?:\s+|$)/.exec(rest);
    flag !== null;
    flag = /^--([\w-]+)(?:=(\S*))?(?:\s+|$)/.exec(rest)
  ) {
    const key = flag[1] ?? '';
    flags.set(flags.has(key) ? `${key}#${flags.size}` : key, flag[2] ?? '');
    rest = rest.slice(flag[0].length);
  }
  return { name: (match[1] ?? '').toUpperCase(), flags, rest, line };
}

function skipHereDocuments({ name, rest }: Instruction, lines: readonly string[], at: number): number {
  if (name !== 'RUN' && name !== 'COPY' && name !== 'ADD') return at;
  let last = at;
  for (const [, dash, word] of rest.matchAll(/<<(-?)["']?([A-Za-z_]\w*)["']?/g)) {
    const ends = (row: string): boolean => (dash === '-' ? row.replace(/^\t+/, '') : row) === word;
    const end = lines.findIndex((row, index) => index > last && ends(row));
    // no end: `<<` was something else, such as a shift in shell arithmetic
    if (end !== -1) last = end;
  }
  return last;
}
