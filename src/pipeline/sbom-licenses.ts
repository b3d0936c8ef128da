import type { Component } from '../domain/component.ts';
import type { LicenseConclusion, LicenseEvidence, LicenseLocation, RawLicense, SpdxExpression } from '../domain/license.ts';
import { purlParts } from '../domain/purl.ts';
import { toExpression } from '../domain/spdx-expression.ts';
import { conclude } from '../licenses/conclude.ts';
import { toDeclaration, type Declaration } from '../licenses/declared-evidence.ts';
import type { DetectedFile } from '../licenses/detected-evidence.ts';
import type { LicenseAliases } from '../licenses/license-aliases.ts';
import type { LicenseData } from '../licenses/license-data.ts';
import type { SbomLicense, SbomPackage } from '../sbom/draft.ts';
import { ownEvidence } from '../sbom/own-properties.ts';
import type { SbomComponent } from '../sbom/to-graph.ts';
import { textEvidence, withTextsNamed, type SbomTexts } from './sbom-texts.ts';

type Licensed = Pick<Component, 'licenseEvidence' | 'declared' | 'detected' | 'concluded'>;

/** What we make of a claim; the same words in the same ecosystem are read once, since a document repeats few of them. */
export interface ReadClaim {
  (claim: RawLicense, packageType: string): Declaration;
  readonly data: LicenseData;
}

export function claimReader(aliases: LicenseAliases): ReadClaim {
  const known = new Map<string, Declaration>();
  const read = (claim: RawLicense, packageType: string): Declaration => {
    const key = [packageType, claim.raw, ...(claim.list ?? [])].join('\u0000');
    const before = known.get(key);
    const found = before ?? toDeclaration(claim, packageType, aliases);
    if (before === undefined) known.set(key, found);
    const { method, location } = claim;
    return { meaning: found.meaning, evidence: { ...found.evidence, method, location } };
  };
  return Object.assign(read, { data: aliases.data });
}

/** What the claims of a document amount to. The author's own conclusion stands, and the claims it rests on stay beside it. */
export function licenseSbomComponent(
  component: SbomComponent,
  path: string,
  { readClaim, texts }: { readonly readClaim: ReadClaim; readonly texts: SbomTexts },
): Licensed {
  const { first } = component;
  const packageType = first.purl === undefined ? component.ecosystem : purlParts(first.purl).type;
  if (first.own?.has('licet:license:status') === true) return ownLicenses(component, packageType, readClaim);
  const declarations: Declaration[] = [];
  const detections: DetectedFile[] = [];
  const conclusions: Declaration[] = [];
  for (const license of component.licenses) {
    const { role, line } = license;
    const location: LicenseLocation = { root: 'tree', path, ...(line !== undefined && { lines: [line, line] as const }) };
    const claim = claimOf(license, location, { readClaim, texts, packageType });
    detections.push(...distinctTexts(textEvidence(license, texts, location), detections));
    if (role === 'declared') declarations.push(claim);
    else if (role === 'concluded') conclusions.push(claim);
    else detections.push(toDetection(claim));
  }
  const { evidence, declared, detected, concluded } = conclude({
    declarations: distinct(declarations),
    detections,
    onDisk: false,
    data: readClaim.data,
  });
  const stated = distinct(conclusions);
  const licenseEvidence = [...evidence, ...stated.map((item) => ({ ...item.evidence, role: 'detected' as const }))];
  const own = stated.length === 0 ? undefined : conclusionOf(stated, evidence.length);
  return { licenseEvidence, declared, detected, concluded: own ?? concluded };
}

interface ClaimContext {
  readonly readClaim: ReadClaim;
  readonly texts: SbomTexts;
  readonly packageType: string;
}

/** What a claim means, with its texts named; what was written stays as it was. */
function claimOf(license: SbomLicense, location: LicenseLocation, { readClaim, texts, packageType }: ClaimContext): Declaration {
  const { raw, list } = withTextsNamed(license, texts);
  const { meaning, evidence } = readClaim({ method: 'sbom', raw, ...(list !== undefined && { list }), location }, packageType);
  return { meaning, evidence: { ...evidence, raw: license.raw, ...(license.list !== undefined && { list: license.list }) } };
}

/** One text stands beside what is declared and beside what is concluded. */
function distinctTexts(found: readonly DetectedFile[], known: readonly DetectedFile[]): readonly DetectedFile[] {
  return found.filter(({ evidence: [one] }) => !known.some(({ evidence: [other] }) => other?.raw === one?.raw));
}

function toDetection({ evidence, meaning }: Declaration): DetectedFile {
  return {
    evidence: [{ ...evidence, role: 'detected' }],
    ...(meaning.kind === 'expression' && { expression: meaning.expression }),
    isNotice: false,
  };
}

// Packages that were joined into one component repeat their claims.
function distinct(declarations: readonly Declaration[]): Declaration[] {
  return [
    ...new Map(declarations.map((item) => [`${item.evidence.raw}\n${item.evidence.list?.join('\n') ?? ''}`, item])).values(),
  ];
}

function conclusionOf(stated: readonly Declaration[], from: number): LicenseConclusion {
  const basis = stated.map((_item, index) => from + index);
  const expressions = [...new Set(stated.flatMap(({ meaning }) => (meaning.kind === 'expression' ? [meaning.expression] : [])))];
  const [first, second] = expressions;
  if (first === undefined) {
    if (stated.every(({ meaning }) => meaning.kind === 'none')) return { status: 'none', basis };
    const isList = stated.some(({ meaning }) => meaning.kind === 'ambiguous-list');
    return { status: 'no-assertion', reason: isList ? 'ambiguous-list' : 'unrecognised-evidence', basis };
  }
  if (second !== undefined) return { status: 'conflict', candidates: expressions, basis };
  return { status: 'concluded', expression: first, rule: 'stated', basis };
}

const RULES = ['declared', 'declared-and-detected', 'detected', 'declared-list', 'stated', 'curated'] as const;
const REASONS = ['no-evidence', 'package-not-on-disk', 'unrecognised-evidence', 'ambiguous-list'] as const;

/** What licet had concluded when it wrote the document: read back, not concluded anew. */
function ownLicenses(component: SbomComponent, packageType: string, readClaim: ReadClaim): Licensed {
  const { first } = component;
  const written = ownEvidence(first);
  const licenseEvidence = written.map((item): LicenseEvidence => {
    if (item.role === 'detected') return item;
    const { raw, method, location } = item;
    return readClaim({ raw, method, location }, packageType).evidence;
  });
  const basisOf = (role?: LicenseEvidence['role']): number[] =>
    licenseEvidence.flatMap((item, index) => (role === undefined || item.role === role ? [index] : []));
  const concluded = ownConclusion(component, packageType, { readClaim, basis: basisOf() });
  const isDetected = concluded.status === 'concluded' && concluded.rule !== 'declared' && concluded.rule !== 'declared-list';
  const candidates = concluded.status === 'conflict' ? concluded.candidates : [];
  const detectedText = candidates[1] ?? (isDetected ? concluded.expression : undefined);
  const declarations = written
    .filter((item) => item.role === 'declared')
    .map(({ raw, method, location }) => readClaim({ raw, method, location }, packageType));
  const { declared } = conclude({ declarations, detections: [], onDisk: false, data: readClaim.data });
  return {
    licenseEvidence,
    declared: declaredOf(declared, concluded, basisOf('declared')),
    detected:
      detectedText === undefined || basisOf('detected').length === 0
        ? { status: 'no-assertion', reason: declared.status === 'no-assertion' ? declared.reason : 'no-evidence' }
        : { status: 'concluded', expression: detectedText, rule: 'detected', basis: basisOf('detected') },
    concluded,
  };
}

// A list was written as one text: what was concluded from it is known all the same.
function declaredOf(declared: LicenseConclusion, concluded: LicenseConclusion, basis: readonly number[]): LicenseConclusion {
  if (concluded.status === 'concluded' && basis.length > 0 && concluded.rule.startsWith('declared')) {
    const rule = concluded.rule === 'declared-list' ? 'declared-list' : 'declared';
    return { status: 'concluded', expression: concluded.expression, rule, basis };
  }
  return declared;
}

function ownConclusion(
  { first, licenses }: SbomComponent,
  packageType: string,
  { readClaim, basis }: { readonly readClaim: ReadClaim; readonly basis: readonly number[] },
): LicenseConclusion {
  const status = ownValue(first, 'licet:license:status');
  if (status === 'none') return { status: 'none', basis };
  if (status === 'conflict') {
    const candidates = (first.own?.get('licet:license:candidate') ?? []).flatMap((text) => toExpression(text) ?? []);
    if (candidates.length > 1) return { status: 'conflict', candidates, basis };
  }
  if (status === 'concluded') {
    const expression = expressionOf(licenses, packageType, readClaim);
    const rule = RULES.find((known) => known === ownValue(first, 'licet:license:rule')) ?? 'declared';
    if (expression !== undefined) return { status: 'concluded', expression, rule, basis };
  }
  const reason = REASONS.find((known) => known === ownValue(first, 'licet:license:reason')) ?? 'unrecognised-evidence';
  return basis.length === 0 ? { status: 'no-assertion', reason } : { status: 'no-assertion', reason, basis };
}

function expressionOf(
  licenses: SbomComponent['licenses'],
  packageType: string,
  readClaim: ReadClaim,
): SpdxExpression | undefined {
  for (const { role, raw } of licenses) {
    if (role === 'detected') continue;
    const location = { root: 'tree', path: '' } as const;
    const { meaning } = readClaim({ method: 'sbom', raw, location }, packageType);
    if (meaning.kind === 'expression') return meaning.expression;
  }
  return undefined;
}

function ownValue(item: SbomPackage, name: string): string | undefined {
  return item.own?.get(name)?.[0];
}
