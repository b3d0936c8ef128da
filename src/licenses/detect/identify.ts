import type { SpdxExpression } from '../../domain/license.ts';
import { attachExceptions, combine } from './combine.ts';
import { type Document, OTHER_OFFER, toDocument } from './document.ts';
import { expressionReader, rewriteDeprecated } from './expression.ts';
import type { Finding } from './finding.ts';
import { mayHoldLicense } from './gate.ts';
import type { Detection, Identification, Nearest } from './identification.ts';
import type { LicenseIndex, Template } from './license-index.ts';
import { type JudgedMatch, matchTexts } from './match-texts.ts';
import { anyVersion } from './gnu-version.ts';
import { readNotices } from './notices.ts';
import { findMentions, toPhraseTree } from './phrase-tree.ts';
import { placeOf } from './places.ts';
import { refine } from './refine.ts';
import { decodeSource, type FileEnds, type SourceText } from './source-text.ts';
import { findTags } from './tags.ts';
import { findUrls } from './urls.ts';

/** Identifies the licenses of texts; pure, and the same answer for the same bytes and index. */
export interface Identifier {
  readonly indexVersion: string;
  identify(content: Uint8Array | FileEnds | string): Identification;
}

const NOTHING: Identification = { detections: [] };
const LONGEST_EXCERPT = 2000;
const SMALLEST_HOLE = 8;

/** Makes an identifier over an index; the phrase tree is built on first need. */
export function createIdentifier(index: LicenseIndex): Identifier {
  const canonical = expressionReader(index.rules.ids, index.rules.exceptionIds);
  let tree: ReturnType<typeof toPhraseTree> | undefined;
  const words = { either: new Set(index.rules.words.either), or: new Set(index.rules.words.alternative) };
  const exceptionIds = new Set(index.rules.exceptionIds);

  const identify = (content: Uint8Array | FileEnds | string): Identification => {
    const source = typeof content === 'string' ? decodeSource(Buffer.from(content)) : decodeSource(content);
    if (source === undefined || !mayHoldLicense(source.text)) return NOTHING;
    const document = toDocument(index, source);
    tree ??= toPhraseTree(index.rules, index.dictionary.size);
    const texts = matchTexts(index, document);
    const accepted = texts.filter(({ verdict }) => verdict.accepted);
    const findings: Finding[] = [
      ...findTags(source.text, canonical).map(({ expression, start, end }) =>
        at(document, { matcher: 'spdx-tag', expression, start, end, rule: 'spdx-license-identifier' }),
      ),
      ...accepted.map((match) => toTextFinding(index, document, match, exceptionIds)),
      ...readNotices(index.rules, document, findMentions(tree, document)).map((notice) => ({
        ...at(document, {
          matcher: notice.kind === 'phrase' ? 'phrase' : 'notice',
          expression: notice.expression,
          start: document.starts[notice.from] ?? 0,
          end: document.ends[notice.to - 1] ?? 0,
          rule: `${notice.kind}:${notice.expression}`,
        }),
        weak: notice.weak,
        brief: notice.brief,
        isException: notice.kind === 'exception',
      })),
      ...findUrls(index.rules, source.text).map(({ expression, url, start, end }) => ({
        ...at(document, { matcher: 'url', expression: anyVersion(expression) ?? expression, start, end, rule: `url:${url}` }),
        weak: anyVersion(expression) !== undefined || (/\d/.test(expression) && !/\d/.test(url)),
      })),
    ];
    const kept = attachExceptions(
      refine(findings, (expression) => Object.hasOwn(index.rules.categories, expression)),
      usualLicenses,
    );
    const expression = combine(document, kept, words);
    const nearest = kept.length === 0 ? nearestOf(index, document, texts) : undefined;
    return {
      ...(expression !== undefined && { expression: expression as SpdxExpression }),
      detections: kept.map((finding) => toDetection(index, source, finding)),
      ...(nearest !== undefined && { nearest }),
    };
  };
  return { indexVersion: index.version, identify };
}

function usualLicenses(exception: string): string {
  if (exception === 'LLVM-exception' || exception === 'Swift-exception') return 'Apache';
  return exception.startsWith('LZMA') ? 'CPL' : 'GPL LGPL AGPL';
}

type Place = Pick<Finding, 'matcher' | 'expression' | 'start' | 'end' | 'rule'>;

function at(document: Document, place: Place): Finding {
  return {
    ...place,
    from: wordAt(document, place.start),
    to: wordAt(document, place.end),
    score: 1,
    coverage: 1,
    weak: false,
    brief: false,
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

function toTextFinding(index: LicenseIndex, document: Document, match: JudgedMatch, exceptionIds: ReadonlySet<string>): Finding {
  const { expression } = index.templates[match.template] as Template;
  return {
    matcher: 'text',
    expression: rewriteDeprecated(expression),
    start: document.starts[match.from] ?? 0,
    end: document.ends[match.to - 1] ?? 0,
    from: match.from,
    to: match.to,
    score: match.score,
    coverage: match.coverage,
    weak: false,
    brief: false,
    holes: match.differences
      .map(({ extra }) => extra)
      .filter(([from, to]) => to - from >= SMALLEST_HOLE && document.ignorable.subarray(from, to).includes(OTHER_OFFER)),
    isException: exceptionIds.has(expression),
    rule: `text:${expression}`,
    ...differingWords(index, document, match),
  };
}

function differingWords(index: LicenseIndex, document: Document, match: JudgedMatch): Pick<Finding, 'missing' | 'extra'> {
  const template = index.templates[match.template] as Template;
  const missing = match.differences
    .filter(({ lost }) => lost > 0)
    .map(({ missing: [from, to] }) => spell(index, template.start + from, template.start + to));
  const extra = match.differences
    .filter(({ added }) => added > 0)
    .map(({ extra: [from, to] }) => document.text.slice(document.starts[from], document.ends[to - 1]).slice(0, 400));
  return { missing, extra };
}

function spell(index: LicenseIndex, from: number, to: number): string {
  return Array.from({ length: Math.min(60, to - from) }, (_, offset) =>
    index.dictionary.spelling(index.tokens[from + offset] ?? 0),
  ).join(' ');
}

function nearestOf(index: LicenseIndex, document: Document, texts: readonly JudgedMatch[]): Nearest | undefined {
  const best = [...texts].sort((a, b) => b.score * b.coverage - a.score * a.coverage)[0];
  if (best === undefined || best.verdict.accepted || best.coverage < 0.5) return undefined;
  const finding = toTextFinding(index, document, best, new Set());
  const { lines } = placeOf(document.source, finding.start, finding.end);
  return {
    expression: finding.expression,
    score: best.score,
    reason: best.verdict.reason,
    lines,
    missing: finding.missing,
    extra: finding.extra,
  };
}

function toDetection(index: LicenseIndex, source: SourceText, finding: Finding): Detection {
  const category = index.rules.categories[finding.expression];
  return {
    expression: finding.expression,
    matcher: finding.matcher,
    score: Math.round(finding.score * 1000) / 1000,
    coverage: Math.round(finding.coverage * 1000) / 1000,
    ...placeOf(source, finding.start, finding.end),
    matchedText: source.text.slice(finding.start, Math.min(finding.end, finding.start + LONGEST_EXCERPT)),
    missing: finding.missing,
    extra: finding.extra,
    rule: finding.rule,
    ...(category !== undefined && { category }),
    indexVersion: index.version,
  };
}
