import { renderNumbers } from '../../states/evaluate-metric.ts';
import type { EvaluatedChecklist, EvaluatedEvidence, EvaluatedItem } from '../../states/evaluated.ts';
import { heading, paragraph, type Block, type Cell, type Inline } from '../blocks.ts';
import type { ReportContext } from '../context.ts';

/** Every item with its state, the numbers or documents behind it, and what would bring it further. */
export function checklistTables({ checklists }: ReportContext): readonly Block[] {
  return checklists.flatMap((checklist): Block[] => [
    heading(checklist.title),
    ...checklist.notes.map((note) => paragraph(note)),
    ...checklist.groups.flatMap((group): Block[] => [
      paragraph(
        { strong: `${group.stage === undefined ? '' : `Stage ${group.stage}: `}${group.title}` },
        group.proposedRating === undefined ? '' : `. Proposed rating: ${group.proposedRating} of 5`,
      ),
      {
        kind: 'table',
        columns: ['item', 'state', 'what is asked', 'evidence', ...(checklist.pilot === undefined ? [] : ['pilot']), 'next'],
        rows: group.items.map((item) => toRow(item, checklist)),
      },
    ]),
    paragraph(checklist.source.attribution),
  ]);
}

function toRow(item: EvaluatedItem, { pilot }: EvaluatedChecklist): readonly Cell[] {
  const pilotState = pilot?.states[item.id];
  return [
    { code: item.id },
    { state: item.state },
    item.title,
    item.notApplicable === undefined
      ? item.evidence.flatMap(toEvidence)
      : [`${item.notApplicable.owner} until ${item.notApplicable.expires}: ${item.notApplicable.reason}`],
    ...(pilotState === undefined ? [] : [{ state: pilotState }]),
    item.next ?? '',
  ];
}

function toEvidence(evidence: EvaluatedEvidence, index: number): Inline[] {
  const { name, state, why, optional, changed, kind } = evidence;
  const target =
    changed === undefined
      ? ''
      : ` Target changed from ${changed.from} by ${changed.owner}: ${changed.reason}; by the source's target it would be ${changed.otherwise}.`;
  const words =
    kind === 'automatic' && evidence.numerator !== undefined && state === 'pass'
      ? `${renderNumbers({ ...evidence, id: name })}, asked for ${evidence.threshold ?? ''}`
      : why;
  return [index === 0 ? '' : '; ', { state }, ' ', { code: name }, optional ? ' (optional)' : '', `: ${words}.${target}`];
}

/** The same items read as involvement models. */
export function involvementViews({ checklists }: ReportContext): readonly Block[] {
  const views = checklists.flatMap((checklist) => checklist.views);
  return views.flatMap((view): Block[] => [
    heading(view.title),
    paragraph(`${view.source}.`),
    {
      kind: 'table',
      columns: ['step', 'what it means', 'items that hold'],
      rows: view.steps.map(({ title, text, holding, of }) => [title, text, `${holding} of ${of}`]),
    },
  ]);
}
