/** A literal of Starlark; what is no literal is `undefined`. */
export type StarlarkValue = string | boolean | readonly StarlarkValue[] | undefined;

export interface StarlarkCall {
  /** `bazel_dep`, `maven.install`. */
  readonly name: string;
  /** 1-based. */
  readonly line: number;
  readonly positional: readonly StarlarkValue[];
  readonly named: ReadonlyMap<string, StarlarkValue>;
}

interface Token {
  readonly kind: 'text' | 'word' | 'mark';
  readonly value: string;
  readonly line: number;
}

const TOKEN = /#[^\n]*|\n|[ \t\r]+|("""|''')([\s\S]*?)\1|"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|[A-Za-z_][\w.]*|[\s\S]/g;
const DEEPEST = 20;

/** Reads the calls at the top of a Starlark file with their literal arguments, evaluating nothing. Linear. */
export function readCalls(text: string): StarlarkCall[] {
  const tokens = tokensOf(text);
  const calls: StarlarkCall[] = [];
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    const isCall = token?.kind === 'word' && tokens[at + 1]?.value === '(' && tokens[at + 1]?.kind === 'mark';
    if (!isCall || token === undefined) {
      at += 1;
      continue;
    }
    const read = readArguments(tokens, at + 2);
    calls.push({ name: token.value, line: token.line, positional: read.positional, named: read.named });
    at = read.next;
  }
  return calls;
}

/** The texts of a list argument. */
export function textsOf(value: StarlarkValue): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : typeof value === 'string' ? [value] : [];
}

export function textArgument(call: StarlarkCall, name: string, position?: number): string | undefined {
  const value = call.named.get(name) ?? (position === undefined ? undefined : call.positional[position]);
  return typeof value === 'string' ? value : undefined;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (const match of text.matchAll(TOKEN)) {
    const [whole] = match;
    const value = match[2] ?? match[3] ?? match[4];
    if (value !== undefined) tokens.push({ kind: 'text', value: value.replaceAll(/\\(["'\\])/g, '$1'), line });
    else if (!/^[#\s]/.test(whole)) tokens.push({ kind: /^\w/.test(whole) ? 'word' : 'mark', value: whole, line });
    if (whole === '\n') line += 1;
    else if (match[2] !== undefined) line += match[2].split('\n').length - 1;
  }
  return tokens;
}

function readArguments(tokens: readonly Token[], start: number): Omit<StarlarkCall, 'name' | 'line'> & { next: number } {
  const positional: StarlarkValue[] = [];
  const named = new Map<string, StarlarkValue>();
  let at = start;
  while (at < tokens.length && !isMark(tokens[at], ')')) {
    const key = tokens[at];
    const isNamed = key?.kind === 'word' && isMark(tokens[at + 1], '=');
    const { value, next } = readValue(tokens, isNamed ? at + 2 : at, 0);
    if (isNamed && key !== undefined) named.set(key.value, value);
    else positional.push(value);
    const after = isMark(tokens[next], ',') ? next + 1 : next;
    // a bracket that closes nothing reads as an empty value where it stands: it is passed over, or this would never end
    at = Math.max(after, at + 1);
  }
  return { positional, named, next: at + 1 };
}

// Up to the comma or bracket that ends it; anything behind a literal makes it an expression.
function readValue(tokens: readonly Token[], start: number, depth: number): { value: StarlarkValue; next: number } {
  const first = tokens[start];
  let value: StarlarkValue;
  let at = start + 1;
  if (first?.kind === 'text') value = first.value;
  else if (first?.value === 'True' || first?.value === 'False') value = first.value === 'True';
  else if (isMark(first, '[') && depth < DEEPEST) {
    const items: StarlarkValue[] = [];
    while (at < tokens.length && !isMark(tokens[at], ']')) {
      const item = readValue(tokens, at, depth + 1);
      items.push(item.value);
      at = isMark(tokens[item.next], ',') ? item.next + 1 : item.next;
      if (isMark(tokens[at], ')') || isMark(tokens[at], '}')) break;
    }
    value = items;
    at += 1;
  } else at = start;
  if (isEnd(tokens[at])) return { value, next: at };
  const next = skipExpression(tokens, at);
  // Progress is certain: a closing bracket of another kind is passed over.
  return { value: undefined, next: next === start ? start + 1 : next };
}

function skipExpression(tokens: readonly Token[], start: number): number {
  let open = 0;
  let at = start;
  for (; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (open === 0 && isEnd(token)) return at;
    if (token?.kind !== 'mark') continue;
    if ('([{'.includes(token.value)) open += 1;
    if (')]}'.includes(token.value)) open -= 1;
  }
  return at;
}

function isEnd(token: Token | undefined): boolean {
  return token === undefined || isMark(token, ',') || isMark(token, ')') || isMark(token, ']') || isMark(token, '}');
}

function isMark(token: Token | undefined, value: string): boolean {
  return token?.kind === 'mark' && token.value === value;
}
