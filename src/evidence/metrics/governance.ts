import type { Metric } from '../../domain/metric.ts';
import { isRecent } from '../dates.ts';
import { readScorecards } from '../registry/imports.ts';
import { newestDocument } from '../registry/documents.ts';
import { distinctComponents } from './components.ts';
import { usedLicenses, type EvidenceFacts } from './facts.ts';
import { SCORECARD_DAYS } from './repositories.ts';

const MOST_USED = 100;

/** Training, history, decisions about components, and what runs. */
export function measureGovernance(facts: EvidenceFacts): Metric[] {
  const { registry, history, judgedOn } = facts;
  return [
    training(facts),
    guides(facts),
    { id: 'catalogue.published', numerator: 1, denominator: 1 },
    { id: 'critical.listed', numerator: registry.critical.length },
    // The pack that is being made counts: it is the newest of the series.
    { id: 'history.snapshots', numerator: history.length + 1, observedOn: judgedOn },
    { id: 'history.compared', numerator: history.length },
    { id: 'history.archived', numerator: history.filter(({ manifestSha256 }) => manifestSha256 !== undefined).length },
    scorecardsOfCritical(facts),
    radar(facts),
    deployables(facts),
  ];
}

function training({ registry }: EvidenceFacts): Metric {
  const id = 'training.completed';
  const records = newestDocument(registry, 'training-records');
  const [completed, eligible] = [records?.fields['completed'], records?.fields['eligible']];
  if (records === undefined || typeof completed !== 'number' || typeof eligible !== 'number')
    return { id, reason: 'no training records with `eligible` and `completed` are registered' };
  return { id, numerator: completed, denominator: eligible, observedOn: records.date };
}

function guides(facts: EvidenceFacts): Metric {
  const { registry } = facts;
  const id = 'guides.published';
  const inUse = new Set(usedLicenses(facts).flatMap(({ category }) => category ?? []));
  const guide = newestDocument(registry, 'license-guides');
  if (guide === undefined) return { id, reason: 'no guides to licenses are registered' };
  const written = guide.fields['categories'];
  const covered = new Set(Array.isArray(written) ? written.map(String) : []);
  const numerator = [...inUse].filter((category) => covered.has(category)).length;
  return { id, numerator, denominator: inUse.size, observedOn: guide.date };
}

function scorecardsOfCritical({ registry, files, judgedOn }: EvidenceFacts): Metric {
  const id = 'scorecards.critical';
  if (registry.critical.length === 0) return { id, reason: 'no critical dependencies are listed' };
  const fresh = readScorecards(registry, files).filter(({ date }) => isRecent(date, judgedOn, SCORECARD_DAYS));
  // A Scorecard names a repository, not a package: the name has to end alike.
  const numerator = registry.critical.filter((one) => {
    const name = one.package.slice(one.package.lastIndexOf('/') + 1).toLowerCase();
    return fresh.some(({ repository }) => repository.toLowerCase().endsWith(`/${name}`));
  }).length;
  return { id, numerator, denominator: registry.critical.length };
}

function radar(facts: EvidenceFacts): Metric {
  const uses = new Map<string, number>();
  for (const seen of distinctComponents(facts).values()) {
    const name = seen[0]?.package ?? '';
    uses.set(name, (uses.get(name) ?? 0) + seen.length);
  }
  const top = [...uses].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, MOST_USED);
  const decided = new Set(facts.registry.radar.map((one) => one.package));
  return { id: 'radar.decided', numerator: top.filter(([name]) => decided.has(name)).length, denominator: top.length };
}

function deployables({ registry, files }: EvidenceFacts): Metric {
  const id = 'runtime.deployables';
  if (registry.deployables.length === 0)
    return { id, reason: 'lockfiles say what a build will use, not what runs; no deployables are registered' };
  const numerator = registry.deployables.filter(({ sbom }) => sbom !== undefined && files.has(sbom)).length;
  return { id, numerator, denominator: registry.deployables.length };
}
