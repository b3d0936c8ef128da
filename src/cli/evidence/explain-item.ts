import type { Metric } from '../../domain/metric.ts';
import { escapeControls } from '../../domain/escape-controls.ts';
import {
  checklistItems,
  type Checklist,
  type ChecklistItem,
  type EvidenceRequirement,
} from '../../evidence/checklists/checklist.ts';
import type { MetricDefinition } from '../../evidence/metrics/catalogue.ts';
import { renderNumbers } from '../../evidence/states/evaluate-metric.ts';
import type { EvaluatedChecklist, EvaluatedItem } from '../../evidence/states/evaluated.ts';
import { renderTable } from '../../report/table.ts';

export interface Shown {
  readonly checklists: readonly Checklist[];
  readonly catalogue: ReadonlyMap<string, MetricDefinition>;
  readonly evaluated?: readonly EvaluatedChecklist[];
  readonly metrics?: readonly Metric[];
}

export function listChecklists({ checklists }: Shown): string {
  const rows = checklists.map((one) => [one.pack, String(checklistItems(one).length), one.title, one.source.license]);
  return `${renderTable([{ title: 'checklist' }, { title: 'items', align: 'right' }, { title: 'title' }, { title: 'terms of the source' }], rows)}\nItems of one: \`licet evidence show CHECKLIST\`.\n`;
}

export function listItems(checklist: Checklist, shown: Shown): string {
  const states = stateOf(shown);
  const rows = checklist.groups.flatMap((group) =>
    group.items.map((item) => [
      item.id,
      ...(states === undefined ? [] : [states.get(item.id)?.state ?? '']),
      escapeControls(item.title),
    ]),
  );
  const columns = [{ title: 'item' }, ...(states === undefined ? [] : [{ title: 'state' }]), { title: 'what is asked' }];
  return `${escapeControls(checklist.title)}\n${escapeControls(checklist.source.attribution)}\n\n${renderTable(columns, rows)}`;
}

/** An item whole: what it asks, where that comes from, what satisfies it, and what was found. */
export function explainItem(item: ChecklistItem, checklist: Checklist, shown: Shown): string {
  const found = stateOf(shown)?.get(item.id);
  const group = checklist.groups.find(({ items }) => items.includes(item));
  const lines = [
    `${item.id}${found === undefined ? '' : ` · ${found.state}`}`,
    `  ${item.title}`,
    ...(item.text === undefined ? [] : [`  ${item.text}`]),
    '',
    `  in          ${checklist.title}: ${group?.title ?? ''}${group?.stage === undefined ? '' : ` (stage ${group.stage})`}${item.variant === undefined ? '' : `, edition ${item.variant}`}`,
    `  source      ${checklist.source.name}, ${checklist.source.revision.slice(0, 12)}`,
    `  terms       ${checklist.source.license}: ${checklist.source.attribution}`,
    `  satisfied   when ${item.match === 'any' ? 'one of these holds' : 'all of these hold'}`,
    ...item.evidence.flatMap((requirement, index) => [`  - ${describe(requirement, shown)}`, ...foundLines(found, index)]),
    ...(found?.notApplicable === undefined
      ? []
      : [
          `  declared    not applicable by ${found.notApplicable.owner} until ${found.notApplicable.expires}: ${found.notApplicable.reason}`,
        ]),
    ...(found?.next === undefined ? [] : [`  next        ${found.next}`]),
  ];
  return `${lines.map(escapeControls).join('\n')}\n`;
}

function describe(requirement: EvidenceRequirement, { catalogue }: Shown): string {
  const optional = requirement.optional ? ' (optional)' : '';
  switch (requirement.kind) {
    case 'automatic': {
      const definition = catalogue.get(requirement.metric);
      const { changed } = requirement;
      const own =
        changed === undefined ? '' : ` (the source's target is ${changed.from}; changed by ${changed.owner}: ${changed.reason})`;
      const formula =
        definition === undefined
          ? ''
          : `: ${definition.numerator}${definition.denominator === undefined ? '' : ` / ${definition.denominator}`}`;
      return `measured${optional} ${requirement.metric} ${requirement.threshold}${own}${formula}`;
    }
    case 'artifact':
      return `document${optional} ${requirement.document}: ${requirement.title}, with ${requirement.required.join(', ') || 'no field'}, at most ${requirement.maxAgeDays} days old`;
    case 'attested':
      return `statement${optional} ${requirement.statement}: ${requirement.title}, with owner, date, expiry and link, at most ${requirement.maxAgeDays} days old`;
  }
}

function foundLines(found: EvaluatedItem | undefined, index: number): string[] {
  const evidence = found?.evidence[index];
  return evidence === undefined ? [] : [`      ${evidence.state}: ${evidence.why}`];
}

/** A metric whole: its definition, its value, and which items rest on it. */
export function explainMetric(definition: MetricDefinition, { checklists, metrics }: Shown): string {
  const metric = metrics?.find(({ id }) => id === definition.id);
  const users = checklists.flatMap((one) =>
    checklistItems(one).filter((item) =>
      item.evidence.some((requirement) => requirement.kind === 'automatic' && requirement.metric === definition.id),
    ),
  );
  const lines = [
    `${definition.id}${metrics === undefined ? '' : ` · ${metric === undefined ? 'not measured' : renderNumbers(metric)}`}`,
    `  ${definition.title}`,
    '',
    `  unit        ${definition.unit}`,
    `  numerator   ${definition.numerator}`,
    `  denominator ${definition.denominator ?? 'none: it is a count'}`,
    ...(definition.unknown === undefined ? [] : [`  unknown     ${definition.unknown}`]),
    `  better      ${definition.better}`,
    ...(metric?.reason === undefined ? [] : [`  why         ${metric.reason}`]),
    `  asked by    ${users.map(({ id }) => id).join(', ') || 'no item'}`,
  ];
  return `${lines.map(escapeControls).join('\n')}\n`;
}

function stateOf({ evaluated }: Shown): ReadonlyMap<string, EvaluatedItem> | undefined {
  return (
    evaluated &&
    new Map(evaluated.flatMap((one) => one.groups.flatMap((group) => group.items.map((item) => [item.id, item] as const))))
  );
}
