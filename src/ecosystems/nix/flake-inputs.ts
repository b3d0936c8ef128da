/** An input of a flake.nix that is written as a literal. */
export interface FlakeInput {
  readonly name: string;
  /** `github:NixOS/nixpkgs/nixos-24.05`; absent for one that follows another input, or is given by its parts. */
  readonly url?: string;
  readonly line: number;
}

interface Token {
  readonly text: string;
  readonly kind: 'name' | 'text' | 'sign';
  readonly line: number;
}

const TOKEN = /#[^\n]*|\/\*[\s\S]*?\*\/|"((?:[^"\\]|\\[\s\S])*)"|''[\s\S]*?''|[A-Za-z_][\w'-]*|[^\s]/g;

/**
 * Reads the inputs of a flake.nix. They have to be literals there (Nix manual, "Flake format"): nothing is evaluated, in any
 * of the spellings `inputs.a.url = "…"`, `inputs.a = { url = "…"; }`, `inputs = { a.url = "…"; a = { … }; }`.
 */
export function readFlakeInputs(text: string): FlakeInput[] {
  const found = new Map<string, FlakeInput>();
  for (const { path, value, line } of attributes(tokensOf(text))) {
    const [head, name, key, ...more] = path;
    if (head !== 'inputs' || name === undefined) continue;
    const known = found.get(name) ?? { name, line };
    const isUrl = key === 'url' && more.length === 0 && value !== undefined;
    found.set(name, isUrl ? { ...known, url: value } : known);
  }
  return [...found.values()];
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let [line, at] = [1, 0];
  for (const match of text.matchAll(TOKEN)) {
    for (let next = text.indexOf('\n', at); next !== -1 && next < match.index; next = text.indexOf('\n', at)) {
      line += 1;
      at = next + 1;
    }
    const [whole, quoted] = match;
    if (whole.startsWith('#') || whole.startsWith('/*')) continue;
    if (quoted !== undefined) tokens.push({ text: quoted, kind: 'text', line });
    else tokens.push({ text: whole, kind: /^[A-Za-z_]/.test(whole) ? 'name' : 'sign', line });
  }
  return tokens;
}

interface Attribute {
  readonly path: readonly string[];
  /** The text it is set to, when that is one literal. */
  readonly value: string | undefined;
  readonly line: number;
}

const MOST_STEPS = 8;

// The attributes of the outermost set and of the sets below `inputs`; all other values are skipped.
function attributes(tokens: readonly Token[]): Attribute[] {
  const all: Attribute[] = [];
  const open: (readonly string[])[] = [];
  let at = tokens.findIndex(({ text, kind }) => kind === 'sign' && text === '{');
  if (at === -1) return all;
  open.push([]);
  at += 1;
  while (at < tokens.length && open.length > 0) {
    if (isSign(tokens[at], '}')) {
      open.pop();
      at += isSign(tokens[at + 1], ';') ? 2 : 1;
      continue;
    }
    const { path, next, line } = attributePath(tokens, at);
    if (next === at || !isSign(tokens[next], '=')) {
      at += 1; // `inherit`, or something that is no attribute
      continue;
    }
    const full = [...(open.at(-1) ?? []), ...path];
    const isInput = full[0] === 'inputs' && full.length <= MOST_STEPS;
    if (isInput && isSign(tokens[next + 1], '{')) {
      all.push({ path: full, value: undefined, line });
      open.push(full);
      at = next + 2;
      continue;
    }
    const value = tokens[next + 1]?.kind === 'text' && isSign(tokens[next + 2], ';') ? tokens[next + 1]?.text : undefined;
    if (isInput) all.push({ path: full, value, line });
    at = afterValue(tokens, next + 1);
  }
  return all;
}

function attributePath(tokens: readonly Token[], from: number): { path: string[]; next: number; line: number } {
  const path: string[] = [];
  const line = tokens[from]?.line ?? 1;
  let at = from;
  for (let token = tokens[at]; token !== undefined && token.kind !== 'sign'; token = tokens[at]) {
    path.push(token.text);
    at += 1;
    if (!isSign(tokens[at], '.')) break;
    at += 1;
  }
  return { path, next: at, line };
}

// Behind the `;` that ends a value, over all brackets.
function afterValue(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind !== 'sign') continue;
    if ('{[('.includes(token.text)) depth += 1;
    else if ('}])'.includes(token.text)) depth -= 1;
    if (depth < 0) return at;
    if (depth === 0 && token.text === ';') return at + 1;
  }
  return tokens.length;
}

function isSign(token: Token | undefined, text: string): boolean {
  return token?.kind === 'sign' && token.text === text;
}
