import type { SourceText } from './source-text.ts';

/** The byte range and the lines of a stretch of text. */
export function placeOf(
  source: SourceText,
  start: number,
  end: number,
): { bytes: readonly [number, number]; lines: readonly [number, number] } {
  const { text } = source;
  const first = countLines(text, 0, start) + 1;
  const last = first + countLines(text, start, end);
  return { bytes: [toByte(source, start), toByte(source, end)], lines: [first, last] };
}

function toByte(source: SourceText, at: number): number {
  const { text, encoding, cut } = source;
  if (encoding === 'utf16le') return 2 + at * 2;
  const skipped = cut !== undefined && at > cut.at ? cut.skippedBytes - 1 : 0;
  return (encoding === 'latin1' ? at : Buffer.byteLength(text.slice(0, at))) + skipped;
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
