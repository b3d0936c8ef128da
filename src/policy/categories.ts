import type { SpdxTerm } from '../domain/spdx-expression.ts';
import { matchEntry, type Candidate } from './entry.ts';
import type { CategoryChange } from './model.ts';

/** Where categories come from: injected, so that a policy is judged with whatever data the caller has. */
export interface LicenseCategories {
  /** Category of a license or reference, canonical id. */
  ofLicense(license: string): string | undefined;
  /** Category of `license WITH exception` where the exception changes it; else `undefined`. */
  ofPair(license: string, exception: string): string | undefined;
}

export const NO_CATEGORIES: LicenseCategories = { ofLicense: () => undefined, ofPair: () => undefined };

/** From the freest to the most binding: breaks ties between branches of an OR. */
const RANKS: readonly string[] = [
  'public-domain',
  'permissive',
  'permissive-restricted',
  'patent-only',
  'content',
  'weak-copyleft',
  'strong-copyleft',
  'network-copyleft',
  'source-available',
  'non-commercial',
  'ethical',
  'proprietary-free',
  'commercial',
  'proprietary',
  'unstated',
];

export const CATEGORY_NAMES = RANKS;

export function categoryRank(category: string | undefined): number {
  const rank = category === undefined ? -1 : RANKS.indexOf(category);
  return rank === -1 ? RANKS.length : rank;
}

/** One way to take a term, with its categories looked up and the policy's own changes applied. */
export function toCandidate(
  term: Pick<SpdxTerm, 'kind' | 'license' | 'exception' | 'addition'>,
  categories: LicenseCategories,
  changes: readonly CategoryChange[],
): Candidate {
  const exception = term.exception ?? term.addition;
  const bare = {
    license: term.license,
    key: term.license.toLowerCase(),
    kind: term.kind,
    // Whatever the data says of a word like NOASSERTION: unknown has no category that could pass.
    category: isKnown(term) ? categories.ofLicense(term.license) : undefined,
  };
  const category = changed({ ...bare }, changes) ?? bare.category;
  if (exception === undefined) return { ...bare, category };
  const pair = isKnown(term) && term.exception !== undefined ? categories.ofPair(term.license, exception) : undefined;
  const whole = {
    ...bare,
    category,
    exception: exception.toLowerCase(),
    knownException: term.exception !== undefined,
    additionRef: /ref-/i.test(exception),
  };
  const pairCategory = changed(whole, changes) ?? (pair === category ? undefined : pair);
  return pairCategory === undefined ? whole : { ...whole, pairCategory };
}

function isKnown({ kind }: Pick<SpdxTerm, 'kind'>): boolean {
  return kind === 'license' || kind === 'reference';
}

// A removal without an addition elsewhere leaves the license without category.
function changed(candidate: Candidate, changes: readonly CategoryChange[]): string | undefined {
  const added = changes.find((change) => change.add.some((entry) => matchEntry(entry, candidate) === 'full'));
  if (added !== undefined) return added.name;
  const removed = changes.some(
    (change) => change.name === candidate.category && change.remove.some((entry) => matchEntry(entry, candidate) === 'full'),
  );
  return removed ? 'unstated' : undefined;
}
