import { SbomProblem } from './sbom-problem.ts';

/** One value of the document: a member of the root object, or one element of a list that is a member. */
export interface DocumentPart {
  readonly key: string;
  readonly value: unknown;
  /** Where it starts, 1-based. */
  readonly line: number;
  /** As it is written. */
  readonly text: string;
}

/** What feeds a reader of one syntax with the text of a document, piece by piece. */
export interface PartsParser {
  write(text: string): void;
  /** @throws SbomProblem when the document ends too early */
  end(): void;
}

/** GitHub's dependency graph wraps the document: `{"sbom": {…}}` (REST API, "Export a software bill of materials"). */
const WRAPPER = 'sbom';

/** Longer than anything that is no attack; one part is decoded at once. */
const LONGEST_PART = 64 * 1024 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

type State =
  | 'start'
  | 'key'
  | 'next-key'
  | 'colon'
  | 'value'
  | 'member-end'
  | 'element'
  | 'next-element'
  | 'element-end'
  | 'done';

/**
 * Splits a JSON document into the values that matter without holding it: the members of the root object, and the
 * elements of those that are lists, one at a time. Each is decoded by `JSON.parse`.
 */
export function jsonMembers(onPart: (part: DocumentPart) => void): PartsParser {
  const parser = new JsonMembers(onPart);
  return { write: (text) => parser.write(text), end: () => parser.end() };
}

// A class because a document is fed in pieces: what is open stays between two of them.
class JsonMembers {
  readonly #onPart: (part: DocumentPart) => void;
  #state: State = 'start';
  #line = 1;
  #key = '';
  #wrapped = false;
  #closed = 0;
  /** The value that is being collected. */
  #capture: { kind: 'nested' | 'text' | 'word'; pieces: string[]; length: number; line: number; isKey: boolean } | undefined;
  #depth = 0;
  #inText = false;
  #escaped = false;

  constructor(onPart: (part: DocumentPart) => void) {
    this.#onPart = onPart;
  }

  write(text: string): void {
    for (let at = 0; at < text.length;) at = this.#capture === undefined ? this.#step(text, at) : this.#collect(text, at);
  }

  end(): void {
    if (this.#state === 'done' && this.#capture === undefined) return;
    if (this.#state === 'start') throw new SbomProblem('sbom-unparsable', 'the file is empty', 1);
    throw new SbomProblem('sbom-unparsable', 'the document ends in the middle of its JSON: it is cut off', this.#line);
  }

  #step(text: string, at: number): number {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) this.#line += 1;
    if (code === NEWLINE || code === 0x20 || code === 0x09 || code === 0x0d) return at + 1;
    switch (this.#state) {
      case 'start':
        return this.#expect(code === OPEN_BRACE, at, 'key', '`{`');
      case 'key':
        if (code === CLOSE_BRACE) return this.#closeObject(at);
        return this.#startKey(code, at);
      case 'next-key':
        return this.#startKey(code, at);
      case 'colon':
        return this.#expect(code === 0x3a, at, 'value', '`:`');
      case 'value':
        if (code === OPEN_BRACKET) return this.#go('element', at + 1);
        if (code === OPEN_BRACE && this.#key === WRAPPER && !this.#wrapped) {
          this.#wrapped = true;
          return this.#go('key', at + 1);
        }
        return this.#startValue(code, at);
      case 'element':
        return code === CLOSE_BRACKET ? this.#go('member-end', at + 1) : this.#startValue(code, at);
      case 'next-element':
        return this.#startValue(code, at);
      case 'element-end':
        if (code === CLOSE_BRACKET) return this.#go('member-end', at + 1);
        return this.#expect(code === 0x2c, at, 'next-element', '`,` or `]`');
      case 'member-end':
        if (code === CLOSE_BRACE) return this.#closeObject(at);
        return this.#expect(code === 0x2c, at, 'next-key', '`,` or `}`');
      case 'done':
        throw this.#unexpected('nothing after the end');
    }
  }

  #go(state: State, at: number): number {
    this.#state = state;
    return at;
  }

  #expect(isThere: boolean, at: number, next: State, what: string): number {
    if (!isThere) throw this.#unexpected(what);
    return this.#go(next, at + 1);
  }

  #unexpected(what: string): SbomProblem {
    return new SbomProblem('sbom-unparsable', `not valid JSON: expected ${what}`, this.#line);
  }

  #closeObject(at: number): number {
    this.#closed += 1;
    return this.#go(this.#closed === (this.#wrapped ? 2 : 1) ? 'done' : 'member-end', at + 1);
  }

  #startKey(code: number, at: number): number {
    if (code !== QUOTE) throw this.#unexpected('a key');
    this.#open('text', true);
    return at;
  }

  #startValue(code: number, at: number): number {
    if (code === OPEN_BRACE || code === OPEN_BRACKET) this.#open('nested', false);
    else if (code === QUOTE) this.#open('text', false);
    else if (code === 0x2c || code === CLOSE_BRACE || code === CLOSE_BRACKET) throw this.#unexpected('a value');
    else this.#open('word', false);
    return at;
  }

  #open(kind: 'nested' | 'text' | 'word', isKey: boolean): void {
    this.#capture = { kind, pieces: [], length: 0, line: this.#line, isKey };
    this.#depth = 0;
    this.#inText = false;
    this.#escaped = false;
  }

  /** Goes to the end of the open value, or of the text. */
  #collect(text: string, from: number): number {
    const word = this.#capture?.kind === 'word';
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === NEWLINE) {
        this.#line += 1;
        if (word) {
          this.#line -= 1; // seen again by the next step
          return this.#close(text, from, at);
        }
      } else if (word) {
        if (code === 0x2c || code === CLOSE_BRACE || code === CLOSE_BRACKET || code === 0x20 || code === 0x0d || code === 0x09)
          return this.#close(text, from, at);
      } else if (this.#inText) {
        if (this.#escaped) this.#escaped = false;
        else if (code === BACKSLASH) this.#escaped = true;
        else if (code === QUOTE) {
          this.#inText = false;
          if (this.#depth === 0) return this.#close(text, from, at + 1);
        }
      } else if (code === QUOTE) this.#inText = true;
      else if (code === OPEN_BRACE || code === OPEN_BRACKET) this.#depth += 1;
      else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
        this.#depth -= 1;
        if (this.#depth === 0) return this.#close(text, from, at + 1);
      }
    }
    this.#keep(text.slice(from));
    return text.length;
  }

  #keep(piece: string): void {
    const capture = this.#capture;
    if (capture === undefined) return;
    capture.length += piece.length;
    if (capture.length > LONGEST_PART) {
      throw new SbomProblem('sbom-too-large', `one entry is longer than ${LONGEST_PART} characters`, capture.line);
    }
    capture.pieces.push(piece);
  }

  #close(text: string, from: number, to: number): number {
    this.#keep(text.slice(from, to));
    const capture = this.#capture;
    this.#capture = undefined;
    if (capture === undefined) return to;
    const written = capture.pieces.length === 1 ? (capture.pieces[0] ?? '') : capture.pieces.join('');
    const value = parse(written, capture.line);
    if (capture.isKey) {
      this.#key = String(value);
      return this.#go('colon', to);
    }
    const isElement = this.#state === 'element' || this.#state === 'next-element';
    this.#onPart({ key: this.#key, value, line: capture.line, text: written });
    return this.#go(isElement ? 'element-end' : 'member-end', to);
  }
}

function parse(text: string, line: number): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'not JSON';
    const position = /at position (\d+)/.exec(reason)?.[1];
    const before = position === undefined ? '' : text.slice(0, Number(position));
    throw new SbomProblem('sbom-unparsable', `not valid JSON: ${reason.slice(0, 200)}`, line + before.split('\n').length - 1);
  }
}
