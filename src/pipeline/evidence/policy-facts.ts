import { by, sortedUnique } from '../../domain/order.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import type { LicenseFact, PolicyFacts } from '../../evidence/metrics/facts.ts';
import { licensesIn } from '../../evidence/metrics/facts.ts';
import type { LicenseCategories } from '../../policy/categories.ts';
import { completeFacts } from '../../policy/facts.ts';
import { createJudge } from '../../policy/judge.ts';
import type { Condition, Facts, Policy } from '../../policy/model.ts';

export interface PolicyFactsRequest {
  readonly policy: Policy;
  readonly categories: LicenseCategories;
  readonly isOsiApproved: (license: string) => boolean | undefined;
  readonly judgedOn: string;
  /** Written by the organization, not brought along by licet. */
  readonly own: boolean;
  readonly snapshots: readonly Snapshot[];
}

/** What the evidence has to know of the policy: its word on each license in use, the use cases it tells apart, its waivers. */
export function toPolicyFacts({ policy, categories, isOsiApproved, judgedOn, own, snapshots }: PolicyFactsRequest): PolicyFacts {
  const judge = createJudge({ policy, categories, today: judgedOn });
  const facts = completeFacts({}, [], policy.defaults.context);
  const used = new Set(licensesOf(snapshots, (firstParty) => !firstParty));
  const toFact = (id: string): LicenseFact => {
    const verdict = judge.judge({ license: { kind: 'text', text: id }, facts });
    const category = categories.ofLicense(id);
    const osi = isOsiApproved(id);
    const { by: decided } = verdict;
    return {
      id,
      ...(category !== undefined && { category }),
      ...(osi !== undefined && { osi }),
      verdict: verdict.verdict,
      by: { label: decided.label, kind: decided.kind, place: `${decided.at.file}:${decided.at.line}` },
      decided: decided.kind !== 'default',
      named: verdict.terms.some(({ decision }) => decision.explicit && /-by-(id|exception)$/.test(decision.reason)),
      inUse: used.has(id),
    };
  };
  return {
    ...(policy.id !== undefined && { id: policy.id }),
    ...(policy.revision !== undefined && { revision: policy.revision }),
    file: policy.file,
    sha256: policy.digest,
    own,
    licenses: licensesOf(snapshots, () => true).map(toFact),
    useCases: useCasesOf(policy),
    waivers: policy.waivers
      .map(({ id, package: name, expression, owner, reason, expires }) => ({
        id,
        package: name.text,
        expression,
        owner,
        reason,
        expires,
      }))
      .toSorted(by((waiver) => waiver.id)),
  };
}

function licensesOf(snapshots: readonly Snapshot[], isWanted: (firstParty: boolean) => boolean): readonly string[] {
  const ids = new Set<string>();
  for (const { components } of snapshots) {
    for (const { concluded, firstParty } of components)
      if (concluded.status === 'concluded' && isWanted(firstParty))
        for (const id of licensesIn(concluded.expression)) ids.add(id);
  }
  return sortedUnique(ids);
}

// OpenChain 2.1, 3.3.2: the ways in which a component is commonly used.
function useCasesOf(policy: Policy): PolicyFacts['useCases'] {
  const facts: readonly (Facts | Condition)[] = [
    ...policy.rules.flatMap((rule) => rule.when ?? []),
    ...policy.contexts.map((context) => context.set),
    ...policy.tests.map((test) => test.given.facts),
    policy.defaults.context,
  ];
  const values = (key: 'distribution' | 'linking'): ReadonlySet<string> => new Set(facts.flatMap((one) => one[key] ?? []));
  const [distribution, linking] = [values('distribution'), values('linking')];
  const some = (set: ReadonlySet<string>, ...names: readonly string[]): boolean => names.some((name) => set.has(name));
  return [
    { id: 'binary', covered: some(distribution, 'binary', 'embedded') },
    { id: 'source', covered: some(distribution, 'source', 'library') },
    { id: 'integrated', covered: some(linking, 'static', 'dynamic', 'embedded') },
    { id: 'modified', covered: some(linking, 'modified') || facts.some(({ modified }) => modified !== undefined) },
    { id: 'incompatible', covered: policy.compatibility !== undefined && policy.compatibility.data !== 'none' },
    { id: 'attribution', covered: policy.obligations.length > 0 },
  ];
}
