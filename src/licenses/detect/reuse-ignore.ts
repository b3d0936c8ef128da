const START = 'REUSE-IgnoreStart';
const END = 'REUSE-IgnoreEnd';

/** Blanks what stands between REUSE's ignore marks, places kept (https://reuse.software/spec-3.3 §2.3). */
export function blankIgnored(text: string): string {
  let start = text.indexOf(START);
  if (start < 0) return text;
  const parts: string[] = [];
  let from = 0;
  while (start >= 0) {
    const found = text.indexOf(END, start);
    const end = found < 0 ? text.length : found;
    parts.push(text.slice(from, start), text.slice(start, end).replaceAll(/[^\n]/g, ' '));
    from = end;
    start = text.indexOf(START, end);
  }
  return parts.join('') + text.slice(from);
}
