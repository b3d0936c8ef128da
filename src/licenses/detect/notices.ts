import { COPYRIGHT_STATEMENT, type Document } from './document.ts';
import { isGnuFamily, readGnuVersion } from './gnu-version.ts';
import { endsSentence } from './sentences.ts';
import type { IndexRules } from './index-rules.ts';
import type { Mention } from './phrase-tree.ts';

/** A statement that something is under a license, by name. */
export interface Notice {
  readonly kind: 'name' | 'phrase' | 'exception';
  readonly expression: string;
  /** The name tells no version. */
  readonly weak: boolean;
  /** Only a name and a number, as in a pointer to `common-licenses/GPL-2`: a fuller notice of the version replaces it. */
  readonly brief: boolean;
  readonly from: number;
  readonly to: number;
}

/** What an unversioned name of these families means in practice. */
const GENERIC: Readonly<Record<string, string>> = { BSD: 'BSD-3-Clause', MPL: 'LicenseRef-MPL', EPL: 'EPL-1.0' };
const FARTHEST_TRIGGER = 14;
/** A file of so few words is a license field. */
const TINY = 6;
const MOST_STRANGERS = 3;

/** Keeps the mentions that say that something is licensed so, and reads GNU versions. */
export function readNotices(rules: IndexRules, document: Document, mentions: readonly Mention[]): readonly Notice[] {
  const lists: Lists = {
    trigger: new Set(rules.words.trigger),
    verb: new Set(rules.words.verb),
    filler: new Set(rules.words.filler),
    negation: new Set(rules.words.negation),
    heading: new Set(rules.words.heading),
  };
  const notices: Notice[] = [];
  mentions.forEach((mention, number) => {
    const { rule } = mention;
    if (rule.kind === 'silent' || isFileName(document, mention) || isListItem(document, mention)) return;
    if (rule.kind === 'phrase' || rule.kind === 'exception') {
      notices.push({
        kind: rule.kind,
        expression: rule.expression,
        weak: false,
        brief: false,
        from: mention.from,
        to: mention.to,
      });
      return;
    }
    const previous = mentions[number - 1];
    const before = previous?.to ?? 0;
    const context = { document, lists, previous, notices };
    if (
      !isTriggered(mention, context) &&
      !speaksForItself(document, mention, lists) &&
      !standsAlone(document, mention, lists.heading)
    )
      return;
    if (isGnuFamily(rule.expression)) {
      const after = nextOther(mentions, number) ?? document.count;
      const reading = readGnuVersion(document, mention, { before, after });
      notices.push({
        kind: 'name',
        expression: reading.expression,
        weak: !reading.isVersioned,
        brief: (reading.to - reading.from <= 5 && !reading.isOnly) || isPointer(document, mention),
        from: reading.from,
        to: reading.to,
      });
      return;
    }
    const expression = GENERIC[rule.expression] ?? rule.expression;
    notices.push({ kind: 'name', expression, weak: rule.weak === true, brief: false, from: mention.from, to: mention.to });
  });
  return notices;
}

const POINTERS = new Set(['text', 'texts', 'copy', 'copies']);

/** `the full text of the GNU GPL can be found in …`, `common-licenses/GPL-2`: where a license is, not what applies. */
function isPointer(document: Document, mention: Mention): boolean {
  if (document.text.charCodeAt((document.starts[mention.from] ?? 1) - 1) === 47) return true;
  for (let at = mention.from - 1; at >= Math.max(0, mention.from - 8); at -= 1) {
    if (endsSentence(document, at)) return false;
    if (POINTERS.has(document.text.slice(document.starts[at], document.ends[at]).toLowerCase())) return true;
  }
  return false;
}

/** `"GPL-2.0", "GPL-3.0",` in the middle of a list: code about licenses. */
function isListItem(document: Document, mention: Mention): boolean {
  const begin = document.starts[mention.from] ?? 0;
  const end = document.ends[mention.to - 1] ?? 0;
  return (
    /["'`]\s*,\s*["'`]$/.test(document.text.slice(Math.max(0, begin - 40), begin)) &&
    /^[-+.\w]{0,24}["'`]\s*[,\]]/.test(document.text.slice(end, end + 40))
  );
}

const EXTENSION = /^\.(?:txt|md|html?|rst|pdf|php)\b/i;

/** `gpl.txt` names a file. */
function isFileName(document: Document, mention: Mention): boolean {
  const end = document.ends[mention.to - 1] ?? 0;
  const isOneWord = /^[\w.-]+$/.test(document.text.slice(document.starts[mention.from], end));
  return isOneWord && document.text.charCodeAt(end) === 46 && EXTENSION.test(document.text.slice(end, end + 6));
}

/** Where a mention of another license begins: a version behind that belongs to it. */
function nextOther(mentions: readonly Mention[], number: number): number | undefined {
  const family = mentions[number]?.rule.expression;
  for (let at = number + 1; at < mentions.length; at += 1) {
    const mention = mentions[at];
    if (
      mention !== undefined &&
      mention.rule.kind !== 'silent' &&
      mention.rule.kind !== 'exception' &&
      mention.rule.expression !== family
    )
      return mention.from;
  }
  return undefined;
}

interface Context {
  readonly document: Document;
  readonly lists: Lists;
  readonly previous: Mention | undefined;
  readonly notices: readonly Notice[];
}

type Lists = Readonly<Record<'trigger' | 'verb' | 'filler' | 'negation' | 'heading', ReadonlySet<number>>>;

/**
 * `licensed under the`, `License:`, `the terms of the … or the`: a trigger before the name with only fillers between.
 * A name that says `license` allows a few strange words (`the license of libfoo is the GPL`), within the sentence.
 */
function isTriggered(mention: Mention, { document, lists, previous, notices }: Context): boolean {
  const last = notices.at(-1);
  const isFull = isFullName(mention, lists.heading);
  let strangers = isFull || isGnuFamily(mention.rule.expression) ? MOST_STRANGERS : 0;
  let isVerb = true;
  for (let at = mention.from - 1, steps = 0; at >= 0 && steps < FARTHEST_TRIGGER; at -= 1, steps += 1) {
    if (last !== undefined && at < last.to && at >= last.from) return true;
    if (previous !== undefined && previous.rule.kind === 'silent' && at < previous.to) return false;
    const word = document.tokens[at] ?? 0;
    if (lists.trigger.has(word)) return !isNegated(document, at, lists.negation) && !isAssignment(document, at);
    if (isVerb && isFull && steps < 3 && lists.verb.has(word)) return !isNegated(document, at, lists.negation);
    if (lists.negation.has(word)) return false;
    if (lists.filler.has(word)) continue;
    isVerb = false;
    if (strangers === 0 || endsSentence(document, at)) return false;
    strangers -= 1;
  }
  return false;
}

/** Whether the name itself has a word like `license` in it. */
function isFullName(mention: Mention, heading: ReadonlySet<number>): boolean {
  return mention.rule.words.length >= 2 && mention.rule.words.some((word) => heading.has(word));
}

/** `licenses = [` is code about licenses. */
function isAssignment(document: Document, at: number): boolean {
  return /^\s*=\s*[[{(]/.test(document.text.slice(document.ends[at] ?? 0, (document.ends[at] ?? 0) + 8));
}

function isNegated(document: Document, at: number, negation: ReadonlySet<number>): boolean {
  for (let before = at - 1; before >= Math.max(0, at - 3); before -= 1) {
    if (negation.has(document.tokens[before] ?? 0)) return true;
  }
  return negation.has(document.tokens[at + 1] ?? 0);
}

/** `BSD licensed`, `Copyright … MIT license`, `MIT license, see LICENSE`: no trigger before, and still a grant. */
function speaksForItself(document: Document, mention: Mention, lists: Lists): boolean {
  if (!isFullName(mention, lists.heading)) return false;
  if (document.ignorable[mention.from] === COPYRIGHT_STATEMENT) return true;
  const wordAt = (at: number): string => document.text.slice(document.starts[at], document.ends[at]).toLowerCase();
  const isNegative = lists.negation.has(document.tokens[mention.from - 1] ?? 0);
  return (
    !isNegative &&
    (wordAt(mention.to - 1) === 'licensed' ||
      (wordAt(mention.to) === 'see' && /^(?:licen[sc]e|copying|the|file)$/.test(wordAt(mention.to + 1))))
  );
}

/** A heading: the name makes up its line. Bare acronyms (`MIT`, `BSD`) do not count so. */
function standsAlone(document: Document, mention: Mention, heading: ReadonlySet<number>): boolean {
  const names = mention.to - mention.from;
  const [lineFrom, lineTo] = lineOf(document, mention);
  const others = lineTo - lineFrom - names;
  let hasLicenseWord = mention.rule.kind === 'title';
  for (let at = mention.from; at < mention.to; at += 1) if (heading.has(document.tokens[at] ?? 0)) hasLicenseWord = true;
  if (isGnuFamily(mention.rule.expression) && document.count <= TINY) return lineFrom === 0;
  if (!hasLicenseWord) return names >= 2 && others === 0 && lineTo - lineFrom <= 6 && document.count < 40;
  return others <= 2 || (mention.rule.kind === 'title' && names >= 4 && others <= names * 2);
}

const LONGEST_LINE = 400;

/** The words of the mention's line; a comment's marks end a line too, so that a banner in a minified file has one. */
function lineOf(document: Document, mention: Mention): readonly [from: number, to: number] {
  const begin = document.starts[mention.from] ?? 0;
  const end = document.ends[mention.to - 1] ?? 0;
  const before = document.text.slice(Math.max(0, begin - LONGEST_LINE), begin);
  const after = document.text.slice(end, end + LONGEST_LINE);
  const start = begin - before.length + Math.max(before.lastIndexOf('\n'), before.lastIndexOf('/*'));
  const stop = end + Math.min(...['\n', '*/'].map((mark) => after.indexOf(mark)).map((at) => (at < 0 ? after.length : at)));
  let from = mention.from;
  while (from > 0 && (document.starts[from - 1] ?? 0) > start) from -= 1;
  let to = mention.to;
  while (to < document.count && (document.starts[to] ?? 0) < stop) to += 1;
  return [from, to];
}
