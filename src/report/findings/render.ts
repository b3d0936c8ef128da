import type { Finding, Judgement } from '../../domain/finding.ts';
import type { Style } from '../style.ts';
import { renderGithub } from './github.ts';
import { renderGitlabCodeQuality } from './gitlab-codequality.ts';
import { renderFindingsHtml } from './html.ts';
import { renderFindingsJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderGithubSummary, renderMarkdown } from './markdown.ts';
import { renderSarif } from './sarif.ts';
import { renderShort } from './short.ts';
import type { SourceLine } from './source-line.ts';
import { renderFindingsText } from './text.ts';

export const FINDINGS_FORMATS = [
  'text',
  'short',
  'json',
  'sarif',
  'junit',
  'github',
  'github-summary',
  'gitlab-codequality',
  'markdown',
  'html',
] as const;

export type FindingsFormat = (typeof FINDINGS_FORMATS)[number];

export interface RenderFindingsInput {
  readonly judgement: Judgement;
  readonly failing: ReadonlySet<Finding>;
  readonly sourceLine: (finding: Finding) => SourceLine | undefined;
  readonly style: Style;
  /** A line of a policy file, when it is at hand. */
  readonly policyLine?: (file: string, line: number) => string | undefined;
  readonly verbose: boolean;
  /** The version of licet. */
  readonly version?: string;
  /** Where the scan root lies in the repository, in POSIX form. */
  readonly root?: string;
}

/** One judgement in one format. */
export function renderFindings(format: FindingsFormat, input: RenderFindingsInput): Iterable<string> {
  const { judgement } = input;
  switch (format) {
    case 'text':
      return [renderFindingsText(judgement, input)];
    case 'short':
      return renderShort(judgement, input);
    case 'json':
      return renderFindingsJson(judgement, input);
    case 'sarif':
      return renderSarif(judgement, input);
    case 'junit':
      return renderJunit(judgement, input);
    case 'github':
      return renderGithub(judgement, input);
    case 'github-summary':
      return [renderGithubSummary(judgement, input)];
    case 'gitlab-codequality':
      return renderGitlabCodeQuality(judgement, input);
    case 'html':
      return renderFindingsHtml(judgement, input);
    case 'markdown':
      return [renderMarkdown(judgement, input)];
  }
}
