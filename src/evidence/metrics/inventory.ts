import type { Metric } from '../../domain/metric.ts';
import { isRecent } from '../dates.ts';
import type { EvidenceFacts, Observation } from './facts.ts';
import { overSnapshots, repositoryShare, scopeOf } from './scope.ts';

export const FRESH_DAYS = 30;

const NON_PACKAGES = new Set(['machine-learning-model', 'data', 'firmware', 'container', 'device']);

/** How much of the organization the inventory covers, and how well its files were read. */
export function measureInventory(facts: EvidenceFacts): Metric[] {
  const scope = scopeOf(facts);
  const inputs = scope.flatMap(({ snapshot }) => snapshot?.inputs ?? []).filter((input) => input.state !== 'excluded');
  const read = inputs.filter((input) => input.state === 'parsed' || input.state === 'superseded');
  const scanned = scope.filter(({ snapshot }) => snapshot !== undefined);
  const nonPackages = scanned.filter(({ snapshot }) => snapshot?.components.some(({ type }) => NON_PACKAGES.has(type)));
  return [
    repositoryShare('inventory.repositories', facts, ({ snapshot }) => snapshot !== undefined),
    repositoryShare('inventory.fresh', facts, (one) => isFresh(one, facts.judgedOn)),
    overSnapshots(facts, { id: 'inventory.manifests', numerator: read.length, denominator: inputs.length }),
    facts.hasOrganizationSbom
      ? repositoryShare('inventory.organizationSbom', facts, ({ snapshot }) => snapshot !== undefined)
      : { id: 'inventory.organizationSbom', reason: 'the pack holds no SBOM of all repositories together' },
    repositoryShare('using.repositories', facts, ({ snapshot }) =>
      snapshot === undefined ? undefined : snapshot.components.length > 0,
    ),
    overSnapshots(facts, { id: 'inventory.nonPackage', numerator: nonPackages.length }),
    organizationDeclared(facts),
  ];
}

/** The snapshot describes the head commit, or is at most 30 days old. */
export function isFresh({ repository, snapshot }: Observation, today: string): boolean | undefined {
  if (snapshot === undefined) return false;
  if (repository.head !== undefined && repository.head === snapshot.commit) return true;
  // A snapshot without a date may be of today or of last year.
  return snapshot.day === undefined ? undefined : isRecent(snapshot.day, today, FRESH_DAYS);
}

function organizationDeclared({ estate }: EvidenceFacts): Metric {
  return { id: 'organization.declared', numerator: estate.manifest === undefined ? 0 : 1, denominator: 1 };
}
