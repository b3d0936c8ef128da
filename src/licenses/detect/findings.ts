import { toExpression } from '../../domain/spdx-expression.ts';
import { type Document, OTHER_OFFER } from './document.ts';
import type { Finding } from './finding.ts';
import { anyVersion } from './gnu-version.ts';
import type { LicenseIndex, Template } from './license-index.ts';
import type { JudgedMatch } from './match-texts.ts';
import { type Notice, readNotices } from './notices.ts';
import { findMentions, type PhraseTree } from './phrase-tree.ts';
import { findFields, findTags } from './tags.ts';
import { findUrls } from './urls.ts';

const SMALLEST_HOLE = 8;

/** Everything in a document that may speak of a license, each by its own matcher, not yet weighed. */
export function collectFindings(
  index: LicenseIndex,
  document: Document,
  texts: readonly JudgedMatch[],
  tree: PhraseTree,
): readonly Finding[] {
  const urls = findUrls(index.rules, document.text);
  return firstOfEach([
    ...findTags(document.text, toExpression).map((tag) =>
      atPlace(document, { ...tag, matcher: 'spdx-tag', rule: 'spdx-license-identifier' }),
    ),
    ...findFields(document.text, toExpression).map((tag) =>
      atPlace(document, { ...tag, matcher: 'notice', rule: 'license-field' }),
    ),
    ...texts.map((match) => textFinding(index, document, match)),
    ...readNotices(tree.words, document, findMentions(tree, document))
      .map((notice) => noticeFinding(document, notice))
      // The words in an address that stands for a license say nothing more.
      .filter(({ start, end }) => !urls.some((url) => start >= url.start && end <= url.end)),
    ...urls.map(({ expression, url, start, end }) => ({
      ...atPlace(document, { matcher: 'url', expression: anyVersion(expression) ?? expression, start, end, rule: `url:${url}` }),
      weak: anyVersion(expression) !== undefined || (/\d/.test(expression) && !/\d/.test(url)),
    })),
  ]);
}

/** A license that is named again and again needs no more evidence than this, and weighing stays linear. */
const MOST_OF_ONE = 24;

function firstOfEach(findings: readonly Finding[]): readonly Finding[] {
  const counts = new Map<string, number>();
  return findings.filter(({ matcher, expression }) => {
    const key = `${matcher} ${expression}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= MOST_OF_ONE;
  });
}

/** A text match as a finding, with the words in which it differs from the license's own text. */
export function textFinding(index: LicenseIndex, document: Document, match: JudgedMatch): Finding {
  const template = index.templates[match.template] as Template;
  return {
    matcher: 'text',
    expression: toExpression(template.expression) ?? template.expression,
    start: document.starts[match.from] ?? 0,
    end: document.ends[match.to - 1] ?? 0,
    from: match.from,
    to: match.to,
    score: match.score,
    coverage: match.coverage,
    weak: false,
    brief: false,
    short: false,
    holes: match.differences
      .map(({ extra }) => extra)
      .filter(([from, to]) => to - from >= SMALLEST_HOLE && document.ignorable.subarray(from, to).includes(OTHER_OFFER)),
    isException: index.rules.exceptionIds.includes(template.expression),
    rule: `text:${template.expression}${template.isCut === true ? ':conditions' : ''}`,
    ...differingWords(index, document, match),
  };
}

function noticeFinding(document: Document, notice: Notice): Finding {
  const place = {
    matcher: notice.kind === 'phrase' ? ('phrase' as const) : ('notice' as const),
    expression: notice.expression,
    start: document.starts[notice.from] ?? 0,
    end: document.ends[notice.to - 1] ?? 0,
    rule: `${notice.kind}:${notice.expression}`,
  };
  return {
    ...atPlace(document, place),
    weak: notice.weak,
    brief: notice.brief,
    short: notice.short,
    isException: notice.kind === 'exception',
  };
}

function atPlace(document: Document, place: Pick<Finding, 'matcher' | 'expression' | 'start' | 'end' | 'rule'>): Finding {
  return {
    ...place,
    from: wordAt(document, place.start),
    to: wordAt(document, place.end),
    score: 1,
    coverage: 1,
    weak: false,
    brief: false,
    short: false,
    holes: [],
    isException: false,
    missing: [],
    extra: [],
  };
}

/** The first word that does not begin before a character. */
function wordAt(document: Document, character: number): number {
  let low = 0;
  let high = document.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((document.starts[middle] ?? 0) < character) low = middle + 1;
    else high = middle;
  }
  return low;
}

const LONGEST_DIFFERENCE = 400;
const MOST_WORDS = 60;

function differingWords(index: LicenseIndex, document: Document, match: JudgedMatch): Pick<Finding, 'missing' | 'extra'> {
  const template = index.templates[match.template] as Template;
  const spell = ([from, to]: readonly [number, number]): string =>
    Array.from({ length: Math.min(MOST_WORDS, to - from) }, (_, offset) =>
      index.dictionary.spelling(index.tokens[template.start + from + offset] ?? 0),
    ).join(' ');
  const quote = ([from, to]: readonly [number, number]): string =>
    document.text.slice(document.starts[from], document.ends[to - 1]).slice(0, LONGEST_DIFFERENCE);
  return {
    missing: match.differences.filter(({ lost }) => lost > 0).map(({ missing }) => spell(missing)),
    extra: match.differences.filter(({ added }) => added > 0).map(({ extra }) => quote(extra)),
  };
}
