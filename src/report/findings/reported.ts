import { by } from '../../domain/order.ts';
import type { Finding, Judgement } from '../../domain/finding.ts';

/** A judgement, and when there was a base to compare with, what is gone since. */
export interface ReportedJudgement extends Judgement {
  readonly fixed?: readonly Finding[];
}

/** What every projection may know beside the judgement. */
export interface FindingsOptions {
  /** The findings that fail the gate; without a gate, those that are denied. */
  readonly failing?: ReadonlySet<Finding>;
  /** Where the scan root lies in the repository, in POSIX form: CI systems want paths from the repository's root. */
  readonly root?: string;
}

const VERDICTS = ['deny', 'review', 'allow'];
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];

const urgency = (finding: Finding): string =>
  [
    VERDICTS.indexOf(finding.verdict),
    finding.isNew === true ? 0 : 1,
    SEVERITIES.indexOf(finding.severity),
    finding.component.id,
    finding.project,
    finding.scope,
    finding.id,
  ].join('\u0000');

// Worth a look although the policy allows them.
const SHOWN: ReadonlySet<string> = new Set(['LIC007', 'LIC009']);

/** The findings that somebody has to act on or look at: worst first, what is new before what was known. */
export function openFindings({ findings }: Judgement): Finding[] {
  return findings
    .filter((finding) => finding.state === 'open' && (finding.verdict !== 'allow' || SHOWN.has(finding.code)))
    .toSorted(by(urgency));
}

/** The findings that a waiver covers, in the same order. */
export function waivedFindings({ findings }: Judgement): Finding[] {
  return findings.filter((finding) => finding.state === 'waived').toSorted(by(urgency));
}

/** Whether a finding breaks the build. */
export function isFailing(finding: Finding, { failing }: FindingsOptions): boolean {
  return failing === undefined ? finding.state === 'open' && finding.verdict === 'deny' : failing.has(finding);
}

/** How loud a finding is: what breaks the build, what wants a person, and what is only said. */
export function loudness(finding: Finding, options: FindingsOptions): 'error' | 'warning' | 'note' {
  if (isFailing(finding, options)) return 'error';
  return isRemark(finding) ? 'note' : 'warning';
}

/** Allowed, and told all the same. */
export function isRemark({ verdict, code }: Finding): boolean {
  return verdict === 'allow' && code === 'LIC009';
}

/** The license that the package had in the base, when it changed. */
export function licenseBefore({ notes }: Finding): string | undefined {
  const mark = 'license-changed-from ';
  return notes.find((note) => note.startsWith(mark))?.slice(mark.length);
}
