/** Where the keys of a JSON text stand. `JSON.parse` forgets positions and duplicate keys; this one pass keeps both. */
export interface JsonKeys {
  /** 1-based line of the key at a path, e.g. `line('packages', 'node_modules/a')`. */
  line(...path: readonly string[]): number | undefined;
  readonly duplicates: readonly { readonly key: string; readonly line: number }[];
}

const SEPARATOR = '\u0000';
const ELEMENT = '\u0001';
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;

/** Scans a text that `JSON.parse` accepted, recording keys of objects nested at most `depth` deep. Linear. */
export function scanJsonKeys(text: string, depth: number): JsonKeys {
  const lines = new Map<string, number>();
  const duplicates: { key: string; line: number }[] = [];
  const path: string[] = [];
  let level = 0; // how many objects and arrays are open
  let line = 1;
  let pending: string | undefined; // a string that is a key when a colon follows
  let pendingLine = 1;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case NEWLINE:
        line += 1;
        break;
      case QUOTE: {
        const end = closingQuote(text, at + 1);
        if (level <= depth) {
          pending = text.slice(at + 1, end);
          pendingLine = line;
        }
        at = end;
        break;
      }
      case 0x3a /* : */:
        if (level <= depth && pending !== undefined) {
          path.length = level - 1;
          path.push(unescape(pending));
          // elements of an array share a path, so keys below one are neither recorded nor compared
          if (path.includes(ELEMENT)) break;
          const key = path.join(SEPARATOR);
          if (lines.has(key)) duplicates.push({ key: path.at(-1) ?? '', line: pendingLine });
          lines.set(key, pendingLine);
        }
        break;
      case 0x7b /* { */:
      case 0x5b /* [ */:
        level += 1;
        if (text.charCodeAt(at) === 0x5b && level <= depth) path[level - 1] = ELEMENT;
        break;
      case 0x7d /* } */:
      case 0x5d /* ] */:
        level -= 1;
        break;
      default:
    }
  }
  return { line: (...keys) => lines.get(keys.join(SEPARATOR)), duplicates };
}

function closingQuote(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (end !== -1) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

function unescape(raw: string): string {
  return raw.includes('\\') ? String(JSON.parse(`"${raw}"`)) : raw;
}
