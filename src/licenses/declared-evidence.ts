import type { LicenseEvidence, RawLicense, SpdxExpression } from '../domain/license.ts';
import { joinSpdx } from '../domain/spdx-expression.ts';
import type { LicenseAliases } from './license-aliases.ts';
import { normaliseLicense, type Normalised } from './normalise.ts';

/** A declared claim with what we make of it; beyond the evidence it keeps why a text is not an expression. */
export interface Declaration {
  readonly evidence: LicenseEvidence;
  readonly meaning: Meaning;
}

export type Meaning =
  | { readonly kind: 'expression'; readonly expression: SpdxExpression; readonly joined: boolean }
  /** Several licenses, and the ecosystem does not say whether all or one of them. */
  | { readonly kind: 'ambiguous-list' }
  | Exclude<Normalised, { kind: 'expression' }>;

type Operator = 'OR' | 'AND' | 'unclear';

/** What several licenses in a list without an operator mean, where an ecosystem says so; the others mean all of them. */
const LIST_OPERATOR: Readonly<Record<string, Operator>> = {
  maven: 'OR', // maven.apache.org/pom.html#Licenses: "If multiple licenses are listed, it is assumed that the user can select any of them"
  composer: 'OR', // getcomposer.org/doc/04-schema.md#license: a disjunctive license may be an array
  npm: 'unclear', // old npm documentation meant a choice, packages list parts too, and npm dropped it for an expression
  gem: 'unclear', // the specification reference of RubyGems names no operator for `licenses=`; gems list choices and parts alike
  pypi: 'unclear', // several classifiers stand for choices and for parts alike
};

/** Reads a claim as the ecosystem of the package means it. */
export function toDeclaration(raw: RawLicense, packageType: string, aliases: LicenseAliases): Declaration {
  const { meaning, normalised } =
    raw.list === undefined
      ? ofText(read(raw.raw, raw.urls?.[0], packageType, aliases))
      : ofList(raw.list, raw.urls ?? [], packageType, aliases);
  return {
    meaning,
    evidence: {
      role: 'declared',
      method: raw.method,
      raw: raw.raw,
      ...(raw.list !== undefined && { list: raw.list }),
      ...(meaning.kind === 'expression' && { expression: meaning.expression }),
      ...(normalised !== undefined && { normalised }),
      location: raw.location,
    },
  };
}

interface Read {
  readonly meaning: Meaning;
  readonly normalised?: NonNullable<LicenseEvidence['normalised']>;
}

function ofText(found: Normalised): Read {
  if (found.kind !== 'expression') return { meaning: found };
  return { meaning: { kind: 'expression', expression: found.expression, joined: false }, normalised: found.normalised };
}

/** A name, or the address beside it when the name says too little: `GNU Lesser General Public License` with that of version 2.1. */
function read(name: string, url: string | undefined, packageType: string, aliases: LicenseAliases): Normalised {
  const named = normaliseLicense(name, packageType, aliases);
  if (url === undefined || (named.kind !== 'ambiguous' && named.kind !== 'unknown')) return named;
  // an address names the text, and so never says whether later versions are meant
  if (/\b(?:later|newer|above|greater)\b|\+/i.test(name)) return named;
  const addressed = normaliseLicense(url, packageType, aliases);
  return addressed.kind === 'expression' ? addressed : named;
}

function ofList(
  list: readonly string[],
  urls: readonly (string | undefined)[],
  packageType: string,
  aliases: LicenseAliases,
): Read {
  const found = list.map((entry, index) => read(entry, urls[index], packageType, aliases));
  const [first] = found;
  if (first === undefined) return { meaning: { kind: 'unknown' } };
  if (found.length === 1) return ofText(first);
  const expressions = new Set(found.map((item) => (item.kind === 'expression' ? item.expression : undefined)));
  if (expressions.size === 1) return ofText(first);
  const operator = Object.hasOwn(LIST_OPERATOR, packageType) ? (LIST_OPERATOR[packageType] ?? 'AND') : 'AND';
  if (operator === 'unclear') return { meaning: { kind: 'ambiguous-list' } };
  const terms = [...expressions];
  if (!terms.every((term) => term !== undefined)) return { meaning: { kind: 'unknown' } };
  const expression = joinSpdx(operator === 'OR' ? 'or' : 'and', terms);
  return { meaning: expression === undefined ? { kind: 'unknown' } : { kind: 'expression', expression, joined: true } };
}
