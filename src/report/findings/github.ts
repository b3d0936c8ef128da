import type { Finding, PolicyFinding } from '../../domain/finding.ts';
import { formatCount, plural } from '../numbers.ts';
import { codeHelp } from './codes.ts';
import { oneLine } from './inert.ts';
import { firstPathPhrase, packageName, rulePhrase } from './phrases.ts';
import { loudness, openFindings, type FindingsOptions, type ReportedJudgement } from './reported.ts';
import { repositoryPath } from './uri.ts';

interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly title: string;
  /** Inert lines. */
  readonly lines: readonly string[];
}

// docs.github.com, "Workflow commands": 10 warning and 10 error annotations are shown per step.
const MOST = 10;

/**
 * Workflow commands that make GitHub show findings as annotations: the 10 worst errors, warnings and notices each, the last
 * of them saying how many more there are. What breaks the build is an error, what is allowed a notice, everything else a warning.
 */
export function* renderGithub(judgement: ReportedJudgement, options: FindingsOptions = {}): Iterable<string> {
  const open = openFindings(judgement);
  const all = [
    ...open.map((finding) => toAnnotation(finding, options)),
    ...judgement.policyProblems.map(toPolicyAnnotation),
    ...judgement.incomplete.map((file): Annotation => ({
      level: 'warning',
      file: repositoryPath(file.path, options.root),
      title: 'incomplete',
      lines: [
        oneLine(
          `${file.path} is ${file.state}${file.reason === undefined ? '' : ` (${file.reason})`}, so the answer is incomplete`,
        ),
      ],
    })),
  ];
  for (const level of ['error', 'warning', 'notice'] as const) {
    const annotations = all.filter((annotation) => annotation.level === level);
    const shown = annotations.length > MOST ? annotations.slice(0, MOST - 1) : annotations;
    yield* shown.map(renderCommand);
    const more = annotations.length - shown.length;
    if (more > 0)
      yield `::${level} title=licet::and ${formatCount(more)} more ${plural(more, level).replace(/^\S+ /, '')}: see the job summary\n`;
  }
}

const LEVELS = { error: 'error', warning: 'warning', note: 'notice' } as const;

function toAnnotation(finding: Finding, options: FindingsOptions): Annotation {
  const path = firstPathPhrase(finding);
  return {
    level: LEVELS[loudness(finding, options)],
    file: repositoryPath(finding.location.path, options.root),
    ...(finding.location.line !== undefined && { line: finding.location.line }),
    title: `${finding.code} ${codeHelp(finding.code).title}${finding.isNew === true ? ' (new)' : ''}`,
    lines: [
      oneLine(finding.message),
      `package: ${packageName(finding)}`,
      ...(path === undefined ? [] : [`path: ${path}`]),
      `decided by ${rulePhrase(finding.rule)}`,
      ...(finding.fix === undefined ? [] : [`fix: ${oneLine(finding.fix)}`]),
    ],
  };
}

function toPolicyAnnotation({ code, severity, message, hint, file, line, column }: PolicyFinding): Annotation {
  return {
    level: severity,
    file: repositoryPath(file),
    line,
    column,
    title: `${code} ${codeHelp(code).title}`,
    lines: [oneLine(message), ...(hint === undefined ? [] : [`hint: ${oneLine(hint)}`])],
  };
}

function renderCommand({ level, file, line, column, title, lines }: Annotation): string {
  const properties = [
    `file=${escapeProperty(oneLine(file, 4096))}`,
    ...(line === undefined ? [] : [`line=${line}`]),
    ...(column === undefined ? [] : [`col=${column}`]),
    `title=${escapeProperty(oneLine(title))}`,
  ];
  return `::${level} ${properties.join(',')}::${escapeData(lines.join('\n'))}\n`;
}

// actions/toolkit packages/core/src/command.ts
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
