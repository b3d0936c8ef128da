import { DISCLAIMING, GRANTING, LIMITING, REFUSING, RESTRICTIVE } from '../../dist/licenses/detect/license-index.js';
import { tokenise } from '../../dist/licenses/detect/tokenise.js';
import { hashWord } from '../../dist/licenses/detect/words.js';

const TRAITS = { restrictive: RESTRICTIVE, disclaiming: DISCLAIMING, limiting: LIMITING, granting: GRANTING, refusing: REFUSING };
const PLAIN = { html: false, rtf: false };

/** Gives every word an id; variants (`licence`) share the id of their canonical spelling. */
export function makeDictionary(variants) {
  const idOfHash = new Map();
  const spellings = [''];
  const canonical = new Map(
    Object.entries(variants).flatMap(([word, others]) => others.map((other) => [hashWord(String(other)), word])),
  );

  const idFor = (hash, spelling) => {
    const known = idOfHash.get(hash);
    if (known !== undefined) return known;
    const target = canonical.get(hash);
    const id = target === undefined ? spellings.push(spelling) - 1 : idFor(hashWord(target), target);
    idOfHash.set(hash, id);
    return id;
  };
  for (const [word, others] of Object.entries(variants))
    for (const other of [word, ...others]) idFor(hashWord(String(other)), String(other));

  return {
    /** The words of a text with their ids and places. */
    read(text) {
      const { hashes, starts, ends, count } = tokenise(text, PLAIN);
      return Array.from({ length: count }, (_, at) => ({
        id: idFor(
          hashes[at],
          text
            .slice(starts[at], ends[at])
            .toLowerCase()
            .replace(/[^\p{L}\p{N}]/gu, ''),
        ),
        start: starts[at],
        end: ends[at],
      }));
    },
    ids(text) {
      return this.read(text).map(({ id }) => id);
    },
    words: () => spellings,
    table(lists) {
      const size = 1 << Math.ceil(Math.log2(idOfHash.size * 2.5));
      const keys = new Int32Array(size);
      const ids = new Uint16Array(size);
      if (spellings.length > 65_535) throw new Error('too many words for 16 bits');
      for (const [hash, id] of idOfHash) {
        if (hash === 0) throw new Error('a word hashes to 0');
        let slot = (hash ^ (hash >>> 15)) & (size - 1);
        while (keys[slot] !== 0) slot = (slot + 1) & (size - 1);
        keys[slot] = hash;
        ids[slot] = id;
      }
      const traits = new Uint8Array(spellings.length);
      for (const [list, bit] of Object.entries(TRAITS)) for (const id of lists[list]) traits[id] |= bit;
      return { keys, ids, traits };
    },
  };
}
