/**
 * Just enough of Ruby's lexical structure to find literal calls in a Gemfile, gemspec or Podfile. Nothing is ever evaluated:
 * whatever is not a literal stays an `other` token, and readers say that they could not read it.
 */
export type RubyToken =
  | { readonly type: 'text'; readonly text: string; readonly line: number }
  | { readonly type: 'list'; readonly items: readonly string[]; readonly line: number }
  /** A name, a keyword, a constant; `key:` of an options hash ends with its colon. */
  | { readonly type: 'word'; readonly text: string; readonly line: number }
  | { readonly type: 'mark'; readonly text: string; readonly line: number }
  /** A text with interpolation, a number, a regular expression: a value that is not known. */
  | { readonly type: 'other'; readonly line: number }
  | { readonly type: 'newline'; readonly line: number };

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

const WORD = /@{0,2}\$?[A-Za-z_]\w*[?!]?/y;
const LABEL = /[A-Za-z_]\w*[?!]?:(?!:)/y;
const SYMBOL = /:([A-Za-z_]\w*[?!=]?)/y;
const NUMBER = /\d[\w.]*/y;
const HEREDOC = /<<[~-]?(?:(["'`])([A-Za-z_]\w*)\1|([A-Z]\w*))/y;
const PERCENT = /%([qQwWiI]?)([^\w\s])/y;

/** Splits a text into tokens. Linear: every character is passed once. */
export function rubyTokens(text: string): RubyToken[] {
  return new Lexer(text).run();
}

// A class because the position, the line and the open heredocs move along together.
class Lexer {
  readonly #text: string;
  readonly #tokens: RubyToken[] = [];
  readonly #heredocs: string[] = [];
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  run(): RubyToken[] {
    while (this.#at < this.#text.length) this.#next();
    return this.#tokens;
  }

  #next(): void {
    const char = this.#text[this.#at] ?? '';
    const line = this.#line;
    if (char === '\n') return this.#newline();
    if (char === '\\' && /\r?\n/y.test(this.#text.slice(this.#at + 1, this.#at + 3))) return this.#continued();
    if (/\s/.test(char)) return void (this.#at += 1);
    if (char === '#') return void (this.#at = this.#lineEnd());
    if (char === '"' || char === "'" || char === '`') return this.#quoted(char, char, line);
    const label = this.#match(LABEL);
    if (label !== undefined) return void this.#tokens.push({ type: 'word', text: label[0], line });
    const symbol = this.#match(SYMBOL);
    if (symbol?.[1] !== undefined) return void this.#tokens.push({ type: 'text', text: symbol[1], line });
    if (char === ':' && /["']/.test(this.#text[this.#at + 1] ?? '')) {
      this.#at += 1;
      return this.#quoted(this.#text[this.#at] ?? '', this.#text[this.#at] ?? '', line);
    }
    const word = this.#match(WORD);
    if (word !== undefined) return this.#word(word[0], line);
    if (this.#match(NUMBER) !== undefined) return void this.#tokens.push({ type: 'other', line });
    const heredoc = this.#match(HEREDOC);
    if (heredoc !== undefined) return this.#heredoc(heredoc[2] ?? heredoc[3] ?? '', line);
    if (char === '%' && !this.#followsValue()) {
      const percent = this.#match(PERCENT);
      if (percent !== undefined) return this.#percent(percent[1] ?? '', percent[2] ?? '', line);
    }
    if (char === '/' && !this.#followsValue()) return this.#regexp(line);
    const mark = /=>|&&|\|\||->|==|=~|[-+*/|&<>=!]=|::|./sy;
    mark.lastIndex = this.#at;
    const found = mark.exec(this.#text)?.[0] ?? char;
    this.#at += found.length;
    this.#tokens.push({ type: 'mark', text: found, line });
  }

  #newline(): void {
    this.#tokens.push({ type: 'newline', line: this.#line });
    this.#at += 1;
    this.#line += 1;
    for (let name = this.#heredocs.shift(); name !== undefined; name = this.#heredocs.shift())
      this.#skipLines((line) => line.trim() === name);
    if (this.#text.startsWith('=begin', this.#at)) this.#skipLines((line) => line.startsWith('=end'));
    if (/__END__\r?(?:\n|$)/y.test(this.#text.slice(this.#at, this.#at + 10))) this.#at = this.#text.length;
  }

  #continued(): void {
    this.#at = this.#lineEnd() + 1;
    this.#line += 1;
  }

  #word(text: string, line: number): void {
    this.#tokens.push({ type: 'word', text, line });
  }

  #heredoc(name: string, line: number): void {
    this.#heredocs.push(name);
    this.#tokens.push({ type: 'other', line });
  }

  #skipLines(isLast: (line: string) => boolean): void {
    while (this.#at < this.#text.length) {
      const end = this.#lineEnd();
      const line = this.#text.slice(this.#at, end);
      this.#at = Math.min(end + 1, this.#text.length);
      this.#line += 1;
      if (isLast(line)) return;
    }
  }

  #quoted(open: string, close: string, line: number): void {
    const content = this.#until(open, close);
    const dynamic = open !== "'" && /(?<!\\)#\{/.test(content);
    const isLabel = this.#text[this.#at] === ':' && this.#text[this.#at + 1] !== ':' && open === close;
    if (isLabel) this.#at += 1;
    const text = content.replaceAll(/\\(.)/gs, '$1');
    if (isLabel) this.#tokens.push({ type: 'word', text: `${text}:`, line });
    else this.#tokens.push(dynamic ? { type: 'other', line } : { type: 'text', text, line });
  }

  #percent(kind: string, open: string, line: number): void {
    this.#at -= 1;
    const content = this.#until(open, CLOSING[open] ?? open);
    if (kind === '' || kind.toLowerCase() === 'q') {
      const dynamic = kind !== 'q' && content.includes('#{');
      return void this.#tokens.push(dynamic ? { type: 'other', line } : { type: 'text', text: content, line });
    }
    this.#tokens.push({ type: 'list', items: content.split(/\s+/).filter((item) => item !== ''), line });
  }

  #regexp(line: number): void {
    const end = /\/(?:[^/\\\n]|\\.)*\/[a-z]*/y;
    end.lastIndex = this.#at;
    this.#at += end.exec(this.#text)?.[0].length ?? 1;
    this.#tokens.push({ type: 'other', line });
  }

  /** What stands between the delimiter here and its counterpart; brackets nest. */
  #until(open: string, close: string): string {
    const start = this.#at + 1;
    let depth = 1;
    let at = start;
    for (; at < this.#text.length; at += 1) {
      const char = this.#text[at];
      if (char === '\n') this.#line += 1;
      if (char === '\\') at += 1;
      else if (char === close) depth -= 1;
      else if (char === open) depth += 1;
      if (depth === 0) break;
    }
    this.#at = at + 1;
    return this.#text.slice(start, at);
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text) ?? undefined;
    if (found !== undefined) this.#at += found[0].length;
    return found;
  }

  #followsValue(): boolean {
    const last = this.#tokens.at(-1);
    if (last === undefined || last.type === 'newline') return false;
    if (last.type === 'mark') return last.text === ')' || last.text === ']' || last.text === '}';
    return last.type !== 'word' || !/^(?:if|unless|when|and|or|not|=~)$|:$/.test(last.text);
  }

  #lineEnd(): number {
    const end = this.#text.indexOf('\n', this.#at);
    return end === -1 ? this.#text.length : end;
  }
}
