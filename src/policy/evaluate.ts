import { by } from '../domain/order.ts';
import type { Component } from '../domain/component.ts';
import type { Finding, Judgement } from '../domain/finding.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { LicenseCategories } from './categories.ts';
import type { CompatibilityMatrix } from './compatibility.ts';
import { digestsOf, type FileDigests } from './curation.ts';
import { LEVELS, levelRank } from './decision.ts';
import { indexEdges, pathScratch, withDependencyPaths } from './dependency-paths.ts';
import { incompleteInputs } from './incomplete.ts';
import type { LicenseBefore } from './license-changes.ts';
import { createJudge, type Verdict } from './judge.ts';
import { viewLicense, type ViewedLicense } from './license-view.ts';
import { findingMaker, type FindingParts } from './make-finding.ts';
import type { Policy } from './model.ts';
import { ownPackageFindings } from './own-packages.ts';
import type { PolicyProblem } from './problem.ts';
import { componentUses, type ComponentUse } from './subjects.ts';
import { tally } from './tally.ts';
import { lintUsage, noteUsage, type PolicyUsage } from './usage.ts';
import type { JudgedUse } from './judged-use.ts';

export interface EvaluateOptions {
  /** ISO date: waivers are held against it. */
  readonly today: string;
  readonly categories: LicenseCategories;
  readonly matrix?: CompatibilityMatrix;
  /** Problems found while the policy was loaded, carried into the judgement. */
  readonly problems?: readonly PolicyProblem[];
  /** Ids of obligations for which the repository holds no evidence; absent: nobody looked. */
  readonly unproven?: ReadonlySet<string>;
  /** The licenses of the base: a package that had another one gets a finding even when the new one is allowed. */
  readonly before?: LicenseBefore;
  /** Components that get a finding even when they are allowed: what `explain` shows. */
  readonly always?: (component: Component) => boolean;
}

/** Facts -> findings. Never throws on what a repository holds. */
export function evaluate(snapshot: Snapshot, policy: Policy, options: EvaluateOptions): Judgement {
  const judge = createJudge({ policy, ...options });
  const usage: PolicyUsage = {
    noted: new Set(),
    terms: new Map(),
    waivers: new Set(),
    curations: new Set(),
    stale: new Set(),
    choices: new Map(),
  };
  const counts = tally();
  const open: JudgedUse[] = [];
  let last: { component: Component; viewed: ViewedLicense; files: FileDigests | undefined } | undefined;
  for (const use of componentUses(snapshot, policy)) {
    const { component } = use;
    if (last?.component !== component)
      last = { component, viewed: viewLicense(component, policy.licenses.view), files: digestsOf(component, policy) };
    const { viewed, files } = last;
    const { purl } = component;
    const verdicts = use.contexts.map(({ facts }) => judge.judge({ purl, license: viewed.input, files, facts }));
    const worst = verdicts.length === 1 ? 0 : worstOf(verdicts);
    const verdict = verdicts[worst] as Verdict;
    const context = use.contexts[worst] as ComponentUse['contexts'][number];
    if (counts.add(verdict, context.scope) || verdicts.length > 1) for (const item of verdicts) noteUsage(usage, item);
    const was = options.before?.(component, verdict.text);
    if (
      was !== undefined ||
      isFinding(verdict, viewed, policy) ||
      owes(verdict, options.unproven) ||
      options.always?.(component) === true
    )
      open.push({ ...use, ...context, verdict, verdicts, viewed, was });
  }
  const lints = lintUsage(policy, usage);
  const incomplete = incompleteInputs(snapshot, policy.gate.incomplete);
  const { commit, name, treeDigest } = snapshot.source;
  return {
    schema: 'licet-findings/1',
    snapshot: { name, ...(commit !== undefined && { commit }), treeDigest },
    policy: {
      file: policy.file,
      ...(policy.id !== undefined && { id: policy.id }),
      ...(policy.revision !== undefined && { revision: policy.revision }),
      sha256: policy.digest,
    },
    judgedOn: options.today,
    complete: incomplete.length === 0,
    incomplete,
    findings: sorted([
      ...toFindings(open, snapshot, { policy, unproven: options.unproven }),
      ...ownPackageFindings(snapshot, policy, options.categories),
    ]),
    policyProblems: [...(options.problems ?? []), ...lints].map(({ at, ...problem }) => ({ ...problem, ...at })),
    summary: counts.summary(snapshot.projects.length),
  };
}

/** Which of the verdicts is the worst; the first of equals. */
function worstOf(verdicts: readonly Verdict[]): number {
  let worst = 0;
  let rank = -1;
  verdicts.forEach((verdict, index) => {
    // What a waiver permits is not what is worst, as long as another context has no permission.
    const weight = levelRank(verdict.level) + (verdict.verdict === 'allow' ? 0 : LEVELS.length);
    if (weight > rank) [worst, rank] = [index, weight];
  });
  return worst;
}

function isFinding(verdict: Verdict, viewed: ViewedLicense, policy: Policy): boolean {
  if (verdict.verdict !== 'allow' || verdict.reason === 'waived') return true;
  return viewed.conflict && policy.licenses.conflict !== 'allow' && verdict.curation === undefined;
}

/** Allowed under an obligation that nothing shows to be met. */
function owes(verdict: Verdict, unproven: ReadonlySet<string> | undefined): boolean {
  return unproven !== undefined && verdict.by.rule?.obligations.some((id) => unproven.has(id)) === true;
}

function toFindings(open: readonly JudgedUse[], snapshot: Snapshot, parts: Omit<FindingParts, 'components'>): Finding[] {
  if (open.length === 0) return [];
  const index = indexEdges(snapshot);
  const walk = { index, scratch: pathScratch(index) };
  const components = (id: string): Component | undefined => snapshot.components[index.numbers.get(id) ?? -1];
  const byProject = new Map<string, JudgedUse[]>();
  for (const use of open) {
    const known = byProject.get(use.project.id);
    if (known === undefined) byProject.set(use.project.id, [use]);
    else known.push(use);
  }
  const maker = findingMaker({ ...parts, components });
  return [...byProject.values()].flatMap((uses) => {
    const [first] = uses;
    if (first === undefined) return [];
    return withDependencyPaths(first.project, walk, (paths) => uses.map((use) => maker(use, paths)));
  });
}

// Two versions of one package under one license share an id: reports that need unique fingerprints group by it.
function sorted(findings: readonly Finding[]): Finding[] {
  const keyed = findings.map((finding) => ({ finding, key: sortKey(finding) }));
  return keyed.toSorted(by((item) => item.key)).map((item) => item.finding);
}

function sortKey(finding: Finding): string {
  const verdict = { deny: '0', review: '1', allow: '2' }[finding.verdict];
  const severity = { critical: '0', high: '1', medium: '2', low: '3', info: '4' }[finding.severity];
  const order = `${finding.state === 'open' ? '0' : '1'}${verdict}${severity}`;
  return [order, finding.component.id, finding.project, finding.id].join('\u0000');
}
