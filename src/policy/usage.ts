import { renderTerm, type SpdxTerm } from '../domain/spdx-expression.ts';
import { SPDX_LICENSE_IDS } from '../domain/spdx/ids.ts';
import { hintFor } from './did-you-mean.ts';
import { matchEntry, type Candidate, type LicenseEntry } from './entry.ts';
import type { JudgedTerm } from './evaluate-expression.ts';
import { membersOf } from './families.ts';
import { atLevel } from './lint.ts';
import type { Verdict } from './judge.ts';
import type { Choice, Curation, Policy, Waiver } from './model.ts';
import { problem, type PolicyProblem } from './problem.ts';

/** What of the policy was needed for a snapshot. */
export interface PolicyUsage {
  /** Verdicts are shared between packages of one license: each is looked at once. */
  readonly noted: Set<Verdict>;
  /** Every distinct term that was judged. */
  readonly terms: Map<string, JudgedTerm>;
  readonly waivers: Set<Waiver>;
  readonly curations: Set<Curation>;
  readonly stale: Set<Curation>;
  readonly choices: Map<Choice, 'choice-applied' | 'choice-invalid'>;
}

export function noteUsage(usage: PolicyUsage, verdict: Verdict): void {
  if (usage.noted.has(verdict)) return;
  usage.noted.add(verdict);
  for (const judged of verdict.terms) {
    const key = renderTerm(judged.term);
    if (!usage.terms.has(key)) usage.terms.set(key, judged);
  }
  if (verdict.waiver?.status === 'valid') usage.waivers.add(verdict.waiver.waiver);
  if (verdict.curation !== undefined) usage.curations.add(verdict.curation);
  if (verdict.staleCuration !== undefined) usage.stale.add(verdict.staleCuration);
  if (verdict.choice !== undefined)
    usage.choices.set(verdict.choice, verdict.notes.includes('choice-invalid') ? 'choice-invalid' : 'choice-applied');
}

/** Lines of the file itself that this snapshot did not need. Inherited lines serve others too and are left alone. */
export function lintUsage(policy: Policy, usage: PolicyUsage): PolicyProblem[] {
  const candidates = [...usage.terms.values()].flatMap((judged) => candidatesOf(judged));
  const { unused } = policy.lint;
  const own = (item: { readonly at: { readonly file: string } }): boolean => item.at.file === policy.file;
  const entries = policy.lists
    .filter((entry) => own(entry) && entry.kind !== 'category' && !candidates.some((candidate) => matchEntry(entry, candidate)))
    .flatMap((entry) => atLevel(unused, 'POL004', `\`${entry.text}\` matched no package`, { ...entry, hint: suggestion(entry) }));
  const waivers = policy.waivers.filter((waiver) => own(waiver) && !usage.waivers.has(waiver));
  const curations = policy.curations.filter((item) => own(item) && !usage.curations.has(item) && !usage.stale.has(item));
  const choices = policy.choices.filter((item) => own(item) && !usage.choices.has(item));
  return [
    ...entries,
    ...waivers.flatMap((item) =>
      atLevel(unused, 'POL005', `waiver \`${item.id}\` permits nothing`, { at: item.at, text: item.id }),
    ),
    ...curations.flatMap((item) => atLevel(unused, 'POL005', `no package needs the curation of \`${item.package.text}\``, item)),
    ...choices.flatMap((item) => atLevel(unused, 'POL005', 'no package needs this choice', item)),
    ...[...usage.stale].map((item) =>
      problem('POL007', `the license files of \`${item.package.text}\` changed: the curation is not used`, item.at),
    ),
    ...[...usage.choices]
      .filter(([, status]) => status === 'choice-invalid')
      .map(([item]) => problem('POL009', 'the expression of a package does not offer this choice', item.at)),
  ];
}

function suggestion(entry: LicenseEntry): string | undefined {
  return entry.kind === 'id'
    ? hintFor(
        entry.text,
        SPDX_LICENSE_IDS.filter((id) => id !== entry.text),
      )
    : undefined;
}

function candidatesOf({ candidate, term }: JudgedTerm): Candidate[] {
  if (!isRange(term)) return [candidate];
  const members = membersOf(term).map((license) => ({ ...candidate, license, key: license.toLowerCase() }));
  const literal = term.license.endsWith('-or-later') ? term.license : `${term.license}+`;
  return [{ ...candidate, license: literal, key: literal.toLowerCase() }, ...members];
}

function isRange(term: SpdxTerm): boolean {
  return term.orLater;
}
