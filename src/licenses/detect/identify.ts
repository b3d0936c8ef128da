import { toExpression } from '../../domain/spdx-expression.ts';
import { attachExceptions, combine } from './combine.ts';
import { type Document, toDocument } from './document.ts';
import { collectFindings } from './findings.ts';
import type { Finding } from './finding.ts';
import type { Detection, Identification } from './identification.ts';
import type { LicenseIndex } from './license-index.ts';
import { matchTexts } from './match-texts.ts';
import { changedTexts, toNearest, withoutTitles } from './nearest.ts';
import { type PhraseTree, toPhraseTree } from './phrase-tree.ts';
import { findPassages } from './passages.ts';
import { placeOf } from './places.ts';
import { isProgramData, type Language, languageOf } from './program-data.ts';
import { refine } from './refine.ts';
import { describedBySidecar } from './reuse.ts';
import { blankIgnored } from './reuse-ignore.ts';
import { decodeSource, type FileEnds, type SourceText } from './source-text.ts';

/** Identifies the licenses of texts; pure, and the same answer for the same bytes and index. */
export interface Identifier {
  readonly indexVersion: string;
  identify(content: Uint8Array | FileEnds | string, options?: IdentifyOptions): Identification;
}

export interface IdentifyOptions {
  /** `picture.png.license` speaks for another file, by REUSE; a string in `table.go` speaks for none. */
  readonly path?: string;
}

const NOTHING: Identification = { detections: [] };

/** Makes an identifier over an index; the tree of names is built when the first text with a license's words is met. */
export function createIdentifier(index: LicenseIndex): Identifier {
  let tree: PhraseTree | undefined;
  return {
    indexVersion: index.version,
    identify(content, options) {
      const source = decodeSource(typeof content === 'string' ? Buffer.from(content) : content);
      const passages = source === undefined ? [] : findPassages(source.text);
      if (source === undefined || passages.length === 0) return NOTHING;
      tree ??= toPhraseTree(index.rules, index.dictionary.size);
      const document = toDocument(index, { ...source, text: blankIgnored(source.text) }, passages);
      const identification = identifyDocument(index, tree, document, languageOf(options?.path));
      const isSidecar = options?.path !== undefined && describedBySidecar(options.path) !== undefined;
      return isSidecar ? asReuse(identification) : identification;
    },
  };
}

/** The stages: texts, findings, weighing, exceptions, one expression. */
function identifyDocument(
  index: LicenseIndex,
  tree: PhraseTree,
  document: Document,
  language: Language | undefined,
): Identification {
  const { accepted, refused } = matchTexts(index, document);
  const changed = changedTexts(refused);
  const statements = collectFindings(index, document, accepted, tree).filter(
    (finding) => !isProgramData(document.text, finding, language),
  );
  const findings = withoutTitles(index, statements, changed);
  const weighed = attachExceptions(refine(document, findings, (id) => Object.hasOwn(index.rules.categories, id)));
  const combined = combine(index, document, weighed);
  const expression = combined === undefined ? undefined : toExpression(combined);
  const nearest = toNearest(index, document, changed);
  return {
    ...(expression !== undefined && { expression }),
    detections: weighed.map((finding) => toDetection(index, document.source, finding)),
    ...(nearest !== undefined && { nearest }),
  };
}

/** A tag in a REUSE sidecar is said of the file beside it. */
function asReuse(identification: Identification): Identification {
  const detections = identification.detections.map((detection) =>
    detection.matcher === 'spdx-tag' ? { ...detection, matcher: 'reuse' as const } : detection,
  );
  return { ...identification, detections };
}

const LONGEST_EXCERPT = 2000;

function toDetection(index: LicenseIndex, source: SourceText, finding: Finding): Detection {
  const category = index.rules.categories[finding.expression];
  return {
    expression: finding.expression,
    matcher: finding.matcher,
    score: rounded(finding.score),
    coverage: rounded(finding.coverage),
    ...placeOf(source, finding.start, finding.end),
    matchedText: source.text.slice(finding.start, Math.min(finding.end, finding.start + LONGEST_EXCERPT)),
    missing: finding.missing,
    extra: finding.extra,
    rule: finding.rule,
    ...(category !== undefined && { category }),
    indexVersion: index.version,
  };
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000;
}
