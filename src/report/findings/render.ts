import type { Finding, Judgement } from '../../domain/finding.ts';
import type { Style } from '../style.ts';
import type { SourceLine } from './source-line.ts';
import { renderFindingsText } from './text.ts';

export const FINDINGS_FORMATS = ['text', 'json'] as const;

export type FindingsFormat = (typeof FINDINGS_FORMATS)[number];

export interface RenderFindingsInput {
  readonly judgement: Judgement;
  readonly failing: ReadonlySet<Finding>;
  readonly sourceLine: (finding: Finding) => SourceLine | undefined;
  readonly style: Style;
  readonly verbose: boolean;
}

/** One judgement in one format. */
export function renderFindings(format: FindingsFormat, input: RenderFindingsInput): Iterable<string> {
  switch (format) {
    case 'text':
      return [renderFindingsText(input.judgement, input)];
    case 'json':
      return [`${JSON.stringify(input.judgement, null, 2)}\n`];
  }
}
