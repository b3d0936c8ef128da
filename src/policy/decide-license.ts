import type { EvaluateOptions } from './evaluate.ts';
import { completeFacts } from './facts.ts';
import { createJudge } from './judge.ts';
import type { Facts, Policy } from './model.ts';

/** What the policy says of a license in one situation, and the line that says it. */
export interface LicenseDecision {
  /** `default` is what the policy assumes when nobody says more. */
  readonly situation: 'default' | 'internal' | 'saas' | 'binary' | 'development';
  readonly verdict: 'allow' | 'review' | 'deny';
  readonly reason: string;
  readonly rule: { readonly label: string; readonly file: string; readonly line: number };
  readonly why?: string;
  readonly obligations: readonly string[];
}

const SITUATIONS: readonly (readonly [situation: LicenseDecision['situation'], facts: Facts])[] = [
  ['default', {}],
  ['internal', { scope: 'runtime', distribution: 'internal' }],
  ['saas', { scope: 'runtime', distribution: 'saas' }],
  ['binary', { scope: 'runtime', distribution: 'binary' }],
  ['development', { scope: 'dev' }],
];

/** Decides a license for the situations that people ask about; no package is involved, so no waiver or curation is either. */
export function decideLicense(
  expression: string,
  policy: Policy,
  options: Pick<EvaluateOptions, 'today' | 'categories' | 'matrix'>,
): readonly LicenseDecision[] {
  const judge = createJudge({ policy, ...options });
  return SITUATIONS.map(([situation, known]) => {
    const facts = completeFacts(known, policy.contexts, policy.defaults.context);
    const { verdict, reason, by } = judge.judge({ license: { kind: 'text', text: expression }, facts });
    return {
      situation,
      verdict,
      reason,
      rule: { label: by.label, file: by.at.file, line: by.at.line },
      ...(by.rule?.reason !== undefined && { why: by.rule.reason }),
      obligations: by.rule?.obligations ?? [],
    };
  });
}
