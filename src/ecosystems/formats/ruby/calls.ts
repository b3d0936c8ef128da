import { textOf } from './statements.ts';
import type { RubyToken } from './tokens.ts';

/** A literal value; `other` is anything that only Ruby could compute. */
export type RubyValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly RubyValue[] }
  | { readonly kind: 'hash'; readonly entries: ReadonlyMap<string, RubyValue> }
  | { readonly kind: 'other' };

/** `s.add_dependency "rack", "~> 2.2", group: :test`, with or without parentheses. */
export interface RubyCall {
  /** With its receiver: `spec.add_dependency`. */
  readonly name: string;
  readonly args: readonly RubyValue[];
  readonly options: ReadonlyMap<string, RubyValue>;
  /** `x.license = "MIT"`. */
  readonly assigns: boolean;
  /** Behind the arguments stands `if …` or `unless …`. */
  readonly conditional: boolean;
}

const OTHER: RubyValue = { kind: 'other' };
const MODIFIERS = new Set(['if', 'unless', 'while', 'until', 'rescue', 'and', 'or']);
const MAX_DEPTH = 16;

/** Reads a statement as one call or assignment; `undefined` when it is neither. */
export function readCall(tokens: readonly RubyToken[]): RubyCall | undefined {
  const reader = new CallReader(tokens);
  return reader.call();
}

/** The texts of a value that is a text or a list of texts; `undefined` when part of it is not literal. */
export function textsOf(value: RubyValue | undefined): string[] | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'text') return [value.text];
  if (value.kind !== 'list') return undefined;
  const texts = value.items.map((item) => (item.kind === 'text' ? item.text : undefined));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

export function textOption(call: RubyCall, key: string): string | undefined {
  const value = call.options.get(key);
  return value?.kind === 'text' ? value.text : undefined;
}

// A class because the position in the tokens moves along.
class CallReader {
  readonly #tokens: readonly RubyToken[];
  #at = 0;

  constructor(tokens: readonly RubyToken[]) {
    this.#tokens = tokens;
  }

  call(): RubyCall | undefined {
    const name = this.#name();
    if (name === undefined) return undefined;
    const assigns = this.#take('=');
    const parenthesised = !assigns && this.#take('(');
    const args: RubyValue[] = [];
    const options = new Map<string, RubyValue>();
    while (this.#at < this.#tokens.length) {
      const before = this.#at;
      if (parenthesised && this.#take(')')) break;
      if (MODIFIERS.has(this.#text())) break;
      const key = this.#key();
      const value = this.#value(0);
      if (key !== undefined) options.set(key, value);
      else if (value.kind === 'hash') for (const [inner, item] of value.entries) options.set(inner, item);
      else args.push(value);
      if (!this.#take(',') && this.#at === before) this.#at += 1;
    }
    const rest = this.#tokens.slice(this.#at);
    return {
      name,
      args,
      options,
      assigns,
      conditional: rest.some((token) => textOf(token) === 'if' || textOf(token) === 'unless'),
    };
  }

  #name(): string | undefined {
    const parts: string[] = [];
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token?.type !== 'word' || token.text.endsWith(':')) return undefined;
      parts.push(token.text);
      this.#at += 1;
      if (!this.#take('.') && !this.#take('::')) return parts.join('.');
    }
  }

  // `group:`, `:group =>`, `"group" =>`
  #key(): string | undefined {
    const token = this.#tokens[this.#at];
    if (token?.type === 'word' && token.text.endsWith(':')) {
      this.#at += 1;
      return token.text.slice(0, -1);
    }
    if (token?.type === 'text' && textOf(this.#tokens[this.#at + 1]) === '=>') {
      this.#at += 2;
      return token.text;
    }
    return undefined;
  }

  /** A value up to the next comma or closing bracket; more than one literal there is an expression. */
  #value(depth: number): RubyValue {
    let found: RubyValue | undefined;
    while (this.#at < this.#tokens.length) {
      const token = this.#tokens[this.#at];
      if (token === undefined) break;
      const text = textOf(token);
      if (text === ',' || text === ')' || text === ']' || text === '}' || text === '=>') break;
      if (token.type === 'word' && MODIFIERS.has(token.text)) break;
      if (text === '.' && textOf(this.#tokens[this.#at + 1]) === 'freeze') {
        this.#at += 2;
        continue;
      }
      const next = this.#one(token, depth);
      found = found === undefined ? next : OTHER;
    }
    return found ?? OTHER;
  }

  #one(token: RubyToken, depth: number): RubyValue {
    this.#at += 1;
    if (token.type === 'text') return { kind: 'text', text: token.text };
    if (token.type === 'list') return { kind: 'list', items: token.items.map((text) => ({ kind: 'text', text })) };
    const text = textOf(token);
    if (token.type === 'mark' && (text === '[' || text === '{' || text === '(') && depth < MAX_DEPTH) {
      const inner = this.#bracketed(text, depth + 1);
      return text === '(' ? OTHER : inner;
    }
    if (token.type === 'word' && (text === 'true' || text === 'false' || text === 'nil')) return { kind: 'text', text };
    return OTHER;
  }

  #bracketed(open: string, depth: number): RubyValue {
    const close = open === '[' ? ']' : open === '{' ? '}' : ')';
    const items: RubyValue[] = [];
    const entries = new Map<string, RubyValue>();
    while (this.#at < this.#tokens.length && !this.#take(close)) {
      const before = this.#at;
      const key = this.#key();
      const value = this.#value(depth);
      if (key === undefined) items.push(value);
      else entries.set(key, value);
      if (!this.#take(',') && this.#at === before) this.#at += 1;
    }
    return open === '{' || entries.size > 0 ? { kind: 'hash', entries } : { kind: 'list', items };
  }

  #text(): string {
    return textOf(this.#tokens[this.#at]);
  }

  #take(mark: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.type !== 'mark' || token.text !== mark) return false;
    this.#at += 1;
    return true;
  }
}
