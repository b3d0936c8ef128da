/** Words per gram: long enough to be rare in prose, short enough to survive an edit every few words. */
export const GRAM = 4;

/** Templates longer than this keep one gram in `SAMPLE`, chosen by content, so that the index stays small. */
export const SAMPLED_FROM = 300;
const SAMPLE_MASK = 3;

/** The hash of the gram at `at`; 0 when a word in it is unknown. */
export function gramHash(tokens: Uint16Array, at: number): number {
  let hash = 0x2f0b4c47;
  for (let offset = 0; offset < GRAM; offset += 1) {
    const id = tokens[at + offset] ?? 0;
    if (id === 0) return 0;
    hash = Math.imul(hash ^ id, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash === 0 ? 1 : hash;
}

/** Whether a gram is kept for long templates. */
export function isSampled(hash: number): boolean {
  return ((hash >>> 7) & SAMPLE_MASK) === 0;
}

/** Whether the words at two places are the same gram. */
export function sameGram(left: Uint16Array, leftAt: number, right: Uint16Array, rightAt: number): boolean {
  for (let offset = 0; offset < GRAM; offset += 1) {
    if (left[leftAt + offset] !== right[rightAt + offset]) return false;
  }
  return true;
}
