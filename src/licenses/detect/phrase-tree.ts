import type { IndexRules, PhraseRule } from './index-rules.ts';
import type { Document } from './document.ts';
import { type NoticeWords, toNoticeWords } from './notice-words.ts';

/** A tree of word sequences; a node at whose word a rule ends holds the rule. */
interface Node {
  rule?: PhraseRule;
  readonly next: Map<number, Node>;
}

export interface PhraseTree {
  readonly root: Node;
  /** 1 for words with which a rule begins: nearly every word of a text is passed over by this. */
  readonly begins: Uint8Array;
  readonly skip: ReadonlySet<number>;
  readonly words: NoticeWords;
}

/** A rule met at words `from` to `to` of the document. */
export interface Mention {
  readonly rule: PhraseRule;
  readonly from: number;
  readonly to: number;
}

/** Makes the tree once per index. */
export function toPhraseTree(rules: IndexRules, dictionarySize: number): PhraseTree {
  const root: Node = { next: new Map() };
  const begins = new Uint8Array(dictionarySize);
  for (const rule of rules.phrases) {
    let node = root;
    for (const word of rule.words) {
      let child = node.next.get(word);
      if (child === undefined) {
        child = { next: new Map() };
        node.next.set(word, child);
      }
      node = child;
    }
    node.rule ??= rule;
    begins[rule.words[0] ?? 0] = 1;
  }
  begins[0] = 0;
  return { root, begins, skip: new Set(rules.words.skip), words: toNoticeWords(rules) };
}

const MOST_SKIPPED = 3;

/** All longest rules in a document, from left to right; none overlaps another. */
export function findMentions(tree: PhraseTree, document: Document): readonly Mention[] {
  const mentions: Mention[] = [];
  let at = 0;
  while (at < document.count) {
    const mention = (tree.begins[document.tokens[at] ?? 0] ?? 0) === 1 ? longestAt(tree, document, at) : undefined;
    if (mention === undefined) {
      at += 1;
    } else {
      mentions.push(mention);
      at = mention.to;
    }
  }
  return mentions;
}

function longestAt(tree: PhraseTree, document: Document, from: number): Mention | undefined {
  let node: Node | undefined = tree.root;
  let best: Mention | undefined;
  let skipped = 0;
  for (let at = from; at < document.count; at += 1) {
    const word = document.tokens[at] ?? 0;
    const child: Node | undefined = node.next.get(word);
    if (child !== undefined && best !== undefined && isNewParagraph(document, at)) break;
    if (child === undefined) {
      if (node === tree.root || !tree.skip.has(word) || isNumber(document, at - 1)) break;
      skipped += 1;
      if (skipped > MOST_SKIPPED) break;
      continue;
    }
    node = child;
    if (node.rule !== undefined) best = { rule: node.rule, from, to: at + 1 };
  }
  return best;
}

const PARAGRAPH = /\n[^\p{L}\d\n]*\n/u;

/** A name that is whole at the end of a paragraph does not go on in the next one. */
function isNewParagraph(document: Document, at: number): boolean {
  return PARAGRAPH.test(document.text.slice(document.ends[at - 1], document.starts[at]));
}

/** Behind a number no `version` is passed over: the next number is another one's. */
function isNumber(document: Document, at: number): boolean {
  const code = document.text.charCodeAt((document.ends[at] ?? 1) - 1);
  return code >= 48 && code <= 57;
}
