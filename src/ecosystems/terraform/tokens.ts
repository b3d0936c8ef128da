export interface Token {
  /** `text` is a quoted string, `template` one that holds `${…}` or a here-document. */
  readonly kind: 'name' | 'text' | 'template' | 'mark' | 'newline';
  readonly value: string;
  readonly line: number;
}

const PATTERN =
  /[ \t\r]+|(?<newline>\n)|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|(?<name>[A-Za-z_][\w.-]*|\d[\w.+-]*)|<<[-~]?(?<word>[A-Za-z_][\w-]*)[^\n]*|(?<mark>[\s\S])/y;

/** The tokens of a file in HCL native syntax (hashicorp/hcl, spec.md), as far as blocks with literal values need them. */
export function* hclTokens(text: string): Generator<Token> {
  let line = 1;
  for (let at = 0; at < text.length;) {
    const token = tokenAt(text, at);
    if (token.kind !== undefined) yield { kind: token.kind, value: token.value, line };
    for (let i = at; i < token.end; i += 1) if (text.charCodeAt(i) === 10) line += 1;
    at = token.end;
  }
}

interface Found {
  readonly kind: Token['kind'] | undefined;
  readonly value: string;
  readonly end: number;
}

function tokenAt(text: string, at: number): Found {
  if (text.charCodeAt(at) === 0x22) return stringAt(text, at);
  PATTERN.lastIndex = at;
  const match = PATTERN.exec(text);
  const { newline, name, word, mark } = match?.groups ?? {};
  const end = PATTERN.lastIndex;
  if (match === null) return { kind: undefined, value: '', end: at + 1 };
  if (newline !== undefined) return { kind: 'newline', value: '\n', end };
  if (name !== undefined) return { kind: 'name', value: name, end };
  if (word !== undefined) return { kind: 'template', value: '', end: hereDocumentEnd(text, end, word) };
  return { kind: mark === undefined ? undefined : 'mark', value: mark ?? '', end };
}

// Quotes may stand inside an interpolation: "${var.a["x"]}".
function stringAt(text: string, from: number): Found {
  let depth = 0;
  let isTemplate = false;
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '\n') return { kind: 'template', value: '', end: at };
    else if ((character === '$' || character === '%') && text[at + 1] === '{') {
      // `$${` is a literal one
      if (text[at - 1] !== character) {
        isTemplate = true;
        depth += 1;
      }
      at += 1;
    } else if (character === '{' && depth > 0) depth += 1;
    else if (character === '}' && depth > 0) depth -= 1;
    else if (character === '"' && depth === 0) {
      const raw = text.slice(from + 1, at);
      return { kind: isTemplate ? 'template' : 'text', value: raw.replaceAll(/\\(["\\])/g, '$1'), end: at + 1 };
    }
  }
  return { kind: 'template', value: '', end: text.length };
}

function hereDocumentEnd(text: string, from: number, word: string): number {
  for (let at = from; at !== -1 && at < text.length; at = text.indexOf('\n', at + 1)) {
    const next = text.indexOf('\n', at + 1);
    if (text.slice(at + 1, next === -1 ? text.length : next).trim() === word) return next === -1 ? text.length : next;
  }
  return text.length;
}
