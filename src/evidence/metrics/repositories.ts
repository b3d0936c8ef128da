import type { Metric } from '../../domain/metric.ts';
import { licensesIn, type EvidenceFacts, type Observation } from './facts.ts';
import { matchesName } from '../registry/names.ts';
import { isRecent } from '../dates.ts';
import { readScorecards } from '../registry/imports.ts';
import { repositoryShare, NO_MANIFEST, scopeOf } from './scope.ts';

export const SCORECARD_DAYS = 90;

/** What is published, and what repositories say about themselves. */
export function measureRepositories(facts: EvidenceFacts): Metric[] {
  const known = new Map(facts.registry.repositories.map((one) => [one.name, one]));
  const stated = <T>({ repository }: Observation, read: (one: NonNullable<ReturnType<typeof known.get>>) => T): T | undefined => {
    const entry = [...known.values()].find(({ name }) => matchesName(name, repository.name));
    return entry === undefined ? undefined : read(entry);
  };
  const isPublic = ({ repository }: Observation): boolean => repository.visibility === 'public';
  const approved = (one: Observation): boolean | undefined => isApproved(one, facts);
  const inPublic = (id: string, test: (one: Observation) => boolean | undefined): Metric =>
    repositoryShare(id, facts, test, isPublic);
  return [
    publicCount('repositories.public', facts, isPublic),
    publicCount('repositories.publicLicensed', facts, (one) => isPublic(one) && approved(one) === true),
    inPublic('repositories.approvedLicense', approved),
    inPublic('repositories.releasedLicense', approved),
    inPublic('repositories.licenseFile', ({ snapshot }) => snapshot?.hasLicenseText),
    inPublic('repositories.releasedLicenseFile', ({ snapshot }) => snapshot?.hasLicenseText),
    inPublic('repositories.manifest', ({ snapshot }) => snapshot?.inputs.some((input) => input.state === 'parsed')),
    inPublic('repositories.lockfile', ({ snapshot }) => snapshot && isLocked(snapshot.projects)),
    inPublic('repositories.releasedSbom', ({ snapshot }) => (snapshot === undefined ? undefined : true)),
    inPublic('repositories.withoutBinaries', (one) => stated(one, ({ binaries }) => binaries === 0)),
    inPublic('repositories.publicSecurityPolicy', (one) => stated(one, ({ securityPolicy }) => securityPolicy !== undefined)),
    inPublic('repositories.releaseGate', (one) => stated(one, ({ releaseGate }) => releaseGate === 'passed')),
    repositoryShare('updates.automated', facts, (one) => stated(one, ({ updateAutomation }) => updateAutomation !== undefined)),
    repositoryShare('repositories.owned', facts, ({ repository }) => repository.owners.length > 0),
    inPublic('scorecards.public', ({ repository }) => hasScorecard(facts, repository.url ?? repository.name)),
  ];
}

function publicCount(id: string, facts: EvidenceFacts, test: (one: Observation) => boolean): Metric {
  if (facts.estate.manifest === undefined) return { id, reason: NO_MANIFEST };
  return { id, numerator: scopeOf(facts).filter(test).length };
}

// Every license of every project in it: one that is not approved makes the repository not approved.
function isApproved({ snapshot }: Observation, { policy }: EvidenceFacts): boolean | undefined {
  if (snapshot === undefined) return undefined;
  const approved = new Set(policy.licenses.filter(({ osi }) => osi === true).map(({ id }) => id));
  const { ownLicenses } = snapshot;
  return ownLicenses.length > 0 && ownLicenses.every((expression) => licensesIn(expression).every((id) => approved.has(id)));
}

function isLocked(projects: NonNullable<Observation['snapshot']>['projects']): boolean {
  return projects.filter(({ role }) => role === 'product').every(({ lockfile }) => lockfile !== undefined);
}

/** A Scorecard of at most 90 days for a repository, by the end of its URL. */
export function hasScorecard(facts: EvidenceFacts, repository: string): boolean {
  const wanted = bare(repository);
  return readScorecards(facts.registry, facts.files).some(
    (card) => bare(card.repository) === wanted && isRecent(card.date, facts.judgedOn, SCORECARD_DAYS),
  );
}

// `https://github.com/a/b.git` and `git@github.com:a/b` are `a/b`.
function bare(url: string): string {
  return url
    .replace(/\.git$/, '')
    .split(/[/:]/)
    .slice(-2)
    .join('/')
    .toLowerCase();
}
