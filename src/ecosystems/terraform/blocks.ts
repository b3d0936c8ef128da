import { hclTokens, type Token } from './tokens.ts';

/** A value as far as it is literal; an expression is `undefined`. */
export type HclValue = string | readonly HclValue[] | ReadonlyMap<string, HclValue> | undefined;

/** `provider "registry/name" { … }`: type, labels, attributes, blocks inside. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: ReadonlyMap<string, HclValue>;
  readonly blocks: readonly HclBlock[];
  readonly line: number;
}

export interface HclFile {
  readonly blocks: readonly HclBlock[];
  /** Line where the syntax is broken. */
  readonly brokenAt?: number;
}

const MAX_DEPTH = 64;

interface Reading {
  readonly tokens: readonly Token[];
  at: number;
  brokenAt: number | undefined;
}

/** Reads the blocks of an HCL file with their literal attributes. */
export function readHcl(text: string): HclFile {
  const reading: Reading = { tokens: [...hclTokens(text)], at: 0, brokenAt: undefined };
  const { blocks } = readBody(reading, 0);
  if (reading.at < reading.tokens.length) reading.brokenAt ??= reading.tokens[reading.at]?.line;
  return { blocks, ...(reading.brokenAt !== undefined && { brokenAt: reading.brokenAt }) };
}

function readBody(reading: Reading, depth: number): Pick<HclBlock, 'attributes' | 'blocks'> {
  const attributes = new Map<string, HclValue>();
  const blocks: HclBlock[] = [];
  for (let token = reading.tokens[reading.at]; token !== undefined; token = reading.tokens[reading.at]) {
    if (token.kind === 'newline') reading.at += 1;
    else if (token.kind !== 'name') break;
    else if (isMark(reading.tokens[reading.at + 1], '=')) {
      reading.at += 2;
      attributes.set(token.value, readValue(reading, depth));
      skipToLineEnd(reading);
    } else {
      const block = readBlock(reading, depth);
      if (block === undefined) break;
      blocks.push(block);
    }
  }
  return { attributes, blocks };
}

function readBlock(reading: Reading, depth: number): HclBlock | undefined {
  const start = reading.tokens[reading.at];
  if (start === undefined) return undefined;
  const labels: string[] = [];
  reading.at += 1;
  for (let token = reading.tokens[reading.at]; token !== undefined; token = reading.tokens[reading.at]) {
    if (token.kind === 'text' || token.kind === 'name') labels.push(token.value);
    else break;
    reading.at += 1;
  }
  if (!isMark(reading.tokens[reading.at], '{')) {
    reading.brokenAt ??= start.line;
    return undefined;
  }
  if (depth >= MAX_DEPTH) {
    skipBrackets(reading);
    return { type: start.value, labels, attributes: new Map(), blocks: [], line: start.line };
  }
  reading.at += 1;
  const body = readBody(reading, depth + 1);
  if (isMark(reading.tokens[reading.at], '}')) reading.at += 1;
  else reading.brokenAt ??= reading.tokens[reading.at]?.line ?? start.line;
  return { type: start.value, labels, line: start.line, ...body };
}

// A literal counts only when nothing but the end of the value follows: `"a" + x` is an expression.
function readValue(reading: Reading, depth: number): HclValue {
  const token = reading.tokens[reading.at];
  const next = reading.tokens[reading.at + 1];
  if (token?.kind === 'text' || token?.kind === 'name') {
    if (next !== undefined && next.kind !== 'newline' && !isMark(next, ',') && !isMark(next, ']') && !isMark(next, '}'))
      return undefined;
    reading.at += 1;
    return token.value;
  }
  if (depth >= MAX_DEPTH) return undefined;
  if (isComprehension(reading)) {
    skipBrackets(reading);
    return undefined;
  }
  if (isMark(token, '[')) return readList(reading, depth + 1);
  if (isMark(token, '{')) return readObject(reading, depth + 1);
  return undefined;
}

function readList(reading: Reading, depth: number): readonly HclValue[] {
  const found: HclValue[] = [];
  reading.at += 1;
  for (let token = reading.tokens[reading.at]; token !== undefined; token = reading.tokens[reading.at]) {
    // The end of what is around it: the list itself was never closed.
    if (isMark(token, '}')) break;
    if (isMark(token, ']')) {
      reading.at += 1;
      break;
    }
    if (token.kind === 'newline' || isMark(token, ',')) reading.at += 1;
    else {
      found.push(readValue(reading, depth));
      skipElement(reading);
    }
  }
  return found;
}

function readObject(reading: Reading, depth: number): ReadonlyMap<string, HclValue> {
  const found = new Map<string, HclValue>();
  reading.at += 1;
  for (let token = reading.tokens[reading.at]; token !== undefined; token = reading.tokens[reading.at]) {
    if (isMark(token, '}')) {
      reading.at += 1;
      break;
    }
    const next = reading.tokens[reading.at + 1];
    if ((token.kind === 'name' || token.kind === 'text') && (isMark(next, '=') || isMark(next, ':'))) {
      reading.at += 2;
      found.set(token.value, readValue(reading, depth));
      skipElement(reading);
    } else if (isOpening(token)) skipBrackets(reading);
    else reading.at += 1;
  }
  return found;
}

// `{ for k, v in { … } : k => v if … }`, `[for …]`: computed.
function isComprehension({ tokens, at }: Reading): boolean {
  if (!isMark(tokens[at], '{') && !isMark(tokens[at], '[')) return false;
  let next = at + 1;
  while (tokens[next]?.kind === 'newline') next += 1;
  const [word, after] = [tokens[next], tokens[next + 1]];
  return word?.kind === 'name' && word.value === 'for' && !isMark(after, '=') && !isMark(after, ':');
}

function isOpening(token: Token): boolean {
  return token.kind === 'mark' && /^[[({]$/.test(token.value);
}

function skipElement(reading: Reading): void {
  for (let token = reading.tokens[reading.at]; token !== undefined; token = reading.tokens[reading.at]) {
    if (token.kind === 'newline' || isMark(token, ',') || isMark(token, ']') || isMark(token, '}')) return;
    if (isOpening(token)) skipBrackets(reading);
    else reading.at += 1;
  }
}

function skipToLineEnd(reading: Reading): void {
  for (let token = reading.tokens[reading.at]; token !== undefined; token = reading.tokens[reading.at]) {
    if (token.kind === 'newline' || isMark(token, '}')) return;
    if (isOpening(token)) skipBrackets(reading);
    else reading.at += 1;
  }
}

function skipBrackets(reading: Reading): void {
  let open = 0;
  for (let token = reading.tokens[reading.at]; token !== undefined; token = reading.tokens[reading.at]) {
    reading.at += 1;
    if (token.kind !== 'mark') continue;
    if (/[[({]/.test(token.value)) open += 1;
    else if (/[\])}]/.test(token.value)) open -= 1;
    if (open === 0) return;
  }
}

function isMark(token: Token | undefined, mark: string): boolean {
  return token?.kind === 'mark' && token.value === mark;
}
