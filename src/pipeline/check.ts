import type { Component } from '../domain/component.ts';
import type { Judgement } from '../domain/finding.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { evaluate, type EvaluateOptions } from '../policy/evaluate.ts';
import {
  compareJudgements,
  decideGate,
  type CompareBy,
  type ComparedJudgement,
  type GateDecision,
  type GateOptions,
} from '../policy/gate.ts';
import { licensesBefore } from '../policy/license-changes.ts';
import type { Policy } from '../policy/model.ts';

export interface CheckRequest extends EvaluateOptions {
  readonly snapshot: Snapshot;
  readonly policy: Policy;
  /** What to compare with; judged by the same policy. */
  readonly base?: Snapshot;
  readonly gate: GateOptions;
}

export interface CheckOutcome {
  readonly judgement: Judgement | ComparedJudgement;
  readonly decision: GateDecision;
}

/** Facts and policy -> findings and pass or fail. */
export function check({ snapshot, policy, base, gate, ...options }: CheckRequest): CheckOutcome {
  const compare = (before: Snapshot): ComparedJudgement =>
    compareJudgements(
      evaluate(snapshot, policy, { ...options, before: licensesBefore(before, policy) }),
      evaluate(before, policy, options),
      comparedBy(snapshot, before),
    );
  const judgement = base === undefined ? evaluate(snapshot, policy, options) : compare(withKnownLicenses(base, snapshot));
  return { judgement, decision: decideGate(judgement, policy.gate, gate) };
}

// An SBOM of another tool calls the projects something else: there only packages and licenses can be compared.
function comparedBy(head: Snapshot, base: Snapshot): CompareBy {
  const known = new Set(base.projects.map((project) => project.id));
  const isForeign = base.source.config['sbom'] !== undefined || head.source.config['sbom'] !== undefined;
  return isForeign && !head.projects.some((project) => known.has(project.id)) ? 'package' : 'finding';
}

/**
 * The base with licenses that only the head could see. Packages are installed for the head and not for a git ref, but one
 * version of a package has one license: without this, every package would look as if its license had just become known.
 */
export function withKnownLicenses(base: Snapshot, head: Snapshot): Snapshot {
  const known = new Map(head.components.map((component) => [component.id, component]));
  return { ...base, components: base.components.map((component) => withLicenseOf(component, known.get(component.id))) };
}

function withLicenseOf(component: Component, other: Component | undefined): Component {
  const isUnseen = component.concluded.status === 'no-assertion' && component.concluded.reason === 'package-not-on-disk';
  if (!isUnseen || other === undefined || component.firstParty) return component;
  const { licenseEvidence, declared, detected, concluded } = other;
  return { ...component, licenseEvidence, declared, detected, concluded };
}
