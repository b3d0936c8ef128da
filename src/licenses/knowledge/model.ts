import type { CopyleftScope, LicenseCategory, LicenseRow } from '../license-data.ts';

/** How a license can be used; the questions that developers ask. */
export const USES = ['internal', 'saas', 'binary', 'source', 'modified', 'static', 'dynamic'] as const;

export type Use = (typeof USES)[number];

/** A hand-written explanation of `rules/licenses/`. */
export interface Explanation {
  readonly ids: readonly string[];
  readonly facts: {
    readonly category: LicenseCategory;
    readonly copyleft?: CopyleftScope;
    readonly network?: boolean;
    readonly patent?: LicenseRow['patent'];
  };
  readonly summary: string;
  readonly permits: readonly string[];
  readonly requires: readonly string[];
  readonly forbids?: readonly string[];
  readonly uses?: Readonly<Partial<Record<Use, string>>>;
  /** What people trip over. */
  readonly watch?: readonly string[];
}

/** What an exception changes. */
export interface ExceptionExplanation {
  readonly ids: readonly string[];
  readonly summary: string;
  readonly adds: readonly string[];
  readonly keeps: readonly string[];
}

/** What licet says of one license term: published in `licet-licenses/1`. */
export interface LicenseDescription {
  readonly id: string;
  readonly name: string;
  readonly kind: 'license' | 'exception' | 'reference' | 'pair';
  readonly category?: LicenseCategory;
  readonly content?: LicenseRow['content'];
  readonly copyleft?: CopyleftScope;
  readonly triggers?: LicenseRow['triggers'];
  readonly patent?: LicenseRow['patent'];
  /** Approved by the Open Source Initiative. */
  readonly osi?: boolean;
  /** Whether the Free Software Foundation calls it free; `unknown`: not on its list, or nobody looked. */
  readonly fsf?: 'free' | 'not-free' | 'unknown';
  readonly deprecated?: { readonly successor?: string };
  /** `written` by a person for this license, or `derived` from its category and flags. */
  readonly explanation: 'written' | 'derived';
  readonly summary: string;
  readonly permits: readonly string[];
  readonly requires: readonly string[];
  readonly forbids: readonly string[];
  readonly uses: Readonly<Partial<Record<Use, string>>>;
  readonly watch: readonly string[];
  /** Stable words for what has to be done when it is passed on. */
  readonly obligations: readonly Obligation[];
  readonly exception?: {
    readonly id: string;
    readonly summary: string;
    readonly adds: readonly string[];
    readonly keeps: readonly string[];
  };
  /** Where category and flags come from, and why where a person decided. */
  readonly sources: readonly string[];
  readonly reason?: string;
}

export type Obligation =
  | 'keep-notices'
  | 'source-of-files'
  | 'source-of-library'
  | 'source-of-work'
  | 'relinking'
  | 'source-to-network-users'
  | 'same-license'
  | 'no-commercial-use'
  | 'restricted-use'
  | 'agreement-needed';
