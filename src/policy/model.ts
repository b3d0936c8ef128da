import type { Distribution } from '../domain/distribution.ts';
import type { SpdxNode } from '../domain/spdx-expression.ts';
import type { Scope } from '../domain/scope.ts';
import type { LicenseEntry } from './entry.ts';
import type { PackagePattern } from './package-pattern.ts';
import type { PolicyPosition } from './position.ts';

export type Outcome = 'allow' | 'review' | 'deny';
export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical';
export const LINKINGS = ['static', 'dynamic', 'process', 'embedded', 'modified', 'none', 'unknown'] as const;
export type Linking = (typeof LINKINGS)[number];

/** What is known of one use of a package. A missing fact falls to `defaults.context`. */
export interface Facts {
  readonly scope?: Scope;
  readonly distribution?: Distribution;
  readonly linking?: Linking;
  readonly relationship?: 'direct' | 'transitive';
  readonly path?: string;
  readonly product?: string;
  readonly team?: string;
  readonly owner?: string;
  readonly ecosystem?: string;
  readonly outbound?: string;
  readonly modified?: boolean;
}

export interface Condition {
  readonly scope?: readonly Scope[];
  readonly distribution?: readonly Distribution[];
  readonly linking?: readonly Linking[];
  readonly relationship?: readonly ('direct' | 'transitive')[];
  readonly paths?: readonly string[];
  readonly product?: readonly string[];
  readonly team?: readonly string[];
  readonly ecosystem?: readonly string[];
  readonly outbound?: readonly string[];
  readonly modified?: boolean;
}

export interface Rule {
  readonly id: string;
  readonly at: PolicyPosition;
  /** Absent: any license, and no license. */
  readonly licenses?: readonly LicenseEntry[];
  readonly packages?: readonly PackagePattern[];
  readonly when?: Condition;
  readonly outcome: Outcome;
  readonly severity?: Severity;
  readonly locked: boolean;
  /** Comes from a policy that this one extends. */
  readonly inherited: boolean;
  readonly reason?: string;
  readonly help?: string;
  readonly obligations: readonly string[];
}

export interface ListEntry extends LicenseEntry {
  readonly outcome: Outcome;
  readonly inherited: boolean;
}

export interface ContextRule {
  readonly at: PolicyPosition;
  readonly paths: readonly string[];
  readonly set: Facts;
}

export interface Choice {
  readonly at: PolicyPosition;
  readonly packages: readonly PackagePattern[];
  readonly given?: SpdxNode;
  readonly choose: SpdxNode;
  readonly reason?: string;
}

export interface Curation {
  readonly at: PolicyPosition;
  readonly package: PackagePattern;
  readonly expression: string;
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly at: PolicyPosition }[];
  readonly by?: string;
  readonly evidence?: string;
}

export interface Waiver {
  readonly id: string;
  readonly at: PolicyPosition;
  readonly package: PackagePattern;
  /** Canonical. */
  readonly expression: string;
  readonly paths?: readonly string[];
  readonly owner: string;
  readonly approvedBy?: string;
  readonly reason: string;
  readonly ticket?: string;
  readonly granted?: string;
  /** ISO date; the waiver holds through this day. */
  readonly expires: string;
}

export type MultipleMode = 'and' | 'or' | 'review';
export type CompatibilityAnswer = 'same' | 'yes' | 'no' | 'check' | 'unknown';

export interface CompatibilityPair {
  readonly outbound: string;
  readonly inbound: string;
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly at: PolicyPosition;
}

export interface Compatibility {
  readonly at: PolicyPosition;
  readonly data: 'osadl' | 'none';
  readonly applyWhen?: Condition;
  readonly outcome: Readonly<Record<'no' | 'check' | 'unknown', Outcome>>;
  readonly pairs: readonly CompatibilityPair[];
}

export interface CategoryChange {
  readonly name: string;
  readonly title?: string;
  readonly add: readonly LicenseEntry[];
  readonly remove: readonly LicenseEntry[];
}

export interface Obligation {
  readonly id: string;
  readonly title: string;
  readonly evidence: readonly string[];
  readonly at: PolicyPosition;
}

export type LintLevel = 'off' | 'warn' | 'error';

/** A decoded policy with everything that it extends already in it. Whoever holds one holds a valid one. */
export interface Policy {
  readonly file: string;
  readonly id?: string;
  readonly revision?: string;
  /** sha256 over the texts of the file and what it extends. */
  readonly digest: string;
  readonly match: 'range' | 'exact';
  readonly exceptions: 'monotone' | 'exact';
  readonly defaults: {
    readonly unclassified: Outcome;
    readonly unknown: 'review' | 'deny';
    readonly noLicense: 'review' | 'deny';
    readonly context: Facts;
    readonly at: PolicyPosition;
  };
  readonly gate: {
    readonly failOn: 'deny' | 'review' | 'never';
    readonly new: 'changed' | 'all';
    readonly incomplete: 'warn' | 'fail' | 'strict';
  };
  readonly licenses: {
    readonly view: readonly (readonly ('concluded' | 'declared' | 'detected')[])[];
    readonly conflict: Outcome;
    readonly multiple: Readonly<Record<string, MultipleMode>>;
  };
  readonly contexts: readonly ContextRule[];
  readonly categories: readonly CategoryChange[];
  /** In the order they are evaluated: locked ones of extended policies first. */
  readonly rules: readonly Rule[];
  readonly lists: readonly ListEntry[];
  readonly prefer: readonly LicenseEntry[];
  readonly choices: readonly Choice[];
  readonly curations: readonly Curation[];
  readonly waivers: readonly Waiver[];
  readonly obligations: readonly Obligation[];
  readonly compatibility?: Compatibility;
  readonly lint: {
    readonly unused: LintLevel;
    readonly shadowed: LintLevel;
    readonly deprecatedIds: LintLevel;
    readonly waiverWarnDays: number;
    readonly waiverMaxDays: number;
  };
  readonly tests: readonly PolicyTest[];
}

export interface PolicyTest {
  readonly name: string;
  readonly at: PolicyPosition;
  readonly given: {
    readonly license: string | readonly string[] | undefined;
    readonly package?: string;
    readonly facts: Facts;
    readonly files?: Readonly<Record<string, string>>;
    readonly today?: string;
  };
  readonly expect: { readonly verdict?: Outcome; readonly by?: string; readonly reason?: string; readonly chosen?: string };
}
