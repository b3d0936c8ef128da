/** How one UTF-16 code unit takes part in words: one of the four below. */
export const SEPARATOR = 0;
export const LETTER = 1;
export const DIGIT = 2;
/** A character that is a word of its own: CJK is written without spaces. */
export const IDEOGRAPH = 3;

const ascii = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) {
  const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  ascii[code] = isLetter ? LETTER : code >= 48 && code <= 57 ? DIGIT : SEPARATOR;
}

/** The class of a code unit; punctuation of every script separates. */
export function charClass(code: number): number {
  if (code < 128) return ascii[code] ?? SEPARATOR;
  if (code < 0xc0 || code === 0xd7 || code === 0xf7) return SEPARATOR;
  if (code >= 0x2000 && code <= 0x2bff) return SEPARATOR;
  if (code >= 0x3000 && code <= 0x303f) return SEPARATOR;
  if (code >= 0x3040 && code <= 0x9fff) return IDEOGRAPH;
  if (code >= 0xfe30) return SEPARATOR;
  return LETTER;
}

export const HASH_SEED = 0x811c9dc5 | 0;

/** One FNV-1a step over a lower-cased code unit. */
export function hashStep(hash: number, code: number): number {
  const lower = code >= 65 && code <= 90 ? code + 32 : code >= 0xc0 && code <= 0xde ? code + 32 : code;
  return Math.imul(hash ^ lower, 0x01000193);
}

/** The hash under which a word stands in the dictionary. */
export function hashWord(word: string): number {
  let hash = HASH_SEED;
  for (let at = 0; at < word.length; at += 1) hash = hashStep(hash, word.charCodeAt(at));
  return hash;
}
