/** The words of an expression with their place in the text. */
export interface SpdxToken {
  readonly type: 'word' | 'and' | 'or' | 'with' | '(' | ')' | 'other';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const OPERATORS = new Set(['and', 'or', 'with']);

// SPDX 3.0.1 annex B: idstring = 1*(ALPHA / DIGIT / "-" / "."), `:` after a DocumentRef, `+` directly behind an id.
// `_` is not in the grammar and common in the wild: it makes a word that is no id, not two words.
const TOKEN = /\s*(?:([()])|([A-Za-z0-9._:-]+\+?)|(\S))/guy;

/** Splits at any white space; operators in any case, as SPDX 3 allows. Linear, never fails: what fits nothing is `other`. */
export function spdxTokens(text: string): SpdxToken[] {
  const tokens: SpdxToken[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [whole, parenthesis, word, other] = match;
    const token = parenthesis ?? word ?? other ?? '';
    const end = match.index + whole.length;
    const lower = token.toLowerCase();
    const type = parenthesis ?? (word === undefined ? 'other' : OPERATORS.has(lower) ? lower : 'word');
    tokens.push({ type: type as SpdxToken['type'], text: token, start: end - token.length, end });
  }
  return tokens;
}
