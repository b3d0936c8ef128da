import type { Finding, PolicyFinding } from '../../domain/finding.ts';
import { sha256, withFingerprints } from './fingerprints.ts';
import { oneLine, wellFormed } from './inert.ts';
import { firstPathPhrase, packageName } from './phrases.ts';
import { openFindings, type FindingsOptions, type ReportedJudgement } from './reported.ts';
import { repositoryPath } from './uri.ts';

interface CodeQualityIssue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const SEVERITIES = { critical: 'blocker', high: 'critical', medium: 'major', low: 'minor', info: 'info' } as const;

/**
 * GitLab's code quality report (docs.gitlab.com/ci/testing/code_quality, "Code Quality report format"): an array, not a
 * stream, and an issue whose fingerprint was seen before is dropped without a word. It has no place for waived findings.
 */
export function* renderGitlabCodeQuality(judgement: ReportedJudgement, options: FindingsOptions = {}): Iterable<string> {
  const issues = [
    ...withFingerprints(openFindings(judgement)).map(({ item, fingerprint }) => toIssue(item, fingerprint, options)),
    ...withFingerprints(judgement.policyProblems.map(identified)).map(({ item, fingerprint }) =>
      toPolicyIssue(item, fingerprint),
    ),
  ];
  yield '[';
  for (const [index, issue] of issues.entries()) yield `${index === 0 ? '' : ','}\n  ${JSON.stringify(issue)}`;
  yield issues.length === 0 ? ']\n' : '\n]\n';
}

function toIssue(finding: Finding, fingerprint: string, { root }: FindingsOptions): CodeQualityIssue {
  const path = firstPathPhrase(finding);
  const description = `${finding.message} [${packageName(finding)}]${path === undefined ? '' : ` via ${path}`}`;
  return {
    description: oneLine(description, 1000),
    check_name: finding.code,
    fingerprint,
    severity: SEVERITIES[finding.severity],
    location: toLocation(repositoryPath(finding.location.path, root), finding.location.line),
  };
}

const identified = (problem: PolicyFinding): PolicyFinding & { readonly id: string } => ({
  ...problem,
  id: sha256([problem.code, problem.file, problem.message].join('\u0000')),
});

function toPolicyIssue({ code, severity, message, hint, file, line }: PolicyFinding, fingerprint: string): CodeQualityIssue {
  return {
    description: oneLine(`${message}${hint === undefined ? '' : `; ${hint}`}`, 1000),
    check_name: code,
    fingerprint,
    severity: severity === 'error' ? 'critical' : 'info',
    location: toLocation(repositoryPath(file), line),
  };
}

// A path is a key that GitLab compares with the tree, so it is not escaped for reading; NUL cannot be stored by its database.
function toLocation(path: string, line: number | undefined): CodeQualityIssue['location'] {
  return { path: wellFormed(path).replaceAll('\u0000', '\ufffd').slice(0, 4096), lines: { begin: Math.max(1, line ?? 1) } };
}
