/** `*` matches any run of characters, in any case. Linear backtracking to the last star only: no pattern is slow. */
export function matchesGlob(pattern: string, text: string): boolean {
  return wild(
    Array.from(pattern.toLowerCase()),
    Array.from(text.toLowerCase()),
    (part) => part === '*',
    (part, item) => part === item,
  );
}

/** Paths: `**` is any number of segments, `*` anything inside one; `dir/` is everything below. */
export function matchesPath(pattern: string, path: string): boolean {
  const parts = (pattern.endsWith('/') ? `${pattern}**` : pattern).split('/');
  const items = path.split('/');
  return wild(parts, items, (part) => part === '**', segmentMatches);
}

function segmentMatches(part: string, segment: string): boolean {
  if (!part.includes('*')) return part === segment;
  return wild(
    Array.from(part),
    Array.from(segment),
    (char) => char === '*',
    (char, other) => char === other,
  );
}

function wild(
  pattern: readonly string[],
  items: readonly string[],
  isStar: (part: string) => boolean,
  same: (part: string, item: string) => boolean,
): boolean {
  let p = 0;
  let i = 0;
  let star = -1;
  let mark = 0;
  while (i < items.length) {
    const part = pattern[p];
    if (part !== undefined && isStar(part)) {
      star = p++;
      mark = i;
    } else if (part !== undefined && same(part, items[i] as string)) {
      p++;
      i++;
    } else if (star !== -1) {
      p = star + 1;
      i = ++mark;
    } else return false;
  }
  while (p < pattern.length && isStar(pattern[p] as string)) p++;
  return p === pattern.length;
}
