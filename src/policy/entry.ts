import { parseSpdx, renderTerm, type SpdxNote, type SpdxTerm } from '../domain/spdx-expression.ts';
import { officialExceptionId } from '../domain/spdx/ids.ts';
import { membersOf, rangesFrom } from './families.ts';
import { matchesGlob } from './glob.ts';
import type { PolicyPosition } from './position.ts';

/** How sharply an entry speaks; the sharper one wins inside the plain lists. */
export type EntryKind = 'id' | 'exception' | 'glob' | 'category' | 'any';

/** One word of a list, ready to be matched. */
export interface LicenseEntry {
  /** As written. */
  readonly text: string;
  readonly at: PolicyPosition;
  readonly kind: EntryKind;
  /** `id`: every license text it stands for, in lower case. */
  readonly ids?: ReadonlySet<string>;
  /** `id` of the form `A WITH B`, and `exception:E`; in lower case. */
  readonly exception?: string;
  readonly pattern?: string;
  readonly category?: string;
  /** Deprecated and differently cased ids, for the lints. */
  readonly notes: readonly SpdxNote[];
}

export interface EntryProblem {
  readonly problem: string;
  /** A word that was not known, for a "did you mean". */
  readonly unknown?: string;
}

/** Reads `MIT`, `=GPL-2.0-or-later`, `GPL-2.0-only WITH …`, `LGPL-*`, `category:…`, `exception:…`. */
export function readEntry(text: string, at: PolicyPosition, match: 'range' | 'exact'): LicenseEntry | EntryProblem {
  const entry = { text, at, notes: [] };
  const [, prefix, rest = ''] = /^(category|exception):(.*)$/.exec(text) ?? [];
  if (prefix === 'category') return { ...entry, kind: 'category', category: rest.trim() };
  if (prefix === 'exception') return readException(rest.trim(), entry);
  if (text === '*') return { ...entry, kind: 'any' };
  if (text.includes('*')) return { ...entry, kind: 'glob', pattern: text };
  const exact = text.startsWith('=') || match === 'exact';
  const parsed = parseSpdx(text.startsWith('=') ? text.slice(1) : text);
  if (!parsed.ok) return { problem: `\`${text}\` is not a license: ${parsed.problem}` };
  const { node: term } = parsed;
  if (term.type !== 'term') return { problem: `\`${text}\` is an expression; list its licenses one by one` };
  if (term.kind === 'unknown') return { problem: `\`${term.license}\` is not an SPDX license`, unknown: term.license };
  if (term.kind !== 'license' && term.kind !== 'reference')
    return { problem: `\`${text}\` is not a license; see \`defaults.unknown\` and \`defaults.noLicense\`` };
  if (term.addition !== undefined && !term.addition.includes('AdditionRef-') && !/licenseref-/i.test(term.addition))
    return { problem: `\`${term.addition}\` is not an SPDX exception`, unknown: term.addition };
  const exception = (term.exception ?? term.addition)?.toLowerCase();
  return { ...entry, kind: 'id', ids: idsOf(term, exact), ...(exception !== undefined && { exception }), notes: parsed.notes };
}

function readException(id: string, entry: Pick<LicenseEntry, 'text' | 'at' | 'notes'>): LicenseEntry | EntryProblem {
  if (officialExceptionId(id) === undefined && !/^(?:documentref-[^:]+:)?additionref-/i.test(id))
    return { problem: `\`${id}\` is not an SPDX exception`, unknown: id };
  return { ...entry, kind: 'exception', exception: id.toLowerCase() };
}

// A range stands for its members and for the ranges inside it; `exact` for nothing but what it says.
function idsOf(term: SpdxTerm, exact: boolean): ReadonlySet<string> {
  const bare = renderTerm({ type: 'term', kind: term.kind, license: term.license, orLater: term.orLater, start: 0, end: 0 });
  const all = term.orLater && !exact ? [bare, ...membersOf(term), ...rangesFrom(term)] : [bare];
  return new Set(all.map((id) => id.toLowerCase()));
}

/** What is matched against entries: one license, as precise as an entry can be. */
export interface Candidate {
  /** Canonical, without exception: `GPL-2.0-only`, `EUPL-1.1+`. */
  readonly license: string;
  /** `license` in lower case, once for all comparisons. */
  readonly key: string;
  readonly kind: SpdxTerm['kind'];
  /** Exception or addition in lower case. */
  readonly exception?: string;
  /** The exception is on the SPDX list: it can only add permission. */
  readonly knownException?: boolean;
  /** What follows WITH is a reference; nobody can say what it does. */
  readonly additionRef?: boolean;
  /** Of the license alone. */
  readonly category: string | undefined;
  /** Of license and exception together, when the exception makes it another one. */
  readonly pairCategory?: string | undefined;
}

/** `base`: the entry speaks about the license and says nothing of the exception that it comes with. */
export type EntryMatch = 'full' | 'base' | undefined;

export function matchEntry(entry: LicenseEntry, candidate: Candidate): EntryMatch {
  const bare = candidate.exception === undefined ? 'full' : 'base';
  switch (entry.kind) {
    case 'any':
      return candidate.kind === 'license' || candidate.kind === 'reference' ? 'full' : undefined;
    case 'exception':
      return entry.exception === candidate.exception ? 'full' : undefined;
    case 'id':
      if (entry.ids?.has(candidate.key) !== true) return undefined;
      if (entry.exception === undefined) return bare;
      return entry.exception === candidate.exception ? 'full' : undefined;
    case 'glob': {
      if (candidate.kind !== 'license' && candidate.kind !== 'reference') return undefined;
      const pattern = entry.pattern ?? '';
      if (candidate.exception !== undefined && / with /i.test(pattern))
        return matchesGlob(pattern, `${candidate.license} WITH ${candidate.exception}`) ? 'full' : undefined;
      return matchesGlob(pattern, candidate.license) ? bare : undefined;
    }
    case 'category':
      if (candidate.pairCategory !== undefined) return entry.category === candidate.pairCategory ? 'full' : undefined;
      return entry.category === candidate.category ? bare : undefined;
  }
}
