/** A token of Python source, as far as literals need it. */
export interface PythonToken {
  readonly kind: 'string' | 'name' | 'mark' | 'newline' | 'other';
  /** The value of a string, the text of everything else. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

const SPACE = /[ \t\f]+|\\\r?\n|#[^\n]*/y;
const PREFIX = /([rRbBuUfF]{0,2})("""|'''|"|')/y;
const NAME = /[A-Za-z_]\w*/y;

/** Splits Python source into tokens without understanding it. Linear; an unfinished string ends the list. */
export function toTokens(source: string): readonly PythonToken[] {
  const tokens: PythonToken[] = [];
  let line = 1;
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  while (at < source.length) {
    const space = match(SPACE);
    if (space !== null) {
      if (space[0].endsWith('\n')) line += 1;
      at += space[0].length;
      continue;
    }
    const opening = match(PREFIX);
    if (opening !== null) {
      const [whole, prefix = '', quote = ''] = opening;
      const end = stringEnd(source, at + whole.length, quote);
      if (end === undefined) return tokens;
      const raw = source.slice(at + whole.length, end);
      // an f-string is computed
      const isPlain = !/f/i.test(prefix);
      tokens.push({ kind: isPlain ? 'string' : 'other', text: /r/i.test(prefix) ? raw : unescape(raw), line });
      line += raw.split('\n').length - 1;
      at = end + quote.length;
      continue;
    }
    const name = match(NAME);
    const text = name?.[0] ?? source[at] ?? '';
    const kind = name !== null ? 'name' : text === '\n' ? 'newline' : /[()[\]{},:=+.]/.test(text) ? 'mark' : 'other';
    if (text !== '\r') tokens.push({ kind, text, line });
    if (text === '\n') line += 1;
    at += text.length;
  }
  return tokens;
}

function stringEnd(source: string, from: number, quote: string): number | undefined {
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (quote.length === 1 && source[at] === '\n') return undefined;
    else if (source.startsWith(quote, at)) return at;
  }
  return undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"', '\n': '' };

function unescape(raw: string): string {
  return raw.replaceAll(/\\([\s\S])/g, (whole, character: string) => ESCAPES[character] ?? whole);
}
