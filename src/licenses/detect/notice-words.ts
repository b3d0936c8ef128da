import type { IndexRules } from './index-rules.ts';
import { toVersions, type Versions } from './versions.ts';

const LISTS = ['trigger', 'verb', 'filler', 'negation', 'refusal', 'heading'] as const;

/** The word lists that decide whether a name is a statement, as sets of dictionary ids, and the versions that licenses have. */
export type NoticeWords = Readonly<Record<(typeof LISTS)[number], ReadonlySet<number>>> & { readonly versions: Versions };

/** Makes the sets of an index once. */
export function toNoticeWords(rules: IndexRules): NoticeWords {
  const set = (name: (typeof LISTS)[number]): ReadonlySet<number> => new Set(rules.words[name]);
  return {
    trigger: set('trigger'),
    verb: set('verb'),
    filler: set('filler'),
    negation: set('negation'),
    refusal: set('refusal'),
    heading: set('heading'),
    versions: toVersions(rules.ids),
  };
}
