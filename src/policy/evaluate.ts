import { by } from '../domain/order.ts';
import type { Component } from '../domain/component.ts';
import type { Finding, Judgement, JudgementSummary } from '../domain/finding.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { LicenseCategories } from './categories.ts';
import type { CompatibilityMatrix } from './compatibility.ts';
import type { FileDigests } from './curation.ts';
import { levelRank } from './decision.ts';
import { dependencyPaths, indexEdges, type DependencyPaths, type EdgeIndex } from './dependency-paths.ts';
import { incompleteInputs } from './incomplete.ts';
import { createJudge, type Verdict } from './judge.ts';
import { viewLicense, type ViewedLicense } from './license-view.ts';
import { toFinding } from './make-finding.ts';
import type { Policy } from './model.ts';
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
}

/** What the judge said of one use, in its worst context. */
export interface JudgedUse extends ComponentUse {
  readonly verdict: Verdict;
  readonly scope: ComponentUse['contexts'][number]['scope'];
  readonly facts: ComponentUse['contexts'][number]['facts'];
  readonly viewed: ViewedLicense;
}

/** Facts -> findings. Never throws on what a repository holds. */
export function evaluate(snapshot: Snapshot, policy: Policy, options: EvaluateOptions): Judgement {
  const judge = createJudge({ policy, ...options });
  const usage: PolicyUsage = { terms: new Map(), waivers: new Set(), curations: new Set(), stale: new Set(), choices: new Map() };
  const counts = emptyCounts();
  const open: JudgedUse[] = [];
  let last: { component: Component; viewed: ViewedLicense; files: FileDigests } | undefined;
  for (const use of componentUses(snapshot, policy)) {
    const { component } = use;
    if (last?.component !== component)
      last = { component, viewed: viewLicense(component, policy.licenses.view), files: digestsOf(component) };
    const judged = worstContext(use, last, (subject) => judge.judge(subject));
    noteUsage(usage, judged.verdict);
    count(counts, judged);
    if (isFinding(judged, policy)) open.push(judged);
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
    findings: toFindings(open, snapshot, policy),
    policyProblems: [...(options.problems ?? []), ...lints].map(({ at, ...problem }) => ({ ...problem, ...at })),
    summary: summaryOf(counts, snapshot),
  };
}

function worstContext(
  use: ComponentUse,
  { viewed, files }: { readonly viewed: ViewedLicense; readonly files: FileDigests },
  judge: (subject: Parameters<ReturnType<typeof createJudge>['judge']>[0]) => Verdict,
): JudgedUse {
  const { purl } = use.component;
  const judged = use.contexts.map(({ scope, facts }): JudgedUse => {
    const verdict = judge({ ...(purl !== undefined && { purl }), license: viewed.input, facts, files });
    return { ...use, verdict, scope, facts, viewed };
  });
  return judged.reduce((worst, next) => (levelRank(next.verdict.level) > levelRank(worst.verdict.level) ? next : worst));
}

/** The digests that the scan recorded for the package's license files, by their path below the package. */
function digestsOf(component: Component): FileDigests {
  return (path) =>
    component.licenseEvidence.find(({ location }) => location.path === path || location.path.endsWith(`/${path}`))?.location
      .sha256;
}

function isFinding({ verdict, viewed }: JudgedUse, policy: Policy): boolean {
  if (verdict.verdict !== 'allow' || verdict.reason === 'waived') return true;
  return viewed.conflict && policy.licenses.conflict !== 'allow' && verdict.curation === undefined;
}

function toFindings(open: readonly JudgedUse[], snapshot: Snapshot, policy: Policy): Finding[] {
  const edges: EdgeIndex = open.length === 0 ? new Map() : indexEdges(snapshot.edges);
  const paths = new Map<string, DependencyPaths>();
  const names = new Map(snapshot.components.map((component) => [component.id, component]));
  const findings = open.map((use) => {
    const known = paths.get(use.project.id) ?? dependencyPaths(use.project, edges);
    paths.set(use.project.id, known);
    return toFinding(use, { policy, paths: known, components: names });
  });
  // Two versions of one package under one license share an id: reports that need unique fingerprints group by it.
  return findings.toSorted(
    by((finding) => `${severityOrder(finding)}\u0000${finding.component.id}\u0000${finding.project}\u0000${finding.id}`),
  );
}

function severityOrder(finding: Finding): string {
  const verdict = { deny: '0', review: '1', allow: '2' }[finding.verdict];
  const severity = { critical: '0', high: '1', medium: '2', low: '3', info: '4' }[finding.severity];
  return `${finding.state === 'open' ? '0' : '1'}${verdict}${severity}`;
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

function count(counts: Counts, { verdict, scope }: JudgedUse): void {
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
