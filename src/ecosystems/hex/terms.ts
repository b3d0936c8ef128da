/** A literal of Erlang or Elixir; what is no literal is `opaque`. Texts and atoms keep where they stand. */
export type Term =
  | { readonly kind: 'text' | 'atom'; readonly value: string; readonly line: number }
  | { readonly kind: 'tuple' | 'list'; readonly items: readonly Term[]; readonly line: number }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [key: Term, value: Term])[]; readonly line: number }
  | { readonly kind: 'opaque'; readonly line: number };

export interface TermProblem {
  readonly problem: string;
  readonly line: number;
}

const DEEPEST = 64;

class TermSyntaxError extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/**
 * Reads the terms of an Erlang file (`file:consult/1`: each ends with a full stop) or one Elixir literal, without
 * evaluating anything. `#` starts a comment in Elixir, `%` in Erlang; `hex: :jason` is the pair `{:hex, :jason}`.
 */
export function parseTerms(text: string, syntax: 'erlang' | 'elixir', from = 0): readonly Term[] | TermProblem {
  const parser = new TermParser(text, syntax, from);
  try {
    return syntax === 'elixir' ? [parser.term(0)] : parser.all();
  } catch (error) {
    if (error instanceof TermSyntaxError) return { problem: error.message, line: error.line };
    throw error;
  }
}

const WORD = /[A-Za-z0-9_@.]/;

// A class because a parse is constructed and closed: it owns the position in the text.
class TermParser {
  readonly #text: string;
  readonly #elixir: boolean;
  #at: number;
  #line: number;

  constructor(text: string, syntax: 'erlang' | 'elixir', from: number) {
    this.#text = text;
    this.#elixir = syntax === 'elixir';
    this.#at = from;
    this.#line = 1;
    for (let at = text.indexOf('\n'); at !== -1 && at < from; at = text.indexOf('\n', at + 1)) this.#line += 1;
  }

  all(): Term[] {
    const terms: Term[] = [];
    for (this.#skip(); this.#at < this.#text.length; this.#skip()) {
      terms.push(this.term(0));
      this.#skip();
      if (this.#text[this.#at] !== '.') this.#fail('expected a full stop after the term');
      this.#at += 1;
    }
    return terms;
  }

  term(depth: number): Term {
    if (depth > DEEPEST) this.#fail('terms nested too deeply');
    this.#skip();
    const line = this.#line;
    const char = this.#text[this.#at] ?? '';
    if (char === '%' && this.#elixir && this.#text[this.#at + 1] === '{') return this.#map(depth, line);
    if (char === '#' && !this.#elixir && this.#text[this.#at + 1] === '{') return this.#map(depth, line);
    if (char === '{') return { kind: 'tuple', items: this.#items('}', depth), line };
    if (char === '[') return { kind: 'list', items: this.#items(']', depth), line };
    if (char === '<' && this.#text.startsWith('<<', this.#at)) return this.#binary(line);
    if (char === '"') return { kind: 'text', value: this.#quoted('"'), line };
    if (char === "'") return { kind: this.#elixir ? 'text' : 'atom', value: this.#quoted("'"), line };
    if (char === ':' && this.#elixir) {
      this.#at += 1;
      return { kind: 'atom', value: this.#text[this.#at] === '"' ? this.#quoted('"') : this.#word(), line };
    }
    if (char === '~' && this.#elixir) return this.#sigil(line);
    if (WORD.test(char) && (this.#elixir || char !== '.')) return { kind: 'atom', value: this.#word(), line };
    if (char === '-' || char === '+') {
      this.#at += 1;
      return { kind: 'atom', value: `${char}${this.#word()}`, line };
    }
    return this.#fail(char === '' ? 'the text ends inside a term' : `unexpected \`${char}\``);
  }

  #items(close: string, depth: number): Term[] {
    const items: Term[] = [];
    this.#at += 1;
    for (;;) {
      this.#skip();
      if (this.#text[this.#at] === close) break;
      items.push(this.#item(depth, close));
      this.#separator(close);
    }
    this.#at += 1;
    return items;
  }

  // `key: value`, `"key": value`, or a term; anything after the term makes it an expression.
  #item(depth: number, close: string): Term {
    this.#skip();
    const line = this.#line;
    const isQuotedKey = this.#text[this.#at] === '"';
    const first = this.term(depth + 1);
    if (this.#elixir && (first.kind === 'atom' || isQuotedKey) && this.#isKeyColon() && 'value' in first) {
      this.#at += 1;
      const key: Term = { kind: 'atom', value: first.value, line };
      return { kind: 'tuple', items: [key, this.#closed(this.term(depth + 1), close)], line };
    }
    return this.#closed(first, close);
  }

  #map(depth: number, line: number): Term {
    const entries: (readonly [Term, Term])[] = [];
    this.#at += 2;
    for (;;) {
      this.#skip();
      if (this.#text[this.#at] === '}') break;
      const key = this.term(depth + 1);
      this.#skip();
      if (this.#text.startsWith('=>', this.#at) || this.#text.startsWith(':=', this.#at)) this.#at += 2;
      else if (this.#elixir && this.#text[this.#at] === ':') this.#at += 1;
      else this.#fail('expected `=>` or `:` after a key');
      entries.push([key, this.term(depth + 1)]);
      this.#separator('}');
    }
    this.#at += 1;
    return { kind: 'map', entries, line };
  }

  #separator(close: string): void {
    this.#skip();
    if (this.#text[this.#at] === ',') this.#at += 1;
    else if (this.#text[this.#at] !== close) this.#fail(`expected \`,\` or \`${close}\``);
  }

  // `deps() ++ other()`, `"~> " <> version`: no literal, so it is passed over up to the next comma of this level.
  #closed(term: Term, close: string): Term {
    this.#skip();
    const next = this.#text[this.#at];
    if (!this.#elixir || next === ',' || next === close) return term;
    let open = 0;
    for (; this.#at < this.#text.length; this.#skip()) {
      const char = this.#text[this.#at] ?? '';
      if (open === 0 && (char === ',' || char === close)) return { kind: 'opaque', line: term.line };
      if (char === '"' || char === "'") {
        this.#quoted(char);
        continue;
      }
      if ('([{'.includes(char)) open += 1;
      if (')]}'.includes(char)) open -= 1;
      if (open < 0) break;
      this.#at += 1;
    }
    return this.#fail(`expected \`,\` or \`${close}\``);
  }

  #isKeyColon(): boolean {
    return this.#text[this.#at] === ':' && /\s/.test(this.#text[this.#at + 1] ?? ' ');
  }

  #binary(line: number): Term {
    this.#at += 2;
    let value = '';
    for (this.#skip(); !this.#text.startsWith('>>', this.#at); this.#skip()) {
      const char = this.#text[this.#at];
      if (char === '"') value += this.#quoted('"');
      else if (char !== undefined && /[\w,/]/.test(char)) this.#at += 1; // `/utf8`, or a list of octets
      else this.#fail('expected `>>`');
    }
    this.#at += 2;
    return { kind: 'text', value, line };
  }

  // ~w(dev test)a is a list of atoms, ~c"text" a charlist.
  #sigil(line: number): Term {
    const match = /^~([a-zA-Z])([([{<"'|/])/.exec(this.#text.slice(this.#at, this.#at + 3));
    if (match === null) return this.#fail('unexpected `~`');
    const close = { '(': ')', '[': ']', '{': '}', '<': '>' }[match[2] ?? ''] ?? match[2] ?? '';
    const end = this.#text.indexOf(close, this.#at + 3);
    if (end === -1) this.#fail('a sigil is not closed');
    const body = this.#text.slice(this.#at + 3, end);
    this.#at = end + 1;
    this.#line += body.split('\n').length - 1;
    const modifier = /^[a-z]*/.exec(this.#text.slice(this.#at, this.#at + 8))?.[0] ?? '';
    this.#at += modifier.length;
    if (match[1]?.toLowerCase() !== 'w') return { kind: 'text', value: body, line };
    const kind = modifier === 'a' ? 'atom' : 'text';
    const items = body.split(/\s+/).filter((word) => word !== '');
    return { kind: 'list', items: items.map((value) => ({ kind, value, line })), line };
  }

  #quoted(quote: string): string {
    const start = this.#at + 1;
    let escaped = false;
    for (let at = start; at < this.#text.length; at += 1) {
      const char = this.#text[at];
      if (char === '\n') this.#line += 1;
      if (char === '\\') {
        escaped = true;
        at += 1;
      } else if (char === quote) {
        this.#at = at + 1;
        const raw = this.#text.slice(start, at);
        return escaped ? raw.replaceAll(/\\(.)/gs, '$1') : raw;
      }
    }
    return this.#fail('a text is not closed');
  }

  #word(): string {
    const start = this.#at;
    while (this.#at < this.#text.length && WORD.test(this.#text[this.#at] ?? '')) {
      // the full stop that ends an Erlang term is not part of its last word
      if (this.#text[this.#at] === '.' && !/[A-Za-z0-9_]/.test(this.#text[this.#at + 1] ?? '')) break;
      this.#at += 1;
    }
    if (this.#elixir && /[?!]/.test(this.#text[this.#at] ?? '')) this.#at += 1;
    if (this.#at === start) this.#fail('expected a word');
    return this.#text.slice(start, this.#at);
  }

  #skip(): void {
    const comment = this.#elixir ? '#' : '%';
    for (;;) {
      const char = this.#text[this.#at];
      if (char === '\n') this.#line += 1;
      if (char === comment) {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end === -1 ? this.#text.length : end;
      } else if (char !== undefined && /\s/.test(char)) this.#at += 1;
      else return;
    }
  }

  #fail(problem: string): never {
    throw new TermSyntaxError(problem, this.#line);
  }
}
