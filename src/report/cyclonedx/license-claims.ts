import { isSupportedSpdxId } from '@cyclonedx/cyclonedx-library/SPDX';
import type { Component } from '../../domain/component.ts';
import type { LicenseConclusion, LicenseEvidence } from '../../domain/license.ts';
import type { SpecFeatures } from './spec-version.ts';

/** One entry of a CycloneDX license array. `id` is in the schema's own list of SPDX ids. */
export interface LicenseClaim {
  readonly kind: 'id' | 'name' | 'expression';
  readonly text: string;
  readonly acknowledgement?: 'declared' | 'concluded';
}

/**
 * What `component.licenses` says. Either one expression, or ids and names, never both: the schema forbids the mixture.
 * Of a conflict only what the authors declare is said, and acknowledged as that; the rest stands in the evidence and
 * the properties. The absence of a license says nothing here.
 */
export function concludedClaims(component: Component, { acknowledgements }: SpecFeatures): readonly LicenseClaim[] {
  const claims = mainClaims(component);
  const [main] = claims;
  // A conclusion says which declaration it was drawn from, where both are plain ids: an expression must stand alone.
  const { declared } = component;
  if (!acknowledgements || main?.acknowledgement !== 'concluded' || main.kind !== 'id' || declared.status !== 'concluded')
    return claims;
  const said = fromExpression(declared.expression);
  return said.kind === 'id' ? [main, { ...said, acknowledgement: 'declared' }] : claims;
}

function mainClaims(component: Component): readonly LicenseClaim[] {
  const { concluded, licenseEvidence } = component;
  if (concluded.status === 'concluded') {
    // `declared`: the authors say so and we found nothing against it; `concluded`: we looked at the texts, or a person did.
    const declared = concluded.rule === 'declared' || concluded.rule === 'declared-list';
    const claim = asWritten(concluded, licenseEvidence) ?? fromExpression(concluded.expression);
    return [{ ...claim, acknowledgement: declared ? 'declared' : 'concluded' }];
  }
  if (concluded.status === 'conflict' && component.declared.status === 'concluded') {
    return [{ ...fromExpression(component.declared.expression), acknowledgement: 'declared' }];
  }
  if (concluded.status !== 'no-assertion') return [];
  const basis = basisOf(concluded, licenseEvidence).filter((evidence) => evidence.role === 'declared');
  const written =
    concluded.reason === 'ambiguous-list'
      ? basis.flatMap((evidence) => evidence.list ?? [evidence.raw])
      : concluded.reason === 'unrecognised-evidence'
        ? basis.map((evidence) => evidence.raw)
        : [];
  return unique(written.map(entry).map((claim) => ({ ...claim, acknowledgement: 'declared' })));
}

/** What `evidence.licenses` says: every claim that was found, whoever was right. */
export function evidenceClaims(component: Component): readonly LicenseClaim[] {
  const claims = component.licenseEvidence.flatMap((evidence): LicenseClaim[] => {
    const acknowledgement = evidence.role === 'declared' ? { acknowledgement: 'declared' as const } : {};
    if (evidence.expression !== undefined) return [{ ...fromExpression(evidence.expression), ...acknowledgement }];
    // A text that nobody recognised names no license; it stands in the properties.
    if (evidence.role === 'detected') return [];
    return (evidence.list ?? [evidence.raw]).map((text) => ({ ...entry(text), ...acknowledgement }));
  });
  const distinct = unique(claims);
  if (distinct.length < 2) return distinct;
  // Several claims cannot hold an expression: there it is the name of what was found.
  return distinct.map((claim) => (claim.kind === 'expression' ? { ...claim, kind: 'name' } : claim));
}

function basisOf(conclusion: LicenseConclusion, evidence: readonly LicenseEvidence[]): readonly LicenseEvidence[] {
  if (conclusion.basis === undefined) return evidence;
  return conclusion.basis.flatMap((index) => evidence[index] ?? []);
}

// A reference of ours (`LicenseRef-public-domain`) means nothing to other tools; the words of the authors do.
function asWritten(
  conclusion: Extract<LicenseConclusion, { status: 'concluded' }>,
  evidence: readonly LicenseEvidence[],
): LicenseClaim | undefined {
  if (!/^LicenseRef-[^ ]+$/.test(conclusion.expression)) return undefined;
  const written = basisOf(conclusion, evidence).find(
    ({ expression, list }) => expression === conclusion.expression && list === undefined,
  );
  return written?.role === 'declared' && written.raw.trim() !== '' ? { kind: 'name', text: written.raw } : undefined;
}

function fromExpression(expression: string): LicenseClaim {
  return { kind: isSupportedSpdxId(expression) ? 'id' : 'expression', text: expression };
}

function entry(text: string): LicenseClaim {
  return { kind: isSupportedSpdxId(text) ? 'id' : 'name', text };
}

// The first of equal claims stays; blank ones say nothing.
function unique(claims: readonly LicenseClaim[]): LicenseClaim[] {
  const byText = new Map<string, LicenseClaim>();
  for (const claim of claims) {
    const key = `${claim.kind === 'expression' ? 'e' : 'l'}${claim.text}`;
    if (claim.text.trim() !== '' && !byText.has(key)) byText.set(key, claim);
  }
  return [...byText.values()];
}
