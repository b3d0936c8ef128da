import type { Finding } from '../../domain/finding.ts';
import { oneLine } from './inert.ts';
import { packageName, rulePhrase } from './phrases.ts';
import { loudness, openFindings, type FindingsOptions, type ReportedJudgement } from './reported.ts';

/**
 * One line per finding, for grep and editors. The level stands first: a line that began with a path of the scanned tree could be
 * a command to the build log that shows it.
 */
export function* renderShort(judgement: ReportedJudgement, options: FindingsOptions = {}): Iterable<string> {
  for (const finding of openFindings(judgement)) yield renderShortLine(finding, options);
  for (const { code, severity, file, line, column, message } of judgement.policyProblems)
    yield `${severity}[${code}] ${oneLine(file)}:${line}:${column}: ${oneLine(message)}\n`;
  for (const { path, state, reason } of judgement.incomplete)
    yield `warning[incomplete] ${oneLine(path)}: ${state}${reason === undefined ? '' : `: ${oneLine(reason)}`}\n`;
}

/** One finding in one line. */
export function renderShortLine(finding: Finding, options: FindingsOptions): string {
  const { path, line } = finding.location;
  const level = loudness(finding, options);
  const place = `${oneLine(path)}${line === undefined ? '' : `:${line}`}`;
  const mark = finding.isNew === true ? ' (new)' : '';
  return `${level}[${finding.code}] ${place}: ${packageName(finding)}: ${oneLine(finding.message)} by ${rulePhrase(finding.rule)}${mark}\n`;
}
