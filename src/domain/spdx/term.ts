import { isDeprecatedLicenseId, officialExceptionId, officialLicenseId, replacementOf } from './ids.ts';
import type { SpdxTerm } from './node.ts';
import type { SpdxToken } from './tokens.ts';

export type SpdxNoteKind =
  | 'deprecated-id' // rewritten to what SPDX says now, or known and without a successor
  | 'case' // written in another case than the list
  | 'plus-on-only'; // `X-only+`: the id says "only", the `+` is not believed

export interface SpdxNote {
  readonly kind: SpdxNoteKind;
  readonly written: string;
  readonly canonical: string;
  readonly start: number;
  readonly end: number;
}

export interface SpdxProblem {
  readonly problem: string;
  readonly start: number;
  readonly end: number;
}

// idstring of SPDX 3.0.1 annex B.
const REFERENCE = /^(?:documentref-([a-z0-9.-]+):)?licenseref-([a-z0-9.-]+)$/i;
const ADDITION = /^(?:documentref-([a-z0-9.-]+):)?additionref-([a-z0-9.-]+)$/i;

/** npm's word for "all rights reserved", as a reference that a policy can classify. */
const NPM_UNLICENSED = 'LicenseRef-npm-unlicensed';

/** One word of the expression as a license. */
export function readTerm(token: SpdxToken, notes: SpdxNote[]): SpdxTerm | SpdxProblem {
  const { start, end } = token;
  const place = { type: 'term', start, end } as const;
  const plus = token.text.endsWith('+');
  const word = plus ? token.text.slice(0, -1) : token.text;
  const note = (kind: SpdxNoteKind, canonical: string): void => {
    notes.push({ kind, written: token.text, canonical, start, end });
  };

  const reference = REFERENCE.exec(word);
  if (reference !== null) {
    if (plus) return { problem: '`+` cannot follow a license reference', start: end - 1, end };
    const [, document, name = ''] = reference;
    const license = `${document === undefined ? '' : `DocumentRef-${document}:`}LicenseRef-${name}`;
    return { ...place, kind: 'reference', license, orLater: false };
  }
  const upper = token.text.toUpperCase();
  if (upper === 'NONE') return { ...place, kind: 'none', license: 'NONE', orLater: false };
  if (upper === 'NOASSERTION') return { ...place, kind: 'noassertion', license: 'NOASSERTION', orLater: false };
  // npm: `"license": "UNLICENSED"` (npm docs, package.json); both spellings are read by validate-npm-package-license.
  if (token.text === 'UNLICENSED' || token.text === 'UNLICENCED')
    return { ...place, kind: 'reference', license: NPM_UNLICENSED, orLater: false };

  const official = officialLicenseId(word);
  if (official === undefined) return { ...place, kind: 'unknown', license: word, orLater: plus };
  const replacement = replacementOf(official);
  const modern = replacement?.license ?? official;
  const later = plus ? laterForm(modern, isDeprecatedLicenseId(official)) : { license: modern, orLater: isOrLater(modern) };
  const exception = replacement?.exception;
  const canonical = `${later.license}${exception === undefined ? '' : ` WITH ${exception}`}`;
  if (isDeprecatedLicenseId(official)) note('deprecated-id', canonical);
  else if (official !== word) note('case', canonical);
  if (plus && !later.orLater) note('plus-on-only', canonical);
  return { ...place, kind: 'license', ...later, ...(exception !== undefined && { exception }) };
}

/** What stands after WITH, added to its license; the span grows over it. */
export function addException(term: SpdxTerm, token: SpdxToken, notes: SpdxNote[]): SpdxTerm | SpdxProblem {
  const { start, end } = token;
  if (term.kind === 'none' || term.kind === 'noassertion')
    return { problem: `\`WITH\` cannot follow \`${term.license}\``, start, end };
  if (term.exception !== undefined) return { problem: 'the license id names an exception already', start, end };
  const grown = { ...term, end };
  const official = officialExceptionId(token.text);
  if (official !== undefined) {
    if (official !== token.text) notes.push({ kind: 'case', written: token.text, canonical: official, start, end });
    return { ...grown, exception: official };
  }
  const addition = ADDITION.exec(token.text);
  if (addition === null) return { ...grown, addition: token.text };
  const [, document, name = ''] = addition;
  return { ...grown, addition: `${document === undefined ? '' : `DocumentRef-${document}:`}AdditionRef-${name}` };
}

export function isOrLater(license: string): boolean {
  return license.endsWith('-or-later');
}

// `GPL-2.0+` was the deprecated way to write `GPL-2.0-or-later`; `GPL-2.0-only+` contradicts itself.
function laterForm(license: string, wasDeprecated: boolean): { license: string; orLater: boolean } {
  if (!license.endsWith('-only')) return { license, orLater: true };
  if (!wasDeprecated) return { license, orLater: false };
  return { license: `${license.slice(0, -'-only'.length)}-or-later`, orLater: true };
}
