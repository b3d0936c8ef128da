import { by } from '../domain/order.ts';
import type { Component } from '../domain/component.ts';
import type { Finding, Judgement, JudgementSummary } from '../domain/finding.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { LicenseCategories } from './categories.ts';
import type { CompatibilityMatrix } from './compatibility.ts';
import type { FileDigests } from './curation.ts';
import { LEVELS, levelRank } from './decision.ts';
import { dependencyPaths, indexEdges, type DependencyPaths } from './dependency-paths.ts';
import { incompleteInputs } from './incomplete.ts';
import { createJudge, type Judge, type Verdict } from './judge.ts';
import { viewLicense, type ViewedLicense } from './license-view.ts';
import { toFinding } from './make-finding.ts';
import type { Policy } from './model.ts';
import { ownPackageFindings } from './own-packages.ts';
import type { PolicyProblem } from './problem.ts';
import { componentUses, type ComponentUse } from './subjects.ts';
import { lintUsage, noteUsage, type PolicyUsage } from './usage.ts';

export interface EvaluateOptions {
  /** ISO date: waivers are held against it. */
  readonly today: string;
  readonly categories: LicenseCategories;
  readonly matrix?: CompatibilityMatrix;
  /** Problems found while the policy was loaded, carried into the judgement. */
  readonly problems?: readonly PolicyProblem[];
  /** Components that get a finding even when they are allowed: what `explain` shows. */
  readonly always?: (component: Component) => boolean;
}

/** What the judge said of one use, in its worst context. */
export interface JudgedUse extends ComponentUse {
  readonly verdict: Verdict;
  /** Per context, in their order. */
  readonly verdicts: readonly Verdict[];
  readonly scope: ComponentUse['contexts'][number]['scope'];
  readonly facts: ComponentUse['contexts'][number]['facts'];
  readonly viewed: ViewedLicense;
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
  const counts = emptyCounts();
  const open: JudgedUse[] = [];
  let last: { component: Component; viewed: ViewedLicense; files: FileDigests | undefined } | undefined;
  for (const use of componentUses(snapshot, policy)) {
    const { component } = use;
    if (last?.component !== component)
      last = { component, viewed: viewLicense(component, policy.licenses.view), files: digestsOf(component, policy) };
    const { verdicts, worst } = judgeContexts(use, last, judge);
    const verdict = verdicts[worst] as Verdict;
    for (const item of verdicts) noteUsage(usage, item);
    const context = use.contexts[worst] as ComponentUse['contexts'][number];
    count(counts, verdict, context.scope);
    if (isFinding(verdict, last.viewed, policy) || options.always?.(component) === true)
      open.push({ ...use, ...context, verdict, verdicts, viewed: last.viewed });
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
    findings: [...toFindings(open, snapshot, policy), ...ownPackageFindings(snapshot, policy, options.categories)].toSorted(
      by(sortKey),
    ),
    policyProblems: [...(options.problems ?? []), ...lints].map(({ at, ...problem }) => ({ ...problem, ...at })),
    summary: summaryOf(counts, snapshot),
  };
}

/** One verdict per context, and which of them is the worst; the first of equals. */
function judgeContexts(
  { component: { purl }, contexts }: ComponentUse,
  { viewed, files }: { readonly viewed: ViewedLicense; readonly files: FileDigests | undefined },
  judge: Judge,
): { readonly verdicts: readonly Verdict[]; readonly worst: number } {
  const license = viewed.input;
  const known = { license, ...(purl !== undefined && { purl }), ...(files !== undefined && { files }) };
  const verdicts = contexts.map(({ facts }) => judge.judge({ ...known, facts }));
  if (verdicts.length === 1) return { verdicts, worst: 0 };
  let worst = 0;
  let rank = -1;
  verdicts.forEach((verdict, index) => {
    // What a waiver permits is not what is worst, as long as another context has no permission.
    const weight = levelRank(verdict.level) + (verdict.verdict === 'allow' ? 0 : LEVELS.length);
    if (weight > rank) [worst, rank] = [index, weight];
  });
  return { verdicts, worst };
}

/** The digests that the scan recorded for the package's license files, by their path below the package. */
function digestsOf(component: Component, policy: Policy): FileDigests | undefined {
  if (policy.curations.length === 0) return undefined;
  return (path) =>
    component.licenseEvidence.find(({ location }) => location.path === path || location.path.endsWith(`/${path}`))?.location
      .sha256;
}

function isFinding(verdict: Verdict, viewed: ViewedLicense, policy: Policy): boolean {
  if (verdict.verdict !== 'allow' || verdict.reason === 'waived') return true;
  return viewed.conflict && policy.licenses.conflict !== 'allow' && verdict.curation === undefined;
}

function toFindings(open: readonly JudgedUse[], snapshot: Snapshot, policy: Policy): Finding[] {
  const edges = indexEdges(open.length === 0 ? [] : snapshot.edges);
  const paths = new Map<string, DependencyPaths>();
  const names = new Map(open.length === 0 ? [] : snapshot.components.map((component) => [component.id, component]));
  const findings = open.map((use) => {
    const known = paths.get(use.project.id) ?? dependencyPaths(use.project, edges);
    paths.set(use.project.id, known);
    return toFinding(use, { policy, paths: known, components: names });
  });
  // Two versions of one package under one license share an id: reports that need unique fingerprints group by it.
  const keyed = findings.map((finding) => ({ finding, key: sortKey(finding) }));
  return keyed.toSorted(by((item) => item.key)).map((item) => item.finding);
}

function sortKey(finding: Finding): string {
  const verdict = { deny: '0', review: '1', allow: '2' }[finding.verdict];
  const severity = { critical: '0', high: '1', medium: '2', low: '3', info: '4' }[finding.severity];
  const order = `${finding.state === 'open' ? '0' : '1'}${verdict}${severity}`;
  return [order, finding.component.id, finding.project, finding.id].join('\u0000');
}

interface Counts {
  readonly scopes: Map<string, number>;
  evaluated: number;
  allowed: number;
  review: number;
  denied: number;
  waived: number;
  curated: number;
  orChoices: number;
  unknown: number;
}

function emptyCounts(): Counts {
  return {
    scopes: new Map(),
    evaluated: 0,
    allowed: 0,
    review: 0,
    denied: 0,
    waived: 0,
    curated: 0,
    orChoices: 0,
    unknown: 0,
  };
}

function count(counts: Counts, verdict: Verdict, scope: string): void {
  counts.evaluated++;
  counts.scopes.set(scope, (counts.scopes.get(scope) ?? 0) + 1);
  if (verdict.reason === 'waived') counts.waived++;
  else if (verdict.verdict === 'allow') counts.allowed++;
  else if (verdict.verdict === 'review') counts.review++;
  else counts.denied++;
  if (verdict.level === 'unknown') counts.unknown++;
  if (verdict.curation !== undefined) counts.curated++;
  if (verdict.notes.includes('or-choice')) counts.orChoices++;
}

function summaryOf({ scopes, ...counts }: Counts, snapshot: Snapshot): JudgementSummary {
  const sorted = [...scopes].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { ...counts, projects: snapshot.projects.length, scopes: Object.fromEntries(sorted) };
}
