import type { Snapshot } from '../../domain/snapshot.ts';
import { COLUMNS, componentRows, type Column } from './component-rows.ts';

/** What a row says of its repository. */
export interface RepositoryFacts {
  readonly repository: string;
  readonly team?: string;
  readonly products?: readonly string[];
  readonly criticality?: string;
  readonly distribution?: string;
  readonly reason?: string;
}

const ABOUT = ['repository', 'team', 'products', 'criticality', 'distribution', 'commit'] as const;

/** The columns of a table about many repositories. */
export const INVENTORY_COLUMNS: readonly (Column | (typeof ABOUT)[number])[] = [...ABOUT, ...COLUMNS];

/** One row per component and repository; one row for a repository that nobody could look at. */
export function* inventoryRows(about: RepositoryFacts, snapshot: Snapshot | undefined): Iterable<readonly string[]> {
  const { repository, team = '', products = [], criticality = '', distribution = '', reason = '' } = about;
  const facts = [repository, team, products.join(', '), criticality, distribution, snapshot?.source.commit ?? ''];
  if (snapshot === undefined) {
    const row: Partial<Record<Column, string>> = { kind: 'not scanned', description: reason };
    yield [...facts, ...COLUMNS.map((column) => row[column] ?? '')];
    return;
  }
  for (const row of componentRows(snapshot)) yield [...facts, ...COLUMNS.map((column) => row[column])];
}
