/** A literal of Starlark or Python; what is no literal is `undefined`. */
export type LiteralValue = string | boolean | readonly LiteralValue[] | undefined;

export interface CallOfLiterals {
  /** `bazel_dep`, `maven.install`. */
  readonly name: string;
  /** 1-based. */
  readonly line: number;
  readonly positional: readonly LiteralValue[];
  readonly named: ReadonlyMap<string, LiteralValue>;
}

interface Token {
  readonly kind: 'text' | 'word' | 'mark';
  readonly value: string;
  readonly line: number;
}

const TOKEN = /#[^\n]*|\n|[ \t\r]+|("""|''')([\s\S]*?)\1|"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|[A-Za-z_][\w.]*|[\s\S]/g;
const DEEPEST = 20;

/** Reads the calls at the top of a Starlark file with their literal arguments, evaluating nothing. Linear. */
export function readCalls(text: string): CallOfLiterals[] {
  const tokens = tokensOf(text);
  const calls: CallOfLiterals[] = [];
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

/** No call that anybody writes by hand is longer. */
const LONGEST_CALL = 400;

/**
 * Reads the calls whose name `wants` accepts, wherever they stand in a Python source. A text that was given a name once
 * (`MODEL = "…"`) stands for that name. Linear.
 */
export function readCallsAnywhere(text: string, wants: (name: string) => boolean): CallOfLiterals[] {
  const tokens = tokensOf(text);
  const constants = constantsOf(tokens);
  return tokens.flatMap((token, at) => {
    if (token.kind !== 'word' || !isMark(tokens[at + 1], '(') || !wants(token.value)) return [];
    const inside = tokens.slice(at + 2, at + 2 + LONGEST_CALL).map((item, index, all) => {
      const constant = item.kind === 'word' && isEnd(all[index + 1]) ? constants.get(item.value) : undefined;
      return constant === undefined ? item : ({ ...item, kind: 'text', value: constant } as const);
    });
    const { positional, named } = readArguments(inside, 0);
    return [{ name: token.value, line: token.line, positional, named }];
  });
}

// `NAME = "text"` and `NAME: str = "text"`; a name that is given something twice stands for nothing.
function constantsOf(tokens: readonly Token[]): ReadonlyMap<string, string> {
  const values = new Map<string, string | undefined>();
  for (const [at, { kind, value }] of tokens.entries()) {
    if (kind !== 'word') continue;
    const sign = isMark(tokens[at + 1], ':') ? at + 3 : at + 1;
    const given = tokens[sign + 1];
    if (!isMark(tokens[sign], '=') || isMark(given, '=')) continue;
    values.set(value, given?.kind === 'text' && !values.has(value) ? given.value : undefined);
  }
  return new Map([...values].flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** The texts of a list argument. */
export function textsOf(value: LiteralValue): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : typeof value === 'string' ? [value] : [];
}

export function textArgument(call: CallOfLiterals, name: string, position?: number): string | undefined {
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

function readArguments(tokens: readonly Token[], start: number): Omit<CallOfLiterals, 'name' | 'line'> & { next: number } {
  const positional: LiteralValue[] = [];
  const named = new Map<string, LiteralValue>();
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
function readValue(tokens: readonly Token[], start: number, depth: number): { value: LiteralValue; next: number } {
  const first = tokens[start];
  let value: LiteralValue;
  let at = start + 1;
  if (first?.kind === 'text') value = first.value;
  else if (first?.value === 'True' || first?.value === 'False') value = first.value === 'True';
  else if (isMark(first, '[') && depth < DEEPEST) {
    const items: LiteralValue[] = [];
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
