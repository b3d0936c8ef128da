import type { Metric } from '../../domain/metric.ts';
import { daysBetween, isRecent } from '../dates.ts';
import { daysOf, followFindings } from '../history/trend.ts';
import { readGateRuns, readNotices } from '../registry/imports.ts';
import { FRESH_DAYS } from './inventory.ts';
import { usedLicenses, type EvidenceFacts, type Observation } from './facts.ts';
import { overSnapshots, repositoryShare, scopeOf } from './scope.ts';

/** What the policy says of the inventory, and whether it was asked. */
export function measureLicenses(facts: EvidenceFacts): Metric[] {
  const findings = scopeOf(facts).flatMap(({ judgement }) => judgement?.findings ?? []);
  const open = findings.filter((finding) => finding.state === 'open');
  const waived = findings.filter((finding) => finding.state === 'waived');
  const asksReview = open.filter((finding) => finding.verdict === 'review');
  const licenses = usedLicenses(facts);
  const count = (id: string, numerator: number, denominator?: number): Metric =>
    overSnapshots(facts, { id, numerator, ...(denominator !== undefined && { denominator }) });
  return [
    gateRepositories(facts),
    count('findings.denied', open.filter((finding) => finding.verdict === 'deny').length),
    count('findings.review', asksReview.length),
    count('waivers.expired', open.filter((finding) => finding.code === 'LIC007').length),
    count('approvals.recorded', waived.length, waived.length + asksReview.length),
    count('licenses.decided', licenses.filter(({ decided }) => decided).length, licenses.length),
    count('licenses.reviewed', reviewed(facts), licenses.length),
    repositoryShare('findings.repositories', facts, (one) => (one.judgement === undefined ? undefined : isDenied(one))),
    obligations(facts),
    fixedWithin(facts, 90),
    { id: 'policy.valid', numerator: facts.policy.own ? 1 : 0, denominator: 1 },
    {
      id: 'policy.useCases',
      numerator: facts.policy.useCases.filter(({ covered }) => covered).length,
      denominator: facts.policy.useCases.length,
    },
  ];
}

function isDenied({ judgement }: Observation): boolean {
  return (judgement?.findings ?? []).some((finding) => finding.state === 'open' && finding.verdict === 'deny');
}

// A control is what ran where the software is built; that we can judge a snapshot here proves nothing about that.
function gateRepositories(facts: EvidenceFacts): Metric {
  const runs = readGateRuns(facts.registry, facts.files);
  if (runs.length === 0)
    return { id: 'gate.repositories', reason: 'no findings of a gate in CI are registered (`gates` of the registry)' };
  const ran = new Set(
    runs
      .filter((run) => run.policySha256 === facts.policy.sha256 && isRecent(run.judgedOn, facts.judgedOn, FRESH_DAYS))
      .map((run) => run.repository),
  );
  return repositoryShare('gate.repositories', facts, ({ repository }) => ran.has(repository.name));
}

function reviewed(facts: EvidenceFacts): number {
  const written = facts.registry.documents
    .filter(({ document }) => document === 'license-reviews')
    .flatMap(({ fields }) => (Array.isArray(fields['licenses']) ? fields['licenses'].map(String) : []));
  const ids = new Set(written);
  return usedLicenses(facts).filter((license) => license.named || ids.has(license.id)).length;
}

function obligations(facts: EvidenceFacts): Metric {
  const id = 'obligations.documents';
  const distributed = scopeOf(facts).filter(({ repository }) => repository.distributed === true);
  if (facts.estate.manifest !== undefined && distributed.length === 0)
    return { id, numerator: 0, denominator: 0, reason: 'the manifest declares no repository whose software is distributed' };
  const notices = new Map(facts.notices.map((notice) => [notice.repository, notice]));
  const registered = readNotices(facts.registry, facts.files);
  const isCurrent = ({ repository, snapshot }: Observation): boolean | undefined => {
    if (snapshot === undefined) return undefined;
    const released = registered.some(
      (one) => one.repository === repository.name && one.commit === snapshot.commit && one.gaps === 0,
    );
    if (released) return true;
    const notice = notices.get(repository.name);
    return notice !== undefined && notice.treeDigest === snapshot.treeDigest && notice.gaps === 0;
  };
  return repositoryShare(id, facts, isCurrent, ({ repository }) => repository.distributed === true);
}

// What is still open after that time was not fixed in it: left out, the slowest would never count.
function fixedWithin(facts: EvidenceFacts, days: number): Metric {
  const id = `findings.fixedWithin${days}Days`;
  if (facts.history.length === 0) return { id, reason: 'there is no earlier snapshot to compare with' };
  const { closed, open } = followFindings(daysOf(facts));
  const numerator = closed.filter((one) => daysBetween(one.openedOn, one.closedOn) <= days).length;
  const overdue = open.filter((one) => daysBetween(one.openedOn, facts.judgedOn) > days).length;
  return { id, numerator, denominator: closed.length + overdue, observedOn: facts.judgedOn };
}
