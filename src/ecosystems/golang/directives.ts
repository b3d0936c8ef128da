/** One line of go.mod or go.work: `require example.com/m v1.2.3 // indirect`, alone or in a `require ( … )` block. */
export interface Directive {
  readonly verb: string;
  readonly words: readonly string[];
  /** Text behind `//`. */
  readonly comment: string;
  readonly line: number;
}

export interface DirectiveFile {
  readonly directives: readonly Directive[];
  /** Lines that cannot be read: a quote or a block that is not closed. */
  readonly badLines: readonly number[];
}

/** Reads the line grammar that go.mod and go.work share (Go modules reference, "Lexical elements"). */
export function readDirectives(text: string): DirectiveFile {
  const directives: Directive[] = [];
  const badLines: number[] = [];
  let block: { verb: string; line: number } | undefined;
  for (const [index, content] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const { words, comment } = splitLine(content);
    const [first, second] = words;
    if (words.includes(undefined)) badLines.push(line);
    else if (first === undefined) continue;
    else if (block !== undefined && first === ')') block = undefined;
    else if (block === undefined && second === '(' && words.length === 2) block = { verb: first, line };
    else {
      const known = words.filter((word): word is string => word !== undefined);
      const [verb = '', ...rest] = block === undefined ? known : [block.verb, ...known];
      directives.push({ verb, words: rest, comment, line });
    }
  }
  if (block !== undefined) badLines.push(block.line);
  return { directives, badLines };
}

// Words are separated by blanks; a path may stand in "…" or `…`; parentheses stand for themselves.
const WORD = /\s*(?:\/\/([^]*)$|"([^"]*)"|`([^`]*)`|([()])|((?:(?!\/\/)[^\s"`()])+)|(\S))/gy;

// `undefined` among the words stands for something that is no word.
function splitLine(content: string): { words: (string | undefined)[]; comment: string } {
  const words: (string | undefined)[] = [];
  for (const match of content.matchAll(WORD)) {
    const [, comment, quoted, raw, parenthesis, bare] = match;
    if (comment !== undefined) return { words, comment: comment.trim() };
    words.push(quoted ?? raw ?? parenthesis ?? bare);
  }
  return { words, comment: '' };
}
