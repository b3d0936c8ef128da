import { scopeOf } from '../../metrics/scope.ts';
import { isFresh } from '../../metrics/inventory.ts';
import { daysOf, followFindings } from '../../history/trend.ts';
import { daysBetween } from '../../dates.ts';
import { inScope } from '../../metrics/facts.ts';
import { heading, list, paragraph, section, type Block, type Cell, type Inline } from '../blocks.ts';
import type { ReportContext } from '../context.ts';
import { firstRows, openIn, repositoriesWithout, type FindingIn } from './selections.ts';

/** Per repository: what is wrong, what brings it in, since when, and what to do. */
export function perRepository({ facts }: ReportContext): readonly Block[] {
  const open = openIn(facts);
  const since = new Map(followFindings(daysOf(facts)).open.map((one) => [`${one.repository}\n${one.id}`, one.openedOn]));
  return scopeOf(facts).flatMap(({ repository, snapshot }): Block[] => {
    const own = open.filter((one) => one.repository.name === repository.name);
    if (snapshot === undefined)
      return [
        heading(repository.name),
        paragraph('No snapshot: nobody knows what is in it. Scan it with ', { code: 'licet scan' }, '.'),
      ];
    if (own.length === 0) return [];
    const rows = firstRows(own, `policy/findings/`, ({ finding }): Cell[] => {
      const day = since.get(`${repository.name}\n${finding.id}`) ?? facts.judgedOn;
      return [
        finding.verdict,
        { code: finding.component.id },
        { code: finding.expression },
        pathOf(finding),
        `${day} (${daysBetween(day, facts.judgedOn)} days)`,
        finding.fix ?? finding.message,
      ];
    });
    return section(repository.name, {
      before: [`Owned by ${repository.owners.length === 0 ? 'nobody that the manifest names' : repository.owners.join(', ')}.`],
      columns: ['verdict', 'component', 'license', 'brought in by', 'open since', 'what to do'],
      rows,
      empty: '',
    });
  });
}

function pathOf({ paths }: FindingIn['finding']): Inline {
  return { code: (paths[0] ?? []).slice(-4).map(short).join(' > ') };
}

function short(id: string): string {
  return id.startsWith('pkg:') ? id.slice(id.lastIndexOf('/') + 1) : id.slice(id.indexOf(':') + 1);
}

export function howToAsk(): readonly Block[] {
  return [
    heading('How to ask'),
    list([
      ['Why a component is there and which line decided: ', { code: 'licet explain NAME' }],
      ['What a license asks for, in plain words: ', { code: 'licet licenses show ID' }],
      [
        'An exception, with owner, reason and last day: ',
        { code: 'licet policy waive PURL --expression ID --reason TEXT --owner YOU --expires DATE' },
      ],
      ['A license that licet does not know: ', { code: 'licet policy curate PURL --expression ID --by YOU' }],
    ]),
  ];
}

/** Which repositories were not scanned, are out of date or are left out, and why. */
export function coverageGaps({ facts }: ReportContext): readonly Block[] {
  const old = scopeOf(facts).filter((one) => one.snapshot !== undefined && isFresh(one, facts.judgedOn) !== true);
  const out = facts.estate.repositories.filter((repository) => !inScope(repository));
  const rows = [
    ...repositoriesWithout(facts).map(({ repository }): Cell[] => [
      { code: repository.name },
      'no snapshot',
      repository.owners.join(', '),
    ]),
    ...old.map(({ repository, snapshot }): Cell[] => [
      { code: repository.name },
      snapshot?.day === undefined
        ? 'its snapshot has no date'
        : `last snapshot of ${snapshot.day}, ${daysBetween(snapshot.day, facts.judgedOn)} days old`,
      repository.owners.join(', '),
    ]),
    ...out.map((repository): Cell[] => [
      { code: repository.name },
      repository.archived === true ? 'out of scope: archived' : `out of scope: ${repository.excluded ?? ''}`,
      repository.owners.join(', '),
    ]),
  ];
  return section('Gaps in coverage', {
    columns: ['repository', 'what is missing', 'owner'],
    rows,
    empty: 'Every declared repository is in scope and has a fresh snapshot.',
  });
}

export function unreadFiles({ facts }: ReportContext): readonly Block[] {
  const unread = scopeOf(facts).flatMap(({ repository, snapshot }) =>
    (snapshot?.inputs ?? [])
      .filter(({ state }) => state === 'failed' || state === 'unsupported' || state === 'stale')
      .map((input) => ({ repository, input })),
  );
  return section('Files that were not read, or not fully', {
    columns: ['repository', 'file', 'state', 'why'],
    rows: firstRows(unread, 'inventory/', ({ repository, input }) => [
      { code: repository.name },
      { code: input.path },
      input.state,
      input.reason ?? '',
    ]),
    empty: 'Every manifest and lockfile that was seen was read.',
  });
}

/** Reviews that wait for a decision: per license, with how many uses hang on it. */
export function reviewQueue({ facts }: ReportContext): readonly Block[] {
  const waiting = new Map<string, FindingIn[]>();
  for (const one of openIn(facts))
    if (one.finding.verdict === 'review')
      waiting.set(one.finding.expression, [...(waiting.get(one.finding.expression) ?? []), one]);
  const sorted = [...waiting].toSorted(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  return section('Waiting for review', {
    columns: ['license', 'uses', 'components', 'repositories'],
    rows: firstRows(sorted, 'policy/findings/', ([expression, uses]) => [
      { code: expression },
      String(uses.length),
      [...new Set(uses.map(({ finding }) => finding.component.name))].slice(0, 5).join(', '),
      [...new Set(uses.map(({ repository }) => repository.name))].slice(0, 5).join(', '),
    ]),
    empty: 'Nothing waits for review.',
  });
}
