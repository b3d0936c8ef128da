import { hasScorecard } from '../../metrics/repositories.ts';
import { scopeOf } from '../../metrics/scope.ts';
import { readScorecards } from '../../registry/imports.ts';
import { section, type Block, type Cell } from '../blocks.ts';
import type { ReportContext } from '../context.ts';
import { firstRows } from './selections.ts';

/** What we lean on most: uses weighed by how critical the using repository is, direct uses twice as much. */
export function upstreams({ facts }: ReportContext): readonly Block[] {
  const weights = new Map<string, { uses: number; direct: number; weight: number }>();
  for (const { repository, snapshot } of scopeOf(facts)) {
    const names = new Map<string, boolean>();
    for (const component of snapshot?.components ?? [])
      names.set(component.package, component.direct || names.get(component.package) === true);
    for (const [name, direct] of names) {
      const known = weights.get(name) ?? { uses: 0, direct: 0, weight: 0 };
      const criticality = repository.criticality ?? 1;
      weights.set(name, {
        uses: known.uses + 1,
        direct: known.direct + (direct ? 1 : 0),
        weight: known.weight + criticality * (direct ? 2 : 1),
      });
    }
  }
  const critical = new Set(facts.registry.critical.map((one) => one.package));
  const sorted = [...weights].toSorted(([a, x], [b, y]) => y.weight - x.weight || (a < b ? -1 : 1));
  return section('What we depend on most', {
    columns: ['package', 'repositories', 'named directly by', 'weight', 'listed as critical'],
    rows: firstRows(sorted, 'inventory/', ([name, { uses, direct, weight }]) => [
      { code: name },
      String(uses),
      String(direct),
      String(weight),
      critical.has(name) ? 'yes' : 'no',
    ]),
    empty: 'No component is in use.',
  });
}

export function criticalDependencies({ facts }: ReportContext): readonly Block[] {
  const decisions = new Map(facts.registry.radar.map((one) => [one.package, one]));
  return section('Critical dependencies', {
    columns: ['package', 'why', 'decision'],
    rows: facts.registry.critical.map(({ package: name, reason }): Cell[] => {
      const decision = decisions.get(name);
      return [
        { code: name },
        reason ?? '',
        decision === undefined ? 'none recorded' : `${decision.decision}, ${decision.owner}, ${decision.date}`,
      ];
    }),
    empty: 'The registry lists no critical dependencies: name those that the business cannot do without.',
  });
}

export function scorecardTable({ facts }: ReportContext): readonly Block[] {
  return section('OpenSSF Scorecards', {
    columns: ['repository', 'score', 'checks', 'date'],
    rows: firstRows(readScorecards(facts.registry, facts.files), 'registry/', ({ repository, score, checks, date }) => [
      { code: repository },
      String(score),
      String(checks),
      date,
    ]),
    empty: 'No Scorecard is imported.',
  });
}

/** What the organization publishes, and whether it may be proud of it. */
export function publicRepositories({ facts }: ReportContext): readonly Block[] {
  const stated = new Map(facts.registry.repositories.map((one) => [one.name, one]));
  const rows = scopeOf(facts)
    .filter(({ repository }) => repository.visibility === 'public')
    .map(({ repository, snapshot }): Cell[] => {
      const entry = stated.get(repository.name);
      return [
        { code: repository.name },
        snapshot === undefined ? 'unknown' : snapshot.ownLicenses.join(', ') || 'none found',
        snapshot === undefined ? 'unknown' : snapshot.hasLicenseText ? 'yes' : 'no',
        entry?.securityPolicy ?? 'not registered',
        entry?.releaseGate ?? 'not registered',
        hasScorecard(facts, repository.url ?? repository.name) ? 'yes' : 'no',
      ];
    });
  return section('Public repositories', {
    columns: ['repository', 'license', 'license file', 'security policy', 'release gate', 'Scorecard'],
    rows,
    empty: 'The manifest declares no public repository.',
  });
}
