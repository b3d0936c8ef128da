import type { Document } from './document.ts';
import type { Mention } from './phrase-tree.ts';
import { endsSentence } from './sentences.ts';

const REACH = 40;
/** `in a manner that would cause the software to be subject to the GPL`: what must not come to pass. */
const HYPOTHETICAL = new Set(['require', 'requires', 'required', 'cause', 'causes', 'purport', 'purports', 'would']);
const PARAGRAPH = /\n[^\p{L}\d\n]*\n/u;
const INCLUDING = /^includ(?:es?|ing)$/;
const LIMITATION = new Set(['limitation', 'limited']);

/** Whether a license is named as an example of what must not happen, or of what a term means: agreements do so. */
export function isHypothetical(document: Document, mention: Mention): boolean {
  const word = (at: number): string => document.text.slice(document.starts[at], document.ends[at]).toLowerCase();
  for (let at = mention.from - 1; at >= Math.max(0, mention.from - REACH); at -= 1) {
    if (endsSentence(document, at) || PARAGRAPH.test(document.text.slice(document.ends[at], document.starts[at + 1])))
      return false;
    const text = word(at);
    // `Change License: GPL 2.0` of the Business Source License: what will apply one day.
    if (text === 'license' && word(at - 1) === 'change') return true;
    if (HYPOTHETICAL.has(text)) return true;
    // `including, without limitation, the GPL`, `including but not limited to the GPL`
    if (LIMITATION.has(text) && (INCLUDING.test(word(at - 2)) || INCLUDING.test(word(at - 3)))) return true;
  }
  return false;
}

const RESTRICTED =
  /^[\s,)"'*_\]]*(?:licen[sc]e[\s,]*)?(?:\(as modified\)|as modified|(?:but |and )?with (?:(?:a|an|some|the|following|addition of|additional|added|special|certain|extra|usage|further|these) ){0,4}(?:restriction|limitation|modification|condition|change)s?\b)/i;
/** `Modified MIT license`; a modified BSD license is a license of its own. */
const MODIFIED = /(?:^|[^\p{L}])(?:modified|custom|adapted)[ \t]+$/iu;
const LIKENESS = /^[-\s]like\b/i;
const LONGEST = 90;

/** `MIT license with restrictions`, `MIT-like`: another license than the one it names. `BSD-like` is said as `BSD-style` is. */
export function isQualified(document: Document, mention: Mention): boolean {
  const end = document.ends[mention.to - 1] ?? 0;
  const behind = document.text.slice(end, end + LONGEST);
  const begin = document.starts[mention.from] ?? 0;
  const isBsd = /BSD/.test(mention.rule.expression);
  if (!isBsd && MODIFIED.test(document.text.slice(Math.max(0, begin - LONGEST), begin))) return true;
  return (LIKENESS.test(behind) && !isBsd) || RESTRICTED.test(behind);
}
