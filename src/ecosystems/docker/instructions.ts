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
  const ends = lastLines(lines);
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
    at = skipHereDocuments(instruction, lines, { at, ends });
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

// Where each line stands last, so that a here-document without an end costs no search.
interface LastLines {
  readonly exact: ReadonlyMap<string, number>;
  readonly untabbed: ReadonlyMap<string, number>;
}

function lastLines(lines: readonly string[]): LastLines {
  return {
    exact: new Map(lines.map((row, index) => [row, index])),
    untabbed: new Map(lines.map((row, index) => [withoutTabs(row), index])),
  };
}

function withoutTabs(row: string): string {
  return row.replace(/^\t+/, '');
}

function skipHereDocuments({ name, rest }: Instruction, lines: readonly string[], last: { at: number; ends: LastLines }): number {
  let { at } = last;
  if (name !== 'RUN' && name !== 'COPY' && name !== 'ADD') return at;
  for (const [, dash, word = ''] of rest.matchAll(/<<(-?)["']?([A-Za-z_]\w*)["']?/g)) {
    const isTabbed = dash === '-';
    // no end: `<<` was something else, such as a shift in shell arithmetic
    if (((isTabbed ? last.ends.untabbed : last.ends.exact).get(word) ?? -1) <= at) continue;
    do at += 1;
    while ((isTabbed ? withoutTabs(lines[at] ?? '') : lines[at]) !== word);
  }
  return at;
}
