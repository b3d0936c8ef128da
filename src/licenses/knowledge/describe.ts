import { parseSpdx, renderTerm, type SpdxTerm } from '../../domain/spdx-expression.ts';
import type { ExceptionRow, LicenseData } from '../license-data.ts';
import { deriveExplanation, obligationsOf, type Facts } from './derive.ts';
import type { ExceptionExplanation, Explanation, LicenseDescription } from './model.ts';

export interface LicenseKnowledge {
  readonly data: LicenseData;
  readonly explanations: readonly Explanation[];
  readonly exceptions: readonly ExceptionExplanation[];
}

/** What there is to say of a license id, an exception id, a reference of ours, or `X WITH E`; `undefined` when nobody knows it. */
export function describeLicense(text: string, knowledge: LicenseKnowledge): LicenseDescription | undefined {
  const exception = knowledge.data.exception(text);
  if (exception !== undefined) return describeException(exception, knowledge);
  const deprecated = knowledge.data.license(text);
  if (deprecated?.deprecated === true) return describeDeprecated(deprecated.id, knowledge);
  const parsed = parseSpdx(text);
  if (!parsed.ok || parsed.node.type !== 'term') return undefined;
  return describeTerm(parsed.node, knowledge);
}

function describeTerm(term: SpdxTerm, knowledge: LicenseKnowledge): LicenseDescription | undefined {
  if (term.addition !== undefined) return undefined;
  const base = describeBase(term.license, knowledge);
  if (base === undefined || term.exception === undefined) return base;
  const row = knowledge.data.exception(term.exception);
  return row === undefined ? undefined : withException(base, row, renderTerm(term), knowledge);
}

function describeBase(id: string, knowledge: LicenseKnowledge): LicenseDescription | undefined {
  const { data } = knowledge;
  const row = data.license(id);
  const reference = row === undefined ? data.reference(id) : undefined;
  const known = row ?? reference;
  if (known === undefined) return undefined;
  const facts: Facts = {
    category: known.category,
    copyleft: row?.copyleftScope ?? 'none',
    network: row?.triggers.includes('network') ?? false,
    patent: row?.patent ?? 'none',
    ...(row?.content !== undefined && { content: row.content }),
    isLgpl: known.id.startsWith('LGPL-'),
  };
  const derived = deriveExplanation(facts);
  const written = knowledge.explanations.find((item) => item.ids.includes(known.id));
  return {
    id: known.id,
    name: known.name,
    kind: row === undefined ? 'reference' : 'license',
    category: known.category,
    ...(row !== undefined && {
      ...(row.content !== undefined && { content: row.content }),
      copyleft: row.copyleftScope,
      triggers: row.triggers,
      patent: row.patent,
      osi: row.osi,
      fsf: row.fsf === undefined ? 'unknown' : row.fsf ? 'free' : 'not-free',
    }),
    explanation: written === undefined ? 'derived' : 'written',
    summary: written?.summary ?? derived.summary,
    permits: written?.permits ?? derived.permits,
    requires: written?.requires ?? derived.requires,
    forbids: written === undefined ? derived.forbids : (written.forbids ?? []),
    uses: { ...derived.uses, ...written?.uses },
    watch: written === undefined ? derived.watch : (written.watch ?? []),
    obligations: obligationsOf(facts),
    sources: row?.source ?? ['override'],
    ...(known.reason !== undefined && { reason: known.reason }),
  };
}

/** A deprecated id is explained by what SPDX writes instead. */
function describeDeprecated(id: string, knowledge: LicenseKnowledge): LicenseDescription | undefined {
  const parsed = parseSpdx(id);
  const term = parsed.ok && parsed.node.type === 'term' ? parsed.node : undefined;
  const successor = term === undefined ? undefined : renderTerm(term);
  const described = term === undefined || successor === id ? describeBase(id, knowledge) : describeTerm(term, knowledge);
  const name = knowledge.data.license(id)?.name ?? id;
  return described && { ...described, id, name, deprecated: successor === undefined || successor === id ? {} : { successor } };
}

function withException(base: LicenseDescription, row: ExceptionRow, id: string, knowledge: LicenseKnowledge): LicenseDescription {
  const category = knowledge.data.categoryOfPair(base.id, row.id) ?? base.category;
  const reduced = base.category !== undefined && row.reduces?.from.includes(base.category) === true ? row.reduces : undefined;
  const facts: Facts | undefined = reduced && {
    category: reduced.to,
    copyleft: reduced.copyleftScope,
    network: base.triggers?.includes('network') ?? false,
    patent: base.patent ?? 'none',
  };
  const said = explainException(row, knowledge);
  return {
    ...base,
    id,
    name: `${base.name}, with ${row.name === row.id ? row.id : row.name}`,
    kind: 'pair',
    ...(category !== undefined && { category }),
    ...(facts !== undefined && {
      copyleft: facts.copyleft,
      uses: { ...base.uses, ...linkingUses(facts) },
      obligations: obligationsOf(facts),
    }),
    // The OSI and the FSF decide on licenses, not on pairs.
    exception: { id: row.id, ...said },
    explanation: base.explanation === 'written' && isWritten(row.id, knowledge) ? 'written' : 'derived',
    reason: row.reason,
  };
}

function linkingUses(facts: Facts): LicenseDescription['uses'] {
  const { uses } = deriveExplanation(facts);
  const apart = 'The exception lets your own work keep its license; the covered part stays under its own.';
  const reach = { source: apart, static: apart, dynamic: apart };
  return facts.copyleft === 'library' ? { ...reach, binary: uses.binary } : reach;
}

function describeException(row: ExceptionRow, knowledge: LicenseKnowledge): LicenseDescription {
  const { adds, keeps, summary } = explainException(row, knowledge);
  return {
    id: row.id,
    name: row.name,
    kind: 'exception',
    ...(row.deprecated === true && { deprecated: {} }),
    explanation: isWritten(row.id, knowledge) ? 'written' : 'derived',
    summary,
    permits: adds,
    requires: keeps,
    forbids: [],
    uses: {},
    watch: ['An exception stands after WITH beside a license, which it adds to; alone it permits nothing'],
    obligations: [],
    sources: row.source,
    reason: row.reason,
  };
}

function isWritten(id: string, { exceptions }: LicenseKnowledge): boolean {
  return exceptions.some((item) => item.ids.includes(id));
}

function explainException(
  row: ExceptionRow,
  { exceptions }: LicenseKnowledge,
): Pick<ExceptionExplanation, 'summary' | 'adds' | 'keeps'> {
  const written = exceptions.find((item) => item.ids.includes(row.id));
  if (written !== undefined) return { summary: written.summary, adds: written.adds, keeps: written.keeps };
  return {
    summary: `An additional permission: ${row.reason}.`,
    adds: [row.reason],
    keeps: ['everything else that the license asks for'],
  };
}
