import { renderNumbers } from '../../states/evaluate-metric.ts';
import { expiryCalendar } from '../../states/plan.ts';
import { counted, type Inline } from '../blocks.ts';
import { metricOf, type ReportContext } from '../context.ts';
import { scopeOf } from '../../metrics/scope.ts';
import { distinctComponents } from '../../metrics/components.ts';
import { readScorecards } from '../../registry/imports.ts';
import { openIn, isWithoutLicense, repositoriesWithout } from './selections.ts';

/** What must I do? */
export function developers(context: ReportContext): readonly Inline[] {
  const open = openIn(context.facts);
  const repositories = new Set(open.map(({ repository }) => repository.name));
  if (open.length === 0) return [`Nothing: no repository that was scanned has an open finding.`, ...notScanned(context)];
  const denied = open.filter(({ finding }) => finding.verdict === 'deny').length;
  return [
    { strong: `${counted(open.length, 'finding')} in ${counted(repositories.size, 'repository', 'repositories')} to act on` },
    `: ${denied} denied, ${open.length - denied} to review. Each is below with what brings it in and what to do about it.`,
    ...notScanned(context),
  ];
}

/** Where are we, what changed, what next? */
export function management(context: ReportContext): readonly Inline[] {
  const staged = context.checklists.filter(({ stage }) => stage !== undefined);
  const parts = staged.flatMap(({ title, stage }, index): Inline[] => [
    index === 0 ? '' : ' ',
    { strong: stage?.reached === undefined ? 'No stage is reached yet' : `Stage ${stage.reached} is reached` },
    ` of the ${title}${stage?.next === undefined ? '.' : `; stage ${stage.next.stage} lacks ${counted(stage.next.missing.length, 'item')}.`}`,
  ]);
  const movements = ['inventory.repositories', 'licenses.resolved', 'findings.denied', 'findings.review'].map(
    (id) => context.trendOf(id).direction,
  );
  const improved = movements.filter((direction) => direction === 'improved').length;
  const regressed = movements.filter((direction) => direction === 'regressed').length;
  const change =
    context.facts.history.length === 0
      ? ' This is the first pack, so there is nothing to compare with.'
      : ` Since the last pack ${improved} of ${movements.length} leading figures improved and ${regressed} got worse.`;
  return [...parts, change, ' The next actions are below.'];
}

/** Do we meet our obligations? */
export function legal(context: ReportContext): readonly Inline[] {
  const open = openIn(context.facts);
  const denied = open.filter(({ finding }) => finding.verdict === 'deny').length;
  const notices = metricOf(context, 'obligations.documents');
  const unknown = [...distinctComponents(context.facts).values()].filter(isWithoutLicense).length;
  const isClean =
    denied === 0 &&
    open.length === 0 &&
    unknown === 0 &&
    notices.numerator !== undefined &&
    notices.numerator === notices.denominator;
  const first = isClean
    ? 'As far as was looked at, yes: no use of a component is denied or waits for review'
    : `Not fully: ${counted(denied, 'use')} of components denied, ${open.length - denied} waiting for review`;
  return [
    { strong: first },
    `. Attribution documents are complete for ${notices.numerator === undefined ? 'an unknown number of' : renderNumbers(notices)} distributed repositories`,
    `. ${counted(unknown, 'component')} ${unknown === 1 ? 'has' : 'have'} a license nobody knows yet.`,
    ...notScanned(context),
  ];
}

/** How do the units compare, and what can be shared? */
export function business({ facts }: ReportContext): readonly Inline[] {
  const units = new Set(scopeOf(facts).map(({ repository }) => repository.unit ?? 'without unit'));
  const shared = [...distinctComponents(facts).values()].filter((seen) => seen.length > 1).length;
  const total = distinctComponents(facts).size;
  return [
    { strong: `${counted(units.size, 'unit')} with ${counted(scopeOf(facts).length, 'repository', 'repositories')} in scope` },
    `; ${shared} of ${total} components are used by more than one repository. The table compares coverage, findings and licenses per unit.`,
  ];
}

/** What do we depend on, and whom should we support? */
export function ecosystem({ facts }: ReportContext): readonly Inline[] {
  const packages = new Set([...distinctComponents(facts).values()].map((seen) => seen[0]?.package));
  const cards = readScorecards(facts.registry, facts.files).length;
  return [
    { strong: `${counted(packages.size, 'project')} outside the organization are in use` },
    `, ${facts.registry.critical.length} of them listed as critical, ${counted(cards, 'Scorecard')} imported. The most used are the first candidates for support.`,
  ];
}

/** What needs the office now? */
export function office(context: ReportContext): readonly Inline[] {
  const { facts } = context;
  const scope = scopeOf(facts).length;
  const seen = scope - repositoriesWithout(facts).length;
  const waiting = openIn(facts).length;
  const soon = expiryCalendar(context.allChecklists, { ...facts, waivers: facts.policy.waivers }, 30);
  const over = soon.filter(({ days }) => days < 0).length;
  return [
    { strong: `${seen} of ${counted(scope, 'repository', 'repositories')} in scope ${seen === 1 ? 'has' : 'have'} a snapshot` },
    `; ${counted(waiting, 'finding')} ${waiting === 1 ? 'waits' : 'wait'} for a decision, ${over} ${over === 1 ? 'piece' : 'pieces'} of evidence ran out and ${soon.length - over} will within 30 days.`,
  ];
}

/** What is claimed, and how is it proven? */
export function proof({ facts, allChecklists, pack }: ReportContext): readonly Inline[] {
  const items = allChecklists.flatMap(({ groups }) => groups.flatMap((group) => group.items));
  const count = (state: string): number => items.filter((item) => item.state === state).length;
  return [
    { strong: `${count('pass')} of ${items.length} items are measured and hold` },
    `; ${count('attested')} only stated, ${count('unknown')} unknown, ${count('stale')} out of date, ${count('fail')} failing, ${count('conflict')} contradictory, ${count('not_applicable')} declared not to apply, with reason and owner. `,
    `The pack ${pack} covers ${facts.observations.filter(({ snapshot }) => snapshot !== undefined).length} of ${facts.estate.repositories.length} declared repositories; everything can be recomputed from it with `,
    { code: 'licet evidence verify' },
    '.',
  ];
}

function notScanned({ facts }: ReportContext): Inline[] {
  const missing = repositoriesWithout(facts).length;
  return missing === 0
    ? []
    : [
        ` ${counted(missing, 'repository', 'repositories')} in scope ${missing === 1 ? 'was' : 'were'} not looked at, so there may be more.`,
      ];
}
