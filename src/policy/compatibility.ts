import { toExpression } from '../domain/spdx-expression.ts';
import type { Decision } from './decision.ts';
import type { Candidate } from './entry.ts';
import { holds, type FullFacts } from './facts.ts';
import type { Compatibility, CompatibilityAnswer, CompatibilityPair, Policy } from './model.ts';

/** Directed answers: may `inbound` go into a work under `outbound`? Injected; the built-in one is loaded by the caller. */
export interface CompatibilityMatrix {
  /** `undefined`: the matrix does not know one of the two. */
  answer(outbound: string, inbound: string): CompatibilityAnswer | undefined;
  /** Has it an opinion on this outbound license at all? */
  knows(outbound: string): boolean;
}

export const NO_MATRIX: CompatibilityMatrix = { answer: () => undefined, knows: () => false };

/**
 * What the outbound license says of an inbound one, when the policy asks and the use is one that joins the works.
 * `undefined`: nothing to say. An outbound that is no SPDX license (`proprietary`) has no matrix row and is left to the rules.
 */
export function decideCompatibility(
  candidate: Candidate,
  { policy, facts, matrix }: { readonly policy: Policy; readonly facts: FullFacts; readonly matrix: CompatibilityMatrix },
): Decision | undefined {
  const { compatibility } = policy;
  if (compatibility === undefined || facts.outbound === undefined) return undefined;
  if (!holds(compatibility.applyWhen, facts)) return undefined;
  if (candidate.kind !== 'license' && candidate.kind !== 'reference') return undefined;
  const outbound = toExpression(facts.outbound);
  if (outbound === undefined) return undefined;
  const answers = compatibility.data === 'none' ? NO_MATRIX : matrix;
  const inbound =
    candidate.exception === undefined
      ? [candidate.license]
      : [`${candidate.license} WITH ${candidate.exception}`, candidate.license];
  for (const name of inbound) {
    const pair = compatibility.pairs.find((row) => same(row.outbound, outbound) && same(row.inbound, name));
    if (pair !== undefined) return byPair(pair);
    const answer = same(outbound, name) ? 'same' : answers.answer(outbound, name);
    if (answer !== undefined) return byAnswer(answer, compatibility, `${name} into ${outbound}`);
  }
  return byAnswer('unknown', compatibility, `${candidate.license} into ${outbound}`);
}

function byPair(pair: CompatibilityPair): Decision {
  const by = {
    label: `compatibility: ${pair.inbound} into ${pair.outbound}`,
    kind: 'compatibility',
    outcome: pair.outcome,
    at: pair.at,
  } as const;
  return {
    level: pair.outcome,
    reason: pair.outcome === 'deny' ? 'outbound-incompatible' : 'outbound-unknown',
    by,
    explicit: true,
  };
}

function byAnswer(answer: CompatibilityAnswer, compatibility: Compatibility, what: string): Decision | undefined {
  if (answer === 'same' || answer === 'yes') return undefined;
  const outcome = compatibility.outcome[answer];
  const by = { label: `compatibility: ${what} is ${answer}`, kind: 'compatibility', outcome, at: compatibility.at } as const;
  return { level: outcome, reason: answer === 'no' ? 'outbound-incompatible' : 'outbound-unknown', by, explicit: true };
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
