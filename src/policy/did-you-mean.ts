/** The word of the list that is closest to what was written, when it is close enough to be a slip. */
export function didYouMean(written: string, words: readonly string[]): string | undefined {
  const lower = written.toLowerCase();
  const limit = Math.max(1, Math.floor(written.length / 3));
  let best: { readonly word: string; readonly distance: number } | undefined;
  for (const word of words) {
    if (Math.abs(word.length - written.length) > limit) continue;
    const distance = editDistance(lower, word.toLowerCase(), best?.distance ?? limit + 1);
    if (distance <= limit && (best === undefined || distance < best.distance)) best = { word, distance };
  }
  return best?.word;
}

export function hintFor(written: string, words: readonly string[]): string | undefined {
  const word = didYouMean(written, words);
  return word === undefined ? undefined : `did you mean \`${word}\`?`;
}

function editDistance(a: string, b: string, giveUp: number): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    if (Math.min(...row) >= giveUp) return giveUp;
    previous = row;
  }
  return previous[b.length] ?? giveUp;
}
