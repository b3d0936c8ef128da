/** Where a copyright notice may begin in a line. */
export interface Marker {
  readonly start: number;
  /** Behind the signs and words of the marker. */
  readonly end: number;
  /** The word "copyright" (or an SPDX tag) is there, not a sign alone. */
  readonly word: boolean;
  readonly sign: boolean;
  readonly tag: boolean;
}

const MARKER = /spdx-(?:file|snippet)copyrighttext:?|\bcopyrights?\b(?!-)|\bcopyrighted by\b|\bcopr\.|©|\(\s?c\s?\)(?!\s?\()/gi;
// What may stand between the word and the sign: "Copyright: (C)", "Copyright (c) by", "(c) Copyright".
const REST = /^(?:spdx-(?:file|snippet)copyrighttext:?|copyright(?:s|ed)?|copr\.|©|\(\s?c\s?\)|by\b|notice:|[\s:,.@-])+/i;

/** Could this text hold a notice at all? Cheap: most lines of most files end here. */
export function mayHoldNotice(text: string): boolean {
  return /opyright|opr\.|©|&copy|&#169|&#xa9|\(\s?c\s?\)|\\\(co/i.test(text);
}

/** All places of a line where a notice may begin, in order, none inside another. */
export function findMarkers(line: string): Marker[] {
  const markers: Marker[] = [];
  let free = 0;
  for (const match of line.matchAll(MARKER)) {
    if (match.index < free) continue;
    const rest = REST.exec(line.slice(match.index, match.index + 80))?.[0] ?? match[0];
    free = match.index + rest.length;
    markers.push({
      start: match.index,
      end: free,
      word: /copyright|copr\./i.test(rest),
      sign: /©|\(\s?c\s?\)/i.test(rest),
      tag: /^spdx-/i.test(rest),
    });
  }
  return markers;
}
