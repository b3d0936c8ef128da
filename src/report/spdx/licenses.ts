import type { Component } from '../../domain/component.ts';
import type { LicenseConclusion, LicenseEvidence } from '../../domain/license.ts';
import { by } from '../../domain/order.ts';
import { parseSpdx, spdxTerms } from '../../domain/spdx-expression.ts';
import { wellFormed } from '../findings/inert.ts';
import { licenseRef } from './identifiers.ts';

/** A license of the document that SPDX does not list, with its text as far as it is known (SPDX 2.3, clause 10). */
export interface ExtractedLicense {
  readonly licenseId: string;
  readonly extractedText: string;
  readonly name?: string;
}

export interface PackageLicenses {
  readonly concluded: string;
  readonly declared: string;
  /** Why one of them says nothing, and what was found. */
  readonly comments?: string;
}

/** Writes license conclusions as SPDX 2.3 has them, and remembers the references that were used. */
export class LicenseWriter {
  readonly #extracted = new Map<string, ExtractedLicense>();

  /** What was used so far, sorted by id. */
  get extracted(): readonly ExtractedLicense[] {
    return [...this.#extracted.values()].toSorted(by((license) => license.licenseId));
  }

  ofComponent(component: Component): PackageLicenses {
    const comments = commentsOn(component);
    return {
      concluded: this.#write(component.concluded, component.licenseEvidence),
      declared: this.#writeDeclared(component),
      ...(comments !== '' && { comments }),
    };
  }

  /** What the authors wrote is a declaration also when it is no SPDX expression: it is kept as a reference to its text. */
  #writeDeclared({ declared, licenseEvidence }: Component): string {
    if (declared.status !== 'no-assertion' || declared.reason !== 'unrecognised-evidence')
      return this.#write(declared, licenseEvidence);
    const said = licenseEvidence.filter((item, index) => item.role === 'declared' && (declared.basis ?? [index]).includes(index));
    const [only] = said;
    return said.length === 1 && only !== undefined && only.raw.trim() !== '' ? this.#refer(only.raw) : 'NOASSERTION';
  }

  #write(conclusion: LicenseConclusion, evidence: readonly LicenseEvidence[]): string {
    if (conclusion.status === 'none') return 'NONE';
    return conclusion.status === 'concluded' ? this.#writeExpression(conclusion.expression, evidence) : 'NOASSERTION';
  }

  #writeExpression(expression: string, evidence: readonly LicenseEvidence[]): string {
    // References to other documents need their digests, and `AdditionRef-` came with SPDX 3: both stand as a text of their own.
    if (/\b(?:DocumentRef|AdditionRef)-/.test(expression)) return this.#refer(expression);
    const parsed = parseSpdx(expression);
    if (!parsed.ok) return 'NOASSERTION';
    for (const term of spdxTerms(parsed.node)) {
      if (!term.license.startsWith('LicenseRef-') || this.#extracted.has(term.license)) continue;
      const found = evidence.find((item) => item.expression?.includes(term.license) === true && item.raw.trim() !== '');
      this.#extracted.set(term.license, { licenseId: term.license, extractedText: textOf(found?.raw ?? UNKNOWN_TEXT) });
    }
    return expression;
  }

  #refer(text: string): string {
    const licenseId = licenseRef(text);
    this.#extracted.set(licenseId, { licenseId, extractedText: textOf(text), name: 'NOASSERTION' });
    return licenseId;
  }
}

const UNKNOWN_TEXT = 'The text of this license is not known to the tool that wrote this document.';
const LONGEST_TEXT = 100_000;

function textOf(raw: string): string {
  return wellFormed(raw.slice(0, LONGEST_TEXT));
}

function commentsOn({ concluded, licenseEvidence }: Component): string {
  const said = licenseEvidence.map(({ role, method, raw, location }) => {
    const place = `${location.root === 'tree' ? '' : `${location.root} `}${location.path}`;
    return `${role} (${method}, ${place}): ${raw.length > 200 ? `${raw.slice(0, 200)}…` : raw}`;
  });
  const why =
    concluded.status === 'conflict'
      ? [`the evidence disagrees: ${concluded.candidates.join(' / ')}`]
      : concluded.status === 'no-assertion'
        ? [`not concluded: ${concluded.reason}`]
        : concluded.status === 'concluded'
          ? [`concluded by rule ${concluded.rule}`]
          : [];
  return wellFormed([...why, ...said].join('\n'));
}
