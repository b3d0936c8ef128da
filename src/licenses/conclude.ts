import type { LicenseConclusion, LicenseEvidence, NoAssertionReason, SpdxExpression } from '../domain/license.ts';
import { joinSpdx } from '../domain/spdx-expression.ts';
import type { Declaration } from './declared-evidence.ts';
import type { DetectedFile } from './detected-evidence.ts';
import { areFurtherTerms } from './further-terms.ts';
import type { LicenseData } from './license-data.ts';
import { agreementOf, expressionTerms } from './same-terms.ts';

export interface Gathered {
  readonly declarations: readonly Declaration[];
  readonly detections: readonly DetectedFile[];
  /** Some place with the package's files was looked at. */
  readonly onDisk: boolean;
  readonly data: LicenseData;
}

export interface Conclusions {
  /** Declared before detected: `basis` holds indices into this list. */
  readonly evidence: readonly LicenseEvidence[];
  readonly declared: LicenseConclusion;
  readonly detected: LicenseConclusion;
  readonly concluded: LicenseConclusion;
}

/** Concludes from evidence; docs/licenses.md has a paragraph for each rule. */
export function conclude(gathered: Gathered): Conclusions {
  const evidence = [
    ...gathered.declarations.map((declaration) => declaration.evidence),
    ...gathered.detections.flatMap((file) => file.evidence),
  ];
  const absent = gathered.onDisk ? 'no-evidence' : 'package-not-on-disk';
  const declared = concludeDeclared(gathered.declarations, absent);
  const detected = concludeDetected(gathered, absent);
  return { evidence, declared, detected, concluded: concludeBoth({ declared, detected, gathered, evidence }) };
}

// The package's own metadata first, then what derives from it.
const RANK: Readonly<Record<LicenseEvidence['method'], number>> = {
  curation: 0,
  'manifest-field': 1,
  'lockfile-field': 1,
  reuse: 1,
  'spdx-tag': 1,
  'legacy-field': 2,
  classifier: 2,
  'license-url': 3,
  'license-text': 3,
  'license-header': 3,
  registry: 4,
  sbom: 4,
};

function concludeDeclared(declarations: readonly Declaration[], absent: NoAssertionReason): LicenseConclusion {
  if (declarations.length === 0) return { status: 'no-assertion', reason: absent };
  const all = declarations.map((declaration, index) => ({ ...declaration, index }));
  const told = all.filter(({ meaning }) => meaning.kind === 'expression' || meaning.kind === 'none');
  if (told.length === 0) {
    const isList = all.some(({ meaning }) => meaning.kind === 'ambiguous-list');
    return { status: 'no-assertion', reason: isList ? 'ambiguous-list' : 'unrecognised-evidence', basis: indices(all) };
  }
  const best = Math.min(...told.map(({ evidence }) => RANK[evidence.method]));
  const ofBest = told.filter(({ evidence }) => RANK[evidence.method] === best);
  // a registry repeats the fields of the package, best first; the next one counts only where the first says nothing
  const used = best === RANK.registry ? ofBest.slice(0, 1) : ofBest;
  const basis = indices(used);
  const expressions = new Set<SpdxExpression>();
  let joined = false;
  for (const { meaning } of used) {
    if (meaning.kind !== 'expression') continue;
    expressions.add(meaning.expression);
    joined ||= meaning.joined;
  }
  const [first, second] = [...expressions];
  if (first === undefined) return { status: 'none', basis };
  if (second !== undefined) return { status: 'conflict', candidates: [...expressions], basis };
  return { status: 'concluded', expression: first, rule: joined ? 'declared-list' : 'declared', basis };
}

function concludeDetected({ declarations, detections }: Gathered, absent: NoAssertionReason): LicenseConclusion {
  const basis: number[] = [];
  const expressions = new Set<SpdxExpression | undefined>();
  let index = declarations.length;
  for (const { evidence, expression, isNotice } of detections) {
    for (const _item of evidence) {
      if (!isNotice) basis.push(index);
      index += 1;
    }
    if (!isNotice) expressions.add(expression);
  }
  if (basis.length === 0) return { status: 'no-assertion', reason: absent };
  const named = [...expressions].filter((expression) => expression !== undefined);
  if (named.length < expressions.size) return { status: 'no-assertion', reason: 'unrecognised-evidence', basis };
  const expression = joinSpdx('and', named);
  if (expression === undefined) return { status: 'no-assertion', reason: 'unrecognised-evidence', basis };
  return { status: 'concluded', expression, rule: 'detected', basis };
}

interface Sides extends Pick<Conclusions, 'declared' | 'detected' | 'evidence'> {
  readonly gathered: Gathered;
}

function concludeBoth({ declared, detected, gathered, evidence }: Sides): LicenseConclusion {
  if (declared.status === 'conflict' || detected.status !== 'concluded') {
    const isUnread = declared.status === 'no-assertion' && gathered.declarations.length === 0;
    return isUnread ? detected : declared;
  }
  const basis = [...(declared.basis ?? []), ...detected.basis];
  const conflict = (...candidates: readonly SpdxExpression[]): LicenseConclusion => ({ status: 'conflict', candidates, basis });
  if (declared.status === 'none') return conflict(detected.expression);
  if (declared.status === 'concluded') {
    const stated = detected.basis.every((index) => STATED.has(evidence[index]?.method ?? ''));
    const agreement = agreementOf(declared.expression, detected.expression, stated);
    if (agreement === 'contradicts') {
      const isStated = (file: DetectedFile): boolean => file.evidence.every(({ method }) => STATED.has(method));
      if (areFurtherTerms(declared.expression, gathered.detections, { data: gathered.data, isStated }))
        return { ...declared, rule: 'declared-with-further-terms', basis };
      return conflict(declared.expression, detected.expression);
    }
    return agreement === 'agrees' ? { ...declared, rule: 'declared-and-detected', basis } : declared;
  }
  // Texts do not say how the entries of a list belong together: a choice would become a demand to keep both.
  const hasSeveralTexts = expressionTerms(detected.expression).length > 1;
  if (declared.reason === 'ambiguous-list' || (hasSeveralTexts && gathered.declarations.some(namesSeveral))) return declared;
  const contradicts = gathered.declarations.some(({ meaning }) => isOtherFamily(meaning, detected.expression));
  return contradicts ? conflict(detected.expression) : { ...detected, basis };
}

/** Methods that state "only" or "or later" in words; a bare license text does not. */
const STATED: ReadonlySet<string> = new Set(['spdx-tag', 'reuse', 'license-header']);

/** `GPL` declared and an MIT text found: the declaration names no version, and yet not this license. */
function isOtherFamily(meaning: Declaration['meaning'], detected: SpdxExpression): boolean {
  if (meaning.kind !== 'ambiguous') return false;
  const family = /\b(?:a|l)?gpl|\bbsd|\bapache|\bmpl|\bepl|\bcddl|\bartistic/.exec(meaning.alias)?.[0];
  return family !== undefined && !expressionTerms(detected).some((term) => term.toLowerCase().startsWith(family));
}

/** `[EPL 2.0, jQuery license]`, `CDDL + GPLv2 with classpath exception`: several licenses, not all of them understood. */
function namesSeveral({ evidence, meaning }: Declaration): boolean {
  if (meaning.kind === 'expression') return false;
  return (evidence.list?.length ?? 0) > 1 || /[+/;&]|\bor\b(?! (?:any )?(?:later|newer|above|greater))/i.test(evidence.raw);
}

function indices(items: readonly { readonly index: number }[]): number[] {
  return items.map(({ index }) => index);
}
