import type { PythonToken } from './python-tokens.ts';

/** A value that stands in the source as it is; everything that would have to be computed is `undefined`. */
export type Literal =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'list'; readonly items: readonly (Literal | undefined)[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [key: string, value: Literal | undefined])[] };

export interface Parsed {
  readonly value: Literal | undefined;
  /** Index of the token after it. */
  readonly next: number;
}

export type Names = ReadonlyMap<string, Literal>;

const DEEPEST = 20;
/** Names may double a value with every line. */
const LONGEST = 2000;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Parses one expression that ends at a comma, a closing bracket or, outside of brackets, a line break. */
export function parseLiteral(tokens: readonly PythonToken[], from: number, names: Names, depth = 0): Parsed {
  const first = parseOperand(tokens, from, names, depth);
  let { value, next } = first;
  while (isMark(tokens[next], '+')) {
    const right = parseOperand(tokens, next + 1, names, depth);
    value = concat(value, right.value);
    next = right.next;
  }
  if (isEnd(tokens[next])) return { value, next };
  return { value: undefined, next: skipExpression(tokens, next, depth) };
}

function parseOperand(tokens: readonly PythonToken[], from: number, names: Names, depth: number): Parsed {
  const at = skipLines(tokens, from, depth);
  const token = tokens[at];
  if (token === undefined || depth > DEEPEST) return { value: undefined, next: skipExpression(tokens, at, depth) };
  if (token.kind === 'string') return parseStrings(tokens, at, depth);
  if (token.kind === 'name') {
    const next = skipLines(tokens, at + 1, depth);
    return { value: names.get(token.text), next };
  }
  if (isMark(token, '[') || isMark(token, '(')) return parseList(tokens, at, names, depth);
  if (isMark(token, '{')) return parseDict(tokens, at, names, depth);
  return { value: undefined, next: skipExpression(tokens, at, depth) };
}

// strings that stand side by side are one
function parseStrings(tokens: readonly PythonToken[], from: number, depth: number): Parsed {
  const line = tokens[from]?.line ?? 1;
  let text = '';
  let at = from;
  while (tokens[at]?.kind === 'string') {
    text += tokens[at]?.text ?? '';
    at = skipLines(tokens, at + 1, depth);
  }
  return { value: { kind: 'text', text, line }, next: at };
}

function parseList(tokens: readonly PythonToken[], from: number, names: Names, depth: number): Parsed {
  const closing = CLOSING[tokens[from]?.text ?? ''] ?? ')';
  const items: (Literal | undefined)[] = [];
  let commas = 0;
  let at = skipLines(tokens, from + 1, depth + 1);
  while (at < tokens.length && !isMark(tokens[at], closing)) {
    const item = parseLiteral(tokens, at, names, depth + 1);
    items.push(item.value);
    at = skipLines(tokens, Math.max(item.next, at), depth + 1);
    if (isMark(tokens[at], ',')) {
      commas += 1;
      at = skipLines(tokens, at + 1, depth + 1);
    } else if (!isMark(tokens[at], closing)) return { value: undefined, next: skipExpression(tokens, at, depth) };
  }
  // parentheses around one value without a comma are no tuple
  const value: Literal | undefined = closing === ')' && commas === 0 && items.length === 1 ? items[0] : { kind: 'list', items };
  return { value, next: skipLines(tokens, at + 1, depth) };
}

function parseDict(tokens: readonly PythonToken[], from: number, names: Names, depth: number): Parsed {
  const entries: (readonly [string, Literal | undefined])[] = [];
  let at = skipLines(tokens, from + 1, depth + 1);
  while (at < tokens.length && !isMark(tokens[at], '}')) {
    const key = parseOperand(tokens, at, names, depth + 1);
    if (!isMark(tokens[key.next], ':')) return { value: undefined, next: skipExpression(tokens, key.next, depth) };
    const item = parseLiteral(tokens, key.next + 1, names, depth + 1);
    if (key.value?.kind === 'text') entries.push([key.value.text, item.value]);
    at = skipLines(tokens, Math.max(item.next, key.next + 1), depth + 1);
    if (isMark(tokens[at], ',')) at = skipLines(tokens, at + 1, depth + 1);
    else if (!isMark(tokens[at], '}')) return { value: undefined, next: skipExpression(tokens, at, depth) };
  }
  return { value: { kind: 'dict', entries }, next: skipLines(tokens, at + 1, depth) };
}

function concat(left: Literal | undefined, right: Literal | undefined): Literal | undefined {
  if (left === undefined || right === undefined || sizeOf(left) + sizeOf(right) > LONGEST) return undefined;
  if (left.kind === 'list' && right.kind === 'list') return { kind: 'list', items: [...left.items, ...right.items] };
  if (left.kind === 'text' && right.kind === 'text') return { ...left, text: left.text + right.text };
  return undefined;
}

function sizeOf(value: Literal): number {
  if (value.kind === 'text') return value.text.length;
  return value.kind === 'list' ? value.items.length : value.entries.length;
}

/** Goes on to the comma, closing bracket or line break that ends the expression. */
function skipExpression(tokens: readonly PythonToken[], from: number, depth: number): number {
  let open = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (open === 0 && isEnd(token) && !(depth > 0 && token?.kind === 'newline')) return at;
    if (token?.kind === 'mark' && '([{'.includes(token.text)) open += 1;
    if (token?.kind === 'mark' && ')]}'.includes(token.text)) open -= 1;
  }
  return tokens.length;
}

function isEnd(token: PythonToken | undefined): boolean {
  return token === undefined || token.kind === 'newline' || (token.kind === 'mark' && ',)]}:'.includes(token.text));
}

export function isMark(token: PythonToken | undefined, text: string): boolean {
  return token?.kind === 'mark' && token.text === text;
}

/** Line breaks mean nothing inside of brackets. */
export function skipLines(tokens: readonly PythonToken[], from: number, depth = 1): number {
  if (depth === 0) return from;
  let at = from;
  while (tokens[at]?.kind === 'newline') at += 1;
  return at;
}
