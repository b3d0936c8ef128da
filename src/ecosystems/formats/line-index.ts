/**
 * The 1-based line of the first match of each captured text, in one linear pass. The decoders of TOML and YAML forget
 * positions, and a scan by line is enough to show a person where to look: nothing is concluded from it.
 *
 *     indexLines('a = 1\nb = 2\n', /^(\w+) =/).get('b') // 2
 */
export function indexLines(text: string, pattern: RegExp): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let number = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    number += 1;
    // No tool writes what is looked for behind a thousand characters.
    const found = pattern
      .exec(text.slice(start, Math.min(end, start + 1000)))
      ?.slice(1)
      .find((group) => group !== undefined);
    if (found !== undefined && !lines.has(found)) lines.set(found, number);
    start = end + 1;
  }
  return lines;
}

/** The 1-based line of an offset, by binary search in the line ends. */
export function lineCounter(text: string): (at: number) => number {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) ends.push(at);
  return (at) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
