import type { Document } from './document.ts';
import { type GnuReading, isGnuFamily, readGnuVersion } from './gnu-version.ts';
import { isHypothetical, isQualified } from './hypothetical-names.ts';
import { isBesideThePoint, isPointer, isReferredTo, isSomebodyElses } from './mention-context.ts';
import type { NoticeWords } from './notice-words.ts';
import type { Mention } from './phrase-tree.ts';
import { inStatedVersion } from './named-version.ts';
import { endsSentence } from './sentences.ts';
import { isFullName, needsNoTrigger } from './standing-names.ts';

/** A statement that something is under a license, by name. */
export interface Notice {
  readonly kind: 'name' | 'phrase' | 'exception';
  readonly expression: string;
  /** The name tells no version. */
  readonly weak: boolean;
  /** Where a text is, not what applies (`common-licenses/GPL-2`): a notice of a GNU license replaces it. */
  readonly brief: boolean;
  /** Only a name and a number, or a heading: a fuller notice of the same version replaces it. */
  readonly short: boolean;
  readonly from: number;
  readonly to: number;
}

/** What an unversioned name of these families means in practice. */
const GENERIC: Readonly<Record<string, string>> = { BSD: 'BSD-3-Clause', MPL: 'LicenseRef-MPL', EPL: 'EPL-1.0' };
const FARTHEST_TRIGGER = 14;
const MOST_STRANGERS = 3;
const LONGEST_BETWEEN = 400;

/** Keeps the mentions that say that something is licensed so, and reads GNU versions. */
export function readNotices(lists: NoticeWords, document: Document, mentions: readonly Mention[]): readonly Notice[] {
  const notices: Notice[] = [];
  const denied = new Set<Mention>();
  const others = nextOthers(mentions, document.count);
  const isKnown = (word: number): boolean => lists.filler.has(word) || lists.trigger.has(word) || lists.heading.has(word);
  mentions.forEach((mention, number) => {
    const { rule } = mention;
    if (rule.kind === 'silent' || isBesideThePoint(document, mention) || isQualified(document, mention)) return;
    const place = { from: mention.from, to: mention.to };
    if (rule.kind === 'phrase' || rule.kind === 'exception') {
      notices.push({
        kind: rule.kind,
        expression: rule.expression,
        weak: rule.weak === true,
        brief: false,
        short: false,
        ...place,
      });
      return;
    }
    const previous = mentions[number - 1];
    const isGnu = isGnuFamily(rule.expression);
    if (isSomebodyElses(document, mention, isKnown, isGnu)) return;
    const after = others[number] ?? document.count;
    const gnu = isGnu ? readGnuVersion(document, mention, { before: previous?.to ?? 0, after }) : undefined;
    const isNamed = isFullName(mention, lists) || gnu?.isVersioned === true;
    const trigger = readTrigger(mention, { document, lists, previous, notices, denied, isNamed });
    if (trigger === 'denied') denied.add(mention);
    const isMeant = (trigger === 'said' || needsNoTrigger(document, mention, lists, gnu)) && !isHypothetical(document, mention);
    if (gnu !== undefined && (isMeant || isReferredTo(document, mention)))
      notices.push(toGnuNotice(document, mention, gnu, { isSaid: trigger === 'said', isMeant }));
    if (gnu !== undefined || !isMeant) return;
    const stated = inStatedVersion(document, mention, { after, versions: lists.versions });
    if (stated === undefined) return;
    const expression = GENERIC[stated] ?? stated;
    notices.push({
      kind: 'name',
      expression,
      weak: rule.weak === true && stated === rule.expression,
      brief: false,
      short: false,
      ...place,
    });
  });
  return notices;
}

function toGnuNotice(
  document: Document,
  mention: Mention,
  reading: GnuReading,
  { isSaid, isMeant }: { readonly isSaid: boolean; readonly isMeant: boolean },
): Notice {
  return {
    kind: 'name',
    expression: reading.expression,
    weak: !reading.isVersioned,
    brief: !isMeant || isPointer(document, mention),
    short: !reading.isOnly && (!isSaid || reading.to - reading.from <= 5),
    from: reading.from,
    to: reading.to,
  };
}

/** For each mention, where one of another license begins behind it: a version there belongs to that one. */
function nextOthers(mentions: readonly Mention[], end: number): Uint32Array {
  const others = new Uint32Array(mentions.length).fill(end);
  let next: number | undefined;
  let beyond = end;
  for (let at = mentions.length - 1; at >= 0; at -= 1) {
    const rule = mentions[at]?.rule;
    const following = next === undefined ? undefined : mentions[next];
    if (following !== undefined && following.rule.expression !== rule?.expression) others[at] = following.from;
    else others[at] = beyond;
    if (rule?.kind === 'silent' || rule?.kind === 'exception') continue;
    if (following !== undefined && following.rule.expression !== rule?.expression) beyond = following.from;
    next = at;
  }
  return others;
}

interface Context {
  readonly document: Document;
  readonly lists: NoticeWords;
  readonly previous: Mention | undefined;
  readonly notices: readonly Notice[];
  /** Mentions that a word before them takes back. */
  readonly denied: ReadonlySet<Mention>;
  /** The name says `license`, or a version: `the libraries are LGPLv2.1`. */
  readonly isNamed: boolean;
}

type Trigger = 'said' | 'denied' | 'none';

/**
 * `licensed under the`, `License:`, `the terms of the … or the`: a trigger before the name with only fillers between.
 * A name that says `license` allows a few strange words (`the license of libfoo is the GPL`), within the sentence.
 */
function readTrigger(mention: Mention, { document, lists, previous, notices, denied, isNamed }: Context): Trigger {
  const last = notices.at(-1);
  let strangers = isNamed || isGnuFamily(mention.rule.expression) ? MOST_STRANGERS : 0;
  let isVerb = true;
  for (let at = mention.from - 1, steps = 0; at >= 0 && steps < FARTHEST_TRIGGER; at -= 1, steps += 1) {
    if (last !== undefined && at < last.to && at >= last.from) return 'said';
    if (previous !== undefined && at < previous.to) {
      if (previous.rule.kind === 'silent') return 'none';
      // `not under the GPL or the LGPL`: what is denied of the one is denied of the other.
      if (denied.has(previous)) return 'denied';
    }
    const word = document.tokens[at] ?? 0;
    const isVerbal = isVerb && isNamed && steps < 3 && lists.verb.has(word);
    if (lists.trigger.has(word) || isVerbal) {
      if (isNegated(document, at, lists.refusal)) return 'denied';
      return isVerbal || !(isAssignment(document, at) || isAcrossStrings(document, at, mention)) ? 'said' : 'none';
    }
    if (lists.negation.has(word)) return 'denied';
    if (lists.filler.has(word)) continue;
    isVerb = false;
    if (strangers === 0 || endsSentence(document, at)) return 'none';
    strangers -= 1;
  }
  return 'none';
}

/** `licenses = [` is code about licenses. */
function isAssignment(document: Document, at: number): boolean {
  return /^\s*=\s*[[{(]/.test(document.text.slice(document.ends[at] ?? 0, (document.ends[at] ?? 0) + 8));
}

/** `"Apache License", b: "MIT"`: the trigger stands in another string of code. */
function isAcrossStrings(document: Document, trigger: number, mention: Mention): boolean {
  const between = document.text.slice(document.ends[trigger] ?? 0, document.starts[mention.from] ?? 0);
  return between.length <= LONGEST_BETWEEN && /^[^"'`\n]{0,40}["'`]\s*[,;\]})][^]*["'`]$/.test(between);
}

function isNegated(document: Document, at: number, refusal: ReadonlySet<number>): boolean {
  for (let before = at - 1; before >= Math.max(0, at - 3); before -= 1) {
    if (refusal.has(document.tokens[before] ?? 0)) return true;
  }
  return refusal.has(document.tokens[at + 1] ?? 0);
}
