/**
 * Where a lockfile names its packages: 1-based, the first line with `"name": "vendor/package"`. Packages stand in a list,
 * and the JSON decoder forgets positions; nothing is concluded from a line but where to look.
 */
export function nameLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let line = 1;
  let counted = 0;
  for (const match of text.matchAll(/"name"\s*:\s*"([^"\\]+(?:\\?\/[^"\\]+)?)"/g)) {
    for (let at = text.indexOf('\n', counted); at !== -1 && at < match.index; at = text.indexOf('\n', at + 1)) {
      line += 1;
      counted = at + 1;
    }
    const name = (match[1] ?? '').replace(String.raw`\/`, '/').toLowerCase();
    if (!lines.has(name)) lines.set(name, line);
  }
  return lines;
}
