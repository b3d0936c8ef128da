import type { Component } from '../domain/component.ts';
import {
  findingId,
  FINDING_TITLES,
  type ExplainedTerm,
  type Finding,
  type FindingCode,
  type FindingRule,
} from '../domain/finding.ts';
import { withoutVersion } from '../domain/purl.ts';
import type { DependencyPaths } from './dependency-paths.ts';
import type { DecidedBy, ReasonCode } from './decision.ts';
import { explainBranches } from './explain-branches.ts';
import { suggestFix } from './fix.ts';
import type { Verdict } from './judge.ts';
import { matchEntry } from './entry.ts';
import type { Outcome, Policy, Rule, Severity } from './model.ts';
import { assumedFacts } from './subjects.ts';
import type { JudgedUse } from './judged-use.ts';

export interface FindingParts {
  readonly policy: Policy;
  /** Ids of obligations without evidence. */
  readonly unproven?: ReadonlySet<string> | undefined;
  readonly components: (id: string) => Component | undefined;
}

/** Makes findings: one use with all that an explanation needs. What packages of one license share is made once. */
export function findingMaker(parts: FindingParts): (judged: JudgedUse, paths: DependencyPaths) => Finding {
  const explained = new WeakMap<Verdict, Explained>();
  const assumed = new WeakMap<JudgedUse['facts'], readonly string[]>();
  const { compatibility } = parts.policy;
  return (judged, paths) => {
    const { verdict, facts, project } = judged;
    const known = explained.get(verdict) ?? explain(verdict, parts.policy);
    explained.set(verdict, known);
    const guesses = assumed.get(facts) ?? assumedFacts(facts, project, parts.policy);
    assumed.set(facts, guesses);
    // Where no rule asks for it, a guess about linking changes nothing and is not told.
    const asks = known.needsLinking || (compatibility?.applyWhen?.linking !== undefined && facts.outbound !== undefined);
    const assumptions = asks ? guesses : guesses.filter((guess) => !guess.startsWith('linking'));
    return toFinding(judged, { ...parts, paths, explained: known, assumed: assumptions });
  };
}

/** The part of a finding that depends on the verdict alone. */
interface Explained extends Pick<Finding['license'], 'terms' | 'branches' | 'problem'> {
  readonly rule: FindingRule;
  /** Another way of linking could give another verdict. */
  readonly needsLinking: boolean;
}

function explain(verdict: Verdict, policy: Policy): Explained {
  return {
    rule: toRule(verdict.by),
    needsLinking: policy.rules.some((rule) => rule.when?.linking !== undefined && speaksOf(rule, verdict)),
    ...(verdict.parse?.ok === false && {
      problem: { message: verdict.parse.problem, start: verdict.parse.start, end: verdict.parse.end },
    }),
    terms: verdict.terms.map((item): ExplainedTerm => {
      const category = item.candidate.pairCategory ?? item.candidate.category;
      return {
        text: verdict.written.slice(item.term.start, item.term.end),
        start: item.term.start,
        end: item.term.end,
        level: item.decision.level,
        reason: item.decision.reason,
        rule: toRule(item.decision.by),
        ...(category !== undefined && { category }),
        chosen: item.chosen,
        ...(item.member !== undefined && { member: item.member }),
      };
    }),
    branches: explainBranches(verdict),
  };
}

function speaksOf({ licenses }: Rule, { terms }: Verdict): boolean {
  return (
    licenses === undefined || terms.some(({ candidate }) => licenses.some((entry) => matchEntry(entry, candidate) !== undefined))
  );
}

interface UseParts extends FindingParts {
  readonly paths: DependencyPaths;
  readonly explained: Explained;
  readonly assumed: readonly string[];
}

function toFinding(judged: JudgedUse, { policy, unproven, paths, components, explained, assumed }: UseParts): Finding {
  const { component, project, scope, facts, verdict, viewed, use, was } = judged;
  const conflict = isConflict(judged, policy);
  const judgedAs = conflict ? policy.licenses.conflict : toOutcome(verdict, policy);
  // Said only of what is allowed otherwise: a denied package owes nothing, it goes.
  const owed = judgedAs === 'allow' ? (verdict.by.rule?.obligations.filter((id) => unproven?.has(id) === true) ?? []) : [];
  const outcome = owed.length > 0 ? 'review' : judgedAs;
  const code = conflict ? 'LIC008' : owed.length > 0 ? 'LIC010' : codeOf(verdict, outcome, was);
  const path = paths.to(component.id) ?? (use.direct ? [project.id, component.id] : []);
  const { purl, version, name } = component;
  const waiver = verdict.waiver;
  const occurrence = component.occurrences.find((item) => item.path === project.lockfile) ?? component.occurrences[0];
  const expression = verdict.text === '' ? 'NONE' : verdict.text;
  const bare = purl === undefined ? undefined : withoutVersion(purl);
  const fix = suggestFix({ verdict, code, component, bare, path, components });
  return {
    id: findingId({
      kind: 'license',
      // Without a purl the name is all that stays when a package is upgraded.
      component: bare ?? name,
      expression,
      project: project.id,
      scope,
    }),
    kind: 'license',
    code,
    verdict: outcome,
    severity: verdict.by.rule?.severity ?? severityOf(outcome),
    message: owed.length > 0 ? owesMessage(owed, judged, policy) : messageOf(code, verdict, judged),
    component: {
      id: component.id,
      name,
      ...(version !== undefined && { version }),
      ...(purl !== undefined && { purl }),
    },
    project: project.id,
    scope,
    context: { ...facts },
    assumed,
    expression,
    ...(verdict.chosen !== undefined && { chosen: verdict.chosen }),
    reason: verdict.reason,
    notes: was === undefined ? verdict.notes : [...verdict.notes, `license-changed-from ${was}`],
    rule: explained.rule,
    license: {
      text: verdict.written,
      source: verdict.curation === undefined ? viewed.source : 'curated',
      ...(explained.problem !== undefined && { problem: explained.problem }),
      terms: explained.terms,
      branches: explained.branches,
      evidence: component.licenseEvidence.map(({ role, method, raw, location }) => ({
        role,
        method,
        raw,
        path: location.root === 'tree' ? location.path : `${location.root}/${location.path}`,
        ...(location.lines !== undefined && { line: location.lines[0] }),
      })),
    },
    location: occurrence ?? { path: project.lockfile ?? project.manifest ?? project.path },
    paths: path.length === 0 ? [] : [path],
    otherPaths: paths.otherParents(component.id),
    ...(fix !== undefined && { fix }),
    state: verdict.reason === 'waived' ? 'waived' : 'open',
    ...(waiver !== undefined && { waiver: toWaiver(waiver.waiver) }),
    obligations: verdict.by.rule?.obligations ?? [],
  };
}

// The waiver changes what happens, not what was found.
function toOutcome({ level }: Verdict, policy: Policy): Outcome {
  return level === 'unknown' ? policy.defaults.unknown : level;
}

const RANK: Readonly<Record<Outcome, number>> = { allow: 0, review: 1, deny: 2 };

function isConflict({ viewed, verdict }: JudgedUse, policy: Policy): boolean {
  return viewed.conflict && verdict.curation === undefined && RANK[policy.licenses.conflict] > RANK[toOutcome(verdict, policy)];
}

const CODES: Readonly<Partial<Record<ReasonCode, FindingCode>>> = {
  'no-license': 'LIC003',
  'unknown-license': 'LIC004',
  'unknown-addition': 'LIC004',
  'invalid-expression': 'LIC004',
  'unclassified-licenseref': 'LIC005',
  'outbound-incompatible': 'LIC006',
  'outbound-unknown': 'LIC006',
};

function codeOf(verdict: Verdict, outcome: Outcome, was: string | undefined): FindingCode {
  if (verdict.waiver?.status === 'expired') return 'LIC007';
  return CODES[verdict.reason] ?? (was !== undefined ? 'LIC009' : outcome === 'deny' ? 'LIC001' : 'LIC002');
}

function severityOf(outcome: Outcome): Severity {
  return { deny: 'high', review: 'medium', allow: 'info' }[outcome] as Severity;
}

function messageOf(code: FindingCode, verdict: Verdict, { component, facts, project, was }: JudgedUse): string {
  const where = `${facts.product ?? project.name} (${facts.scope}, ${facts.distribution})`;
  const name = `${component.name}${component.version === undefined ? '' : `@${component.version}`}`;
  switch (code) {
    case 'LIC001':
      return `${verdict.chosen ?? verdict.text} is denied for ${where}`;
    case 'LIC002':
      return `${verdict.chosen ?? verdict.text} needs review for ${where}`;
    case 'LIC003':
      return `${name} has no license`;
    case 'LIC004':
      return `license of ${name} is unknown`;
    case 'LIC005':
      return `${verdict.text} of ${name} is not classified`;
    case 'LIC006':
      return `${verdict.chosen ?? verdict.text} does not go into ${facts.outbound ?? 'the outbound license'}`;
    case 'LIC007':
      return `waiver ${verdict.waiver?.waiver.id ?? ''} expired on ${verdict.waiver?.waiver.expires ?? ''}`;
    case 'LIC008':
      return `declared and detected license of ${name} disagree`;
    case 'LIC009':
      return `license of ${name} changed from ${was ?? 'another one'} to ${verdict.text}, which ${said(verdict)} for ${where}`;
    case 'LIC010':
    case 'LIC011':
    case 'LIC012':
      return FINDING_TITLES[code];
  }
}

function said({ verdict, reason }: Verdict): string {
  if (reason === 'waived') return 'is permitted by a waiver';
  return { allow: 'is allowed', review: 'needs review', deny: 'is denied' }[verdict];
}

function owesMessage(owed: readonly string[], { component }: JudgedUse, policy: Policy): string {
  const known = new Map(policy.obligations.map((obligation) => [obligation.id, obligation]));
  const parts = owed.map((id) => {
    const { title = id, evidence = [] } = known.get(id) ?? {};
    return `${title} (no file matches ${evidence.join(', ')})`;
  });
  return `${component.name} is allowed under an obligation without evidence: ${parts.join('; ')}`;
}

function toRule(by: DecidedBy): FindingRule {
  const { rule } = by;
  return {
    label: by.label,
    kind: by.kind,
    ...by.at,
    ...(rule?.locked === true && { locked: true }),
    ...(rule?.reason !== undefined && { reason: rule.reason }),
    ...(rule?.help !== undefined && { help: rule.help }),
  };
}

function toWaiver(waiver: NonNullable<Verdict['waiver']>['waiver']): NonNullable<Finding['waiver']> {
  const { id, owner, reason, expires, ticket, at } = waiver;
  return { id, owner, reason, expires, ...(ticket !== undefined && { ticket }), ...at };
}
