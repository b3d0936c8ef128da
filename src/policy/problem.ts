import type { PolicyPosition } from './position.ts';

/** What each code of a policy file means; docs and reports use the same words. */
export const POLICY_CODES = {
  POL001: { severity: 'error', title: 'the policy file says something that it cannot say' },
  POL002: { severity: 'error', title: 'the same thing is said twice' },
  POL003: { severity: 'warning', title: 'a rule or entry can never decide: an earlier one always does' },
  POL004: { severity: 'warning', title: 'an entry matched no package' },
  POL005: { severity: 'warning', title: 'a waiver, curation or choice was not needed' },
  POL006: { severity: 'warning', title: 'a waiver is expired, about to expire, or longer than allowed' },
  POL007: { severity: 'warning', title: 'a curation no longer fits the files it was made from' },
  POL008: { severity: 'warning', title: 'a license id is deprecated' },
  POL009: { severity: 'warning', title: 'a choice takes what the expression does not offer' },
  POL010: { severity: 'error', title: 'the policy relaxes one that it extends' },
  POL011: { severity: 'error', title: 'a test of the policy failed' },
  POL012: { severity: 'warning', title: 'one version is denied while "or later" stays open' },
  POL013: { severity: 'warning', title: 'the policy permits more than it did at the base' },
} as const;

export type PolicyCode = keyof typeof POLICY_CODES;

export interface PolicyProblem {
  readonly code: PolicyCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly at: PolicyPosition;
  /** Length of what is pointed at, for carets. */
  readonly length: number;
  readonly hint?: string;
}

interface ProblemOptions {
  readonly length?: number;
  readonly hint?: string | undefined;
  readonly severity?: 'error' | 'warning';
}

/** The one maker: the severity comes from the table unless the policy's `lint` says otherwise. */
export function problem(code: PolicyCode, message: string, at: PolicyPosition, options: ProblemOptions = {}): PolicyProblem {
  return {
    code,
    severity: options.severity ?? POLICY_CODES[code].severity,
    message,
    at,
    length: Math.max(1, options.length ?? 1),
    ...(options.hint !== undefined && { hint: options.hint }),
  };
}
