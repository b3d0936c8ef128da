/**
 * Stems of which at least one stands in every paragraph or two that say something about a license; `|` is a word's edge.
 * A rule whose words none of these comes near needs a stem of its own. `passages.test.ts` holds that no known text has gaps.
 */
const STEMS = (
  'licens,licenc,licentie,licenza,lizenz,ライセンス,许可,許諾,著作,利用,同意,copyright,copyleft,copying,copy and,auteursrecht,oeuvre,œuvre,' +
  'gpl,bsd,|mit|,|asl|,|mpl,|epl,|cddl,|cc0,|cc by,|cc-by,apache,mozilla,creative commons,creativecommons,opensource,public domain,freeware,freely,|free to,' +
  '|free use,proprietary,confidential,permission,warrant,distribut,agreement,terms of use,under the,attribution,terms and conditions,may be used,' +
  'what you want,whatever'
).split(',');

interface Stem {
  readonly letters: string;
  readonly beginsWord: boolean;
  readonly endsWord: boolean;
}

/** Under three letters at once, five bits of each: the case does not show in them. */
const LETTERS = 0x7fff;
const byLetters = new Map<number, readonly Stem[]>();
const isBeginning = new Uint8Array(LETTERS + 1);

for (const stem of STEMS) {
  const letters = stem.replaceAll('|', '');
  for (const written of [letters, letters.toUpperCase()]) {
    const third = letters.length > 2 ? [written.charCodeAt(2)] : Array.from({ length: 32 }, (_, code) => code);
    for (const code of third) {
      const key = push(push(push(0, written.charCodeAt(0)), written.charCodeAt(1)), code);
      const known = byLetters.get(key) ?? [];
      byLetters.set(key, [...known, { letters, beginsWord: stem.startsWith('|'), endsWord: stem.endsWith('|') }]);
      isBeginning[key] = 1;
    }
  }
}

function push(letters: number, code: number): number {
  return ((letters << 5) | (code & 31)) & LETTERS;
}

/** Where the next stem stands at or behind a place, or -1. One look at each character: this is run over everything. */
export function nextStem(text: string, from: number): number {
  let letters = 0;
  for (let at = from; at < text.length; at += 1) {
    letters = push(letters, text.charCodeAt(at));
    if (isBeginning[letters] === 1 && at >= from + 2 && isStem(text, at - 2, letters)) return at - 2;
  }
  return -1;
}

function isStem(text: string, at: number, key: number): boolean {
  for (const { letters, beginsWord, endsWord } of byLetters.get(key) ?? []) {
    if (!standsAt(text, at, letters)) continue;
    if (beginsWord && isWord(text.charCodeAt(at - 1))) continue;
    if (!endsWord || !isWord(text.charCodeAt(at + letters.length))) return true;
  }
  return false;
}

/** Whether the letters stand there in any case. */
function standsAt(text: string, at: number, letters: string): boolean {
  for (let offset = 2; offset < letters.length; offset += 1) {
    const code = text.charCodeAt(at + offset);
    const letter = letters.charCodeAt(offset);
    if (code !== letter && !(code >= 65 && code <= 90 && code + 32 === letter)) return false;
  }
  return text.slice(at, at + 2).toLowerCase() === letters.slice(0, 2);
}

function isWord(code: number): boolean {
  const lower = code | 32;
  return (lower >= 97 && lower <= 122) || (code >= 48 && code <= 57) || code === 95;
}
