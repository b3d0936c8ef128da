import type { Snapshot } from '../../domain/snapshot.ts';
import { UsageError } from '../../domain/usage-error.ts';
import { closest } from '../../domain/closest.ts';
import type { Attempt } from '../../inventory/attempt.ts';
import { inScope, type OrgManifest, type OrgRepository } from '../../inventory/manifest/model.ts';
import type { InventorySource } from '../../inventory/merge/source.ts';
import { recordsAt, timelines, type ScanRecord } from '../../inventory/scan-record.ts';

/** A part of the organization: all of it, or one team, product or repository. */
export interface OrgPart {
  readonly kind: 'organization' | 'team' | 'product' | 'repository';
  readonly name: string;
}

/** `organization`, `team=NAME`, `product=NAME`, `repository=NAME`. @throws UsageError for anything else, or a name that is not there */
export function parseOrgPart(text: string, manifest: OrgManifest): OrgPart {
  if (text === 'organization' || text === 'org') return { kind: 'organization', name: manifest.organization };
  const [, kind, name = ''] = /^(team|product|repository)=(.+)$/s.exec(text) ?? [];
  if (kind !== 'team' && kind !== 'product' && kind !== 'repository')
    throw new UsageError(
      `\`--of ${text}\` is no part of the organization`,
      'write organization, team=NAME, product=NAME or repository=NAME',
    );
  const names = {
    team: [...manifest.teams.map((team) => team.name), ...manifest.repositories.flatMap(({ team }) => team ?? [])],
    product: manifest.products.map((product) => product.name),
    repository: manifest.repositories.map((repository) => repository.name),
  }[kind];
  if (names.includes(name)) return { kind, name };
  const near = closest(name, names);
  throw new UsageError(
    `there is no ${kind} \`${name}\``,
    near === undefined ? 'see licet.org.yaml' : `did you mean \`${near}\`?`,
  );
}

export interface StoredFacts {
  readonly records: readonly ScanRecord[];
  readonly attempts: readonly Attempt[];
  /** @throws when the segment is damaged; the reason then stands in the document */
  loadSegment(digest: string): Snapshot;
}

/** The repositories of a part with their facts, one after the other: those that nobody could look at too, with the reason. */
export function* selectSources(
  manifest: OrgManifest,
  part: OrgPart,
  facts: StoredFacts,
  day?: string,
): Generator<InventorySource> {
  const records = day === undefined ? newest(facts.records) : recordsAt(facts.records, day);
  const known = new Map(records.map((record) => [record.repository, record]));
  const tried = new Map(facts.attempts.map((attempt) => [attempt.repository, attempt]));
  for (const repository of inScope(manifest).filter((item) => isIn(item, part))) {
    const { name, team, products, criticality, distribution } = repository;
    const about = { repository: name, ...(team !== undefined && { team }), products, criticality, distribution };
    const record = known.get(name);
    if (record === undefined) yield { ...about, reason: tried.get(name)?.reason ?? 'nobody looked at it' };
    else yield { ...about, ...load(record, facts) };
  }
}

function newest(records: readonly ScanRecord[]): readonly ScanRecord[] {
  return [...timelines(records).values()].flatMap((list) => list.at(-1) ?? []);
}

function isIn({ name, team, products }: OrgRepository, part: OrgPart): boolean {
  switch (part.kind) {
    case 'organization':
      return true;
    case 'team':
      return team === part.name;
    case 'product':
      return products.includes(part.name);
    case 'repository':
      return name === part.name;
  }
}

function load(record: ScanRecord, { loadSegment }: StoredFacts): Pick<InventorySource, 'snapshot' | 'reason'> {
  try {
    return { snapshot: loadSegment(record.segment) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
