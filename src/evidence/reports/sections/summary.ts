import type { Metric } from '../../../domain/metric.ts';
import { daysOf, followFindings, gapsOf, type Trend } from '../../history/trend.ts';
import { renderNumbers } from '../../states/evaluate-metric.ts';
import type { EvaluatedChecklist } from '../../states/evaluated.ts';
import { expiryCalendar, nextActions } from '../../states/plan.ts';
import { STATES } from '../../states/state.ts';
import { daysBetween } from '../../dates.ts';
import {
  counted,
  heading,
  list,
  paragraph,
  section,
  STATE_MARKS,
  type Block,
  type Cell,
  type Figure,
  type Inline,
} from '../blocks.ts';
import { metricOf, type ReportContext } from '../context.ts';
import { firstRows, openIn } from './selections.ts';

/** Which stage of each model is reached, with how much is behind it. */
export function stages({ checklists }: ReportContext): readonly Block[] {
  return section('Where we are', {
    columns: ['checklist', 'stage reached', ...STATES.map((state) => STATE_MARKS[state].word), 'missing for the next stage'],
    rows: checklists.map((checklist): Cell[] => [
      checklist.title,
      stageText(checklist),
      ...STATES.map((state) => String(checklist.counts[state])),
      missingText(checklist.stage?.next?.missing ?? []),
    ]),
    empty: 'No checklist is asked for.',
  });
}

const MOST_MISSING = 5;

function missingText(missing: readonly string[]): Inline[] {
  const shown = missing
    .slice(0, MOST_MISSING)
    .flatMap((id, index): Inline[] => (index === 0 ? [{ code: id }] : [', ', { code: id }]));
  return missing.length > MOST_MISSING ? [...shown, ` and ${missing.length - MOST_MISSING} more`] : shown;
}

function stageText({ stage }: EvaluatedChecklist): string {
  if (stage === undefined) return 'has no stages';
  return stage.reached === undefined ? 'none yet' : String(stage.reached);
}

const KEY_METRICS = [
  'inventory.repositories',
  'licenses.resolved',
  'findings.denied',
  'findings.review',
  'gate.repositories',
] as const;

/** Five numbers, each with what it counts and where it went. */
export function keyFigures(context: ReportContext): readonly Block[] {
  const figures = KEY_METRICS.map((id): Figure => {
    const definition = context.catalogue.get(id);
    return { label: definition?.title ?? id, value: valueOf(metricOf(context, id)), note: trendNote(context.trendOf(id)) };
  });
  return [{ kind: 'figures', figures }];
}

function valueOf(metric: Metric): string {
  return metric.numerator === undefined ? 'unknown' : renderNumbers(metric);
}

const ARROWS: Readonly<Record<Trend['direction'], string>> = {
  improved: '▲ better',
  regressed: '▼ worse',
  unchanged: '= unchanged',
  gap: 'no comparison',
  first: 'first measurement',
};

function trendNote({ direction, points }: Trend): string {
  const before = points.at(-2);
  if (before?.metric === undefined) return ARROWS[direction];
  return `${ARROWS[direction]}, was ${renderNumbers(before.metric)} on ${before.judgedOn}`;
}

/** What to do next, in the order that brings the next stage closer. */
export function actions({ checklists }: ReportContext): readonly Block[] {
  const found = nextActions(checklists);
  if (found.length === 0) return [heading('Next actions'), paragraph('Every item of these checklists holds.')];
  return [
    heading('Next actions'),
    list(
      found.map(({ state, what, items }): Inline[] => [
        { state },
        ' ',
        what,
        ` (${items.length === 1 ? '' : `${items.length} items: `}${items.slice(0, 4).join(', ')}${items.length > 4 ? ', …' : ''})`,
      ]),
      true,
    ),
  ];
}

/** What can hurt: denials first, then contradictions and what got worse. */
export function risks(context: ReportContext): readonly Block[] {
  const denied = openIn(context.facts).filter(({ finding }) => finding.verdict === 'deny');
  const items = context.checklists.flatMap(({ groups }) => groups.flatMap((group) => group.items));
  const worse = [...context.metrics.keys()].filter(
    (id) => context.trendOf(id).direction === 'regressed' && context.catalogue.has(id),
  );
  const found: Inline[][] = [
    ...worse.map((id): Inline[] => [
      { strong: 'Got worse: ' },
      context.catalogue.get(id)?.title ?? id,
      `, ${renderNumbers(metricOf(context, id))}`,
      `, ${trendNote(context.trendOf(id))}`,
    ]),
    ...denied.map(({ repository, finding }): Inline[] => [
      { strong: 'Denied: ' },
      { code: finding.component.id },
      ` under ${finding.expression} in `,
      { code: repository.name },
    ]),
    ...items
      .filter(({ state }) => state === 'conflict')
      .map((item): Inline[] => [{ strong: 'Contradiction: ' }, { code: item.id }, ` ${item.next ?? ''}`]),
  ];
  if (found.length === 0) return [heading('Top risks'), paragraph('Nothing is denied, contradicts itself or got worse.')];
  const more = found.length - 5;
  return [
    heading('Top risks'),
    list(found.slice(0, 5)),
    ...(more > 0 ? [paragraph(`${more} more are in the other reports.`)] : []),
  ];
}

/** What nobody knows: it counts against every total and is never left out. */
export function unknowns(context: ReportContext): readonly Block[] {
  const asked = new Set(
    context.checklists.flatMap(({ groups }) =>
      groups.flatMap(({ items }) =>
        items.flatMap((item) =>
          item.evidence.filter((one) => one.kind === 'automatic' && one.state === 'unknown').map(({ name }) => name),
        ),
      ),
    ),
  );
  const rows = [...asked].toSorted().map((id): Cell[] => {
    const metric = metricOf(context, id);
    return [
      { code: id },
      context.catalogue.get(id)?.title ?? '',
      metric.numerator === undefined ? (metric.reason ?? 'nothing measures it') : renderNumbers(metric),
    ];
  });
  return section('What is not known', {
    columns: ['metric', 'what it would say', 'why it is unknown'],
    rows,
    empty: 'Everything that can be measured is.',
  });
}

/** The leading figures over time, what was fixed and how fast; gaps stay gaps. */
export function trend(context: ReportContext): readonly Block[] {
  const { facts } = context;
  if (facts.history.length === 0)
    return [heading('Trend'), paragraph('This is the first pack. Hand it to the next one with `--previous` to see a trend.')];
  const days = [...facts.history.map(({ judgedOn }) => judgedOn), facts.judgedOn];
  const trends = KEY_METRICS.map((id) => context.trendOf(id));
  const rows = trends.map(({ id, points, direction }): Cell[] => [
    context.catalogue.get(id)?.title ?? id,
    ...points.map(
      ({ metric, policyChanged }) =>
        `${metric === undefined ? 'not measured' : renderNumbers(metric)}${policyChanged ? ' *' : ''}`,
    ),
    ARROWS[direction],
  ]);
  const gaps = gapsOf([...facts.history, facts]);
  const { closed, accepted, open } = followFindings(daysOf(facts));
  const times = closed.map(({ openedOn, closedOn }) => daysBetween(openedOn, closedOn)).toSorted((a, b) => a - b);
  const speed =
    times.length === 0
      ? 'No finding was fixed yet, so there is no time to fix'
      : `${counted(times.length, 'finding')} fixed; half of them within ${percentile(times, 0.5)} days, nine in ten within ${percentile(times, 0.9)}`;
  const isNew = open.filter(({ openedOn }) => openedOn === facts.judgedOn).length;
  return [
    ...section('Trend', { columns: ['figure', ...days, 'last step'], rows, empty: '' }),
    ...(trends.some(({ points }) => points.some(({ policyChanged }) => policyChanged))
      ? [paragraph('* judged by another policy than the one before: the two do not compare.')]
      : []),
    ...gaps.map(({ from, to }) => paragraph({ strong: 'Gap: ' }, `nothing is recorded between ${from} and ${to}.`)),
    paragraph(
      `${speed}. ${counted(isNew, 'finding')} new in this pack, ${open.length - isNew} known from earlier ones, ${accepted.length} accepted by a waiver instead of being fixed.`,
    ),
    ...section('Fixed', {
      columns: ['component', 'repository', 'first seen', 'gone by', 'days'],
      rows: firstRows(
        closed.toSorted((a, b) => (a.closedOn < b.closedOn ? 1 : -1)),
        'history/history.jsonl',
        (one) => [
          { code: one.component },
          { code: one.repository },
          one.openedOn,
          one.closedOn,
          String(daysBetween(one.openedOn, one.closedOn)),
        ],
      ),
      empty: 'Nothing was fixed between the packs.',
    }),
  ];
}

// Nearest rank: a value that was really measured, not one between two.
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** What ran out, and what will in 30, 60 and 90 days. */
export function calendar({ allChecklists, facts }: ReportContext): readonly Block[] {
  const found = expiryCalendar(allChecklists, { ...facts, waivers: facts.policy.waivers });
  const term = (days: number): string =>
    days < 0 ? 'over' : days <= 30 ? 'within 30 days' : days <= 60 ? 'within 60 days' : 'within 90 days';
  return section('Calendar of what expires', {
    columns: ['when', 'date', 'what', 'owner', 'items'],
    rows: firstRows(found, 'checklists/', ({ days, date, what, owner, items }) => [
      term(days),
      date,
      what,
      owner,
      items.slice(0, 6).join(', ') + (items.length > 6 ? ', …' : ''),
    ]),
    empty: 'Nothing runs out within 90 days.',
  });
}

/** The declared pilot beside the whole, never instead of it. */
export function pilotBeside(context: ReportContext): readonly Block[] {
  const { pilot } = context.facts.registry;
  if (pilot === undefined || context.pilotMetrics === undefined) return [];
  const ids = KEY_METRICS.filter((id) => context.metrics.has(id));
  const [first] = context.checklists;
  return section(`Pilot: ${pilot.title}`, {
    before: [
      `A part of the organization, declared by ${pilot.owner}${pilot.since === undefined ? '' : ` since ${pilot.since}`}: ${first?.pilot?.repositories ?? 0} of ${first?.pilot?.of ?? 0} repositories in scope. Stages are counted over the whole.`,
    ],
    columns: ['figure', 'pilot', 'whole organization'],
    rows: [
      ...ids.map((id): Cell[] => [
        context.catalogue.get(id)?.title ?? id,
        valueOf(context.pilotMetrics?.get(id) ?? { id }),
        valueOf(metricOf(context, id)),
      ]),
      ...context.checklists.flatMap(({ title, counts, pilot: of }): Cell[][] =>
        of === undefined
          ? []
          : [
              [
                `items that hold: ${title}`,
                `${of.counts.pass} measured, ${of.counts.attested} stated`,
                `${counts.pass} measured, ${counts.attested} stated`,
              ],
            ],
      ),
    ],
    empty: '',
  });
}
