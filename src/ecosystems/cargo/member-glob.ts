/**
 * Whether a directory fits a pattern of `workspace.members`: `*` and `?` stay within a segment, `**` crosses segments.
 * Greedy with one point of return, so a hostile pattern costs no more than pattern times path.
 */
export function matchesMemberGlob(directory: string, pattern: string): boolean {
  return matchSequence(directory.split('/'), pattern.split('/'), '**', matchSegment);
}

export function isGlob(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

function matchSegment(segment: string, pattern: string): boolean {
  return matchSequence(segment.split(''), pattern.split(''), '*', (char, wanted) => wanted === '?' || wanted === char);
}

function matchSequence(
  items: readonly string[],
  pattern: readonly string[],
  any: string,
  matches: (item: string, wanted: string) => boolean,
): boolean {
  let at = 0;
  let wanted = 0;
  let lastAny = -1;
  let retryAt = 0;
  while (at < items.length) {
    const token = pattern[wanted];
    if (token === any) {
      lastAny = wanted;
      retryAt = at;
      wanted += 1;
    } else if (token !== undefined && matches(items[at] ?? '', token)) {
      at += 1;
      wanted += 1;
    } else if (lastAny >= 0) {
      retryAt += 1;
      at = retryAt;
      wanted = lastAny + 1;
    } else {
      return false;
    }
  }
  return pattern.slice(wanted).every((token) => token === any);
}
