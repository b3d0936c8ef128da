const LONGEST = 2000;

/**
 * Where a pyproject.toml says things, 1-based: `[table]`, `[table] key` and `"text"` for the first place of each. The TOML decoder
 * forgets positions, and a scan by line is enough to show a person where to look: nothing is concluded from it.
 */
export function declarationLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const add = (key: string, line: number): void => {
    if (!lines.has(key)) lines.set(key, line);
  };
  let table = '';
  for (const [index, content] of text.split('\n').entries()) {
    if (content.length > LONGEST) continue;
    const header = /^\s*\[+([^[\]]+)\]/.exec(content)?.[1];
    if (header !== undefined) {
      table = header.trim();
      add(`[${table}]`, index + 1);
      continue;
    }
    const key = /^\s*["']?([\w.-]+)["']?\s*=/.exec(content)?.[1];
    if (key !== undefined) add(`[${table}] ${key}`, index + 1);
    for (const [, , quoted] of content.matchAll(/(["'])(.+?)\1/g)) add(`"${quoted}"`, index + 1);
  }
  return lines;
}
