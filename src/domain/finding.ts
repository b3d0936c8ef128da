import { hash } from 'node:crypto';
import type { ComponentId } from './component.ts';
import type { Scope } from './scope.ts';

/** The judgement of a snapshot by a policy. Published as `licet-findings/1`; every report is a projection of it. */
export interface Judgement {
  readonly schema: 'licet-findings/1';
  readonly snapshot: { readonly name: string; readonly commit?: string; readonly treeDigest: string };
  readonly policy: { readonly file: string; readonly id?: string; readonly revision?: string; readonly sha256: string };
  /** ISO date that waivers were held against. */
  readonly judgedOn: string;
  /** Every file that a reader claims was read. */
  readonly complete: boolean;
  readonly incomplete: readonly { readonly path: string; readonly state: string; readonly reason?: string }[];
  readonly findings: readonly Finding[];
  /** What concerns the policy file itself. */
  readonly policyProblems: readonly PolicyFinding[];
  readonly summary: JudgementSummary;
}

export type FindingCode =
  | 'LIC001'
  | 'LIC002'
  | 'LIC003'
  | 'LIC004'
  | 'LIC005'
  | 'LIC006'
  | 'LIC007'
  | 'LIC008'
  | 'LIC009'
  | 'LIC010'
  | 'LIC011'
  | 'LIC012';

export const FINDING_TITLES: Readonly<Record<FindingCode, string>> = {
  LIC001: 'license denied',
  LIC002: 'license needs review',
  LIC003: 'no license',
  LIC004: 'license unknown or unreadable',
  LIC005: 'license reference that nobody classified',
  LIC006: 'license does not go into the outbound license',
  LIC007: 'waiver expired',
  LIC008: 'declared and detected license disagree',
  LIC009: 'license changed',
  LIC010: 'evidence for an obligation is missing',
  LIC011: 'own package without a license',
  LIC012: 'own package contradicts itself about its license',
};

/** A place in a file, 1-based. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface FindingRule extends FilePlace {
  /** `category:permissive`, a rule's id, `defaults.unknown`. */
  readonly label: string;
  readonly kind: 'rule' | 'list' | 'default' | 'compatibility' | 'waiver';
  readonly locked?: boolean;
  readonly reason?: string;
  readonly help?: string;
}

/** One term of the expression with what was said of it; `start` and `end` are spans in `Finding.license.text`. */
export interface ExplainedTerm {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly level: 'allow' | 'review' | 'unknown' | 'deny';
  readonly reason: string;
  readonly rule: FindingRule;
  readonly category?: string;
  readonly chosen: boolean;
  /** The version taken of `X-or-later`. */
  readonly member?: string;
}

export interface Finding {
  /** sha256 of kind, purl without version, canonical expression, project and scope: survives an upgrade, not a license change. */
  readonly id: string;
  readonly kind: 'license';
  readonly code: FindingCode;
  readonly verdict: 'allow' | 'review' | 'deny';
  readonly severity: 'info' | 'low' | 'medium' | 'high' | 'critical';
  readonly message: string;
  readonly component: { readonly id: ComponentId; readonly name: string; readonly version?: string; readonly purl?: string };
  /** Project id. */
  readonly project: string;
  readonly scope: Scope;
  readonly context: Readonly<Record<string, string | boolean>>;
  /** Facts that nobody stated and the policy's defaults filled in. */
  readonly assumed: readonly string[];
  /** Canonical, or what was written when it is none. */
  readonly expression: string;
  readonly chosen?: string;
  readonly reason: string;
  readonly notes: readonly string[];
  readonly rule: FindingRule;
  readonly license: {
    /** What was judged, for carets. */
    readonly text: string;
    readonly source: 'concluded' | 'declared' | 'detected' | 'curated';
    readonly problem?: { readonly message: string; readonly start: number; readonly end: number };
    readonly terms: readonly ExplainedTerm[];
    /** Top-level branches of an OR, best first, when there is more than one. */
    readonly branches: readonly { readonly text: string; readonly verdict: string; readonly chosen: boolean }[];
    readonly evidence: readonly {
      readonly role: string;
      readonly method: string;
      readonly raw: string;
      readonly path: string;
      readonly line?: number;
    }[];
  };
  readonly location: { readonly path: string; readonly line?: number };
  /** Component ids from the project to this component; the shortest first. */
  readonly paths: readonly (readonly string[])[];
  /** How many direct dependencies of the project lead here. */
  readonly otherPaths: number;
  readonly fix?: string;
  readonly state: 'open' | 'waived';
  readonly waiver?: {
    readonly id: string;
    readonly owner: string;
    readonly reason: string;
    readonly expires: string;
    readonly ticket?: string;
  } & FilePlace;
  readonly obligations: readonly string[];
  /** Absent when there was no base to compare with. */
  readonly isNew?: boolean;
}

export interface PolicyFinding extends FilePlace {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly length: number;
  readonly hint?: string;
}

export interface JudgementSummary {
  readonly evaluated: number;
  readonly projects: number;
  readonly scopes: Readonly<Record<string, number>>;
  readonly allowed: number;
  readonly review: number;
  readonly denied: number;
  readonly waived: number;
  readonly curated: number;
  readonly orChoices: number;
  readonly unknown: number;
}

interface FindingIdentity {
  readonly kind: string;
  /** Without version. */
  readonly component: string;
  readonly expression: string;
  readonly project: string;
  readonly scope: string;
}

/** The one maker of finding ids. The verdict is not part of it: a stricter policy finds the same thing. */
export function findingId({ kind, component, expression, project, scope }: FindingIdentity): string {
  return hash('sha256', [kind, component, expression, project, scope].join('\u0000'), 'hex');
}
