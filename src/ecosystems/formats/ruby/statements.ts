import type { RubyToken } from './tokens.ts';

/** One statement: a call with its arguments, or the head or end of a block. */
export interface RubyStatement {
  readonly tokens: readonly RubyToken[];
  readonly line: number;
  /** It opens a block (`group :test do`, `if x`), closes one (`end`), or neither. */
  readonly block: 'opens' | 'closes' | 'none';
}

const OPENERS = new Set(['if', 'unless', 'case', 'begin', 'while', 'until', 'for', 'def', 'class', 'module']);
const LOOPS = new Set(['while', 'until', 'for']);
const CONTINUES = new Set([',', '.', '(', '[', '{', '=>', '=', '||', '&&', '+', '->', '::']);

/** Groups tokens into statements, with blocks told apart by their ends; a brace after a value is a block too. */
export function rubyStatements(tokens: readonly RubyToken[]): RubyStatement[] {
  const out: RubyStatement[] = [];
  const braces: ('hash' | 'block')[] = [];
  let current: RubyToken[] = [];
  let depth = 0;
  const flush = (block: RubyStatement['block']): void => {
    const [first] = current;
    if (first !== undefined) out.push({ tokens: current, line: first.line, block });
    current = [];
    depth = 0;
  };
  for (const [index, token] of tokens.entries()) {
    const last = current.at(-1);
    if (token.type === 'newline') {
      if (depth === 0 && !isContinued(last, tokens[index + 1])) flush(opensBlock(current) ? 'opens' : 'none');
      continue;
    }
    if (token.type === 'word' && depth === 0 && token.text === 'do' && !LOOPS.has(textOf(current[0]))) {
      flush('opens');
      continue;
    }
    if (token.type === 'word' && token.text === 'end' && textOf(last) !== '.') {
      flush(opensBlock(current) ? 'opens' : 'none');
      out.push({ tokens: [token], line: token.line, block: 'closes' });
      continue;
    }
    if (token.type === 'mark') {
      if (token.text === ';' && depth === 0) {
        flush(opensBlock(current) ? 'opens' : 'none');
        continue;
      }
      if (token.text === '{') {
        const kind = depth === 0 && startsBlock(last) ? 'block' : 'hash';
        braces.push(kind);
        if (kind === 'block') {
          flush('opens');
          continue;
        }
      }
      if (token.text === '}' && braces.pop() === 'block') {
        flush('none');
        out.push({ tokens: [token], line: token.line, block: 'closes' });
        continue;
      }
      if (token.text === '(' || token.text === '[' || token.text === '{') depth += 1;
      if (token.text === ')' || token.text === ']' || token.text === '}') depth = Math.max(0, depth - 1);
    }
    current.push(token);
  }
  flush(opensBlock(current) ? 'opens' : 'none');
  return out;
}

export function textOf(token: RubyToken | undefined): string {
  return token?.type === 'word' || token?.type === 'mark' ? token.text : '';
}

function isContinued(last: RubyToken | undefined, next: RubyToken | undefined): boolean {
  if (last === undefined) return true;
  if (last.type === 'mark' && CONTINUES.has(last.text)) return true;
  if (last.type === 'word' && last.text.endsWith(':')) return true;
  return next?.type === 'mark' && next.text === '.';
}

// `if x` opens a block, `gem "a" if x` does not; `x = if y` does
function opensBlock(tokens: readonly RubyToken[]): boolean {
  const first = textOf(tokens[0]);
  if (OPENERS.has(first)) return true;
  const assigned = tokens.findIndex((token) => textOf(token) === '=' || textOf(token) === '||=');
  return assigned !== -1 && assigned < 4 && OPENERS.has(textOf(tokens[assigned + 1]));
}

function startsBlock(last: RubyToken | undefined): boolean {
  if (last === undefined) return false;
  if (last.type === 'mark') return last.text === ')' || last.text === ']' || last.text === '->';
  return last.type !== 'word' || !last.text.endsWith(':');
}
