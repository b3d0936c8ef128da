import { shownName } from '../report/findings/names.ts';
import { UsageError } from '../domain/usage-error.ts';
import type { Component } from '../domain/component.ts';
import { orgIdentity } from '../inventory/identity.ts';
import {
  MATCHING_COMPONENTS,
  parsePackageQuestion,
  segmentsUsing,
  SIMILAR_PACKAGES,
  usesOf,
} from '../inventory/queries/package-question.ts';
import { ask, type Answer, type Connection } from '../io/database/duckdb.ts';
import { loadSegment } from '../io/store/segments.ts';
import { StoreProblem } from '../io/store/store-problem.ts';
import { satisfiesRange } from '../policy/version-range.ts';
import { chainFinder } from '../report/dependency-chains.ts';

export interface InventoryAccess {
  readonly connection: Connection;
  readonly store: string;
}

/** An answer, and how many repositories it does not speak of although they use the package. */
export interface PackageAnswer extends Answer {
  readonly repositoriesLeft?: number;
}

// The facts of each are read from the store, which takes a moment.
const MOST_REPOSITORIES = 20;

export interface PackageAsked {
  readonly question: 'uses' | 'why';
  /** Package, purl, or package@range. */
  readonly text: string;
  /** Most rows that somebody asked for. */
  readonly limit?: number;
}

/** Who uses a package, or why it is there. */
export async function askPackage({ question, text, limit }: PackageAsked, access: InventoryAccess): Promise<PackageAnswer> {
  const { connection } = access;
  const { name, range } = parsePackageQuestion(text);
  const { rows } = await ask(connection, MATCHING_COMPONENTS, [name]);
  if (rows.length === 0) throw await nobodyUses(name, connection);
  const ids = rows.flatMap(({ component_id: id, version, type }) => {
    const matches = range === undefined || (typeof version === 'string' && satisfiesRange(String(type), version, range));
    return matches && typeof id === 'number' ? [id] : [];
  });
  if (ids.length === 0) return { columns: ['repository'], rows: [] };
  return question === 'uses' ? ask(connection, usesOf(ids)) : explain(ids, limit, access);
}

async function nobodyUses(name: string, connection: Connection): Promise<UsageError> {
  const [similar] = (await ask(connection, SIMILAR_PACKAGES, [name])).rows;
  return new UsageError(
    `nobody in the organization uses a package called \`${name}\``,
    similar === undefined ? 'the inventory is empty' : `did you mean \`${String(similar['name'])}\`?`,
  );
}

const WHY_COLUMNS = ['repository', 'project', 'component', 'scopes', 'path'] as const;

type Row = Answer['rows'][number];

// The facts have the graph, the database does not: it would be three times as large, for a question about a few repositories.
async function explain(
  ids: readonly number[],
  limit: number | undefined,
  { connection, store }: InventoryAccess,
): Promise<PackageAnswer> {
  const wanted = await ask(connection, `SELECT purl FROM component WHERE component_id IN (${ids.join(', ')})`);
  const purls = new Set(wanted.rows.map((row) => String(row['purl'])));
  const { rows: places } = await ask(connection, segmentsUsing(ids));
  const rows: Row[] = [];
  let opened = 0;
  for (const { repository, segment } of places) {
    if (limit === undefined ? opened >= MOST_REPOSITORIES : rows.length >= limit) break;
    for (const row of explainIn(store, String(segment), purls)) rows.push({ repository, ...row });
    opened += 1;
  }
  return { columns: WHY_COLUMNS, rows, repositoriesLeft: places.length - opened };
}

function explainIn(store: string, segment: string, purls: ReadonlySet<string>): readonly Row[] {
  try {
    const snapshot = loadSegment(store, segment);
    const chainsOf = chainFinder(snapshot);
    const paths = new Map(snapshot.projects.map(({ id, path }) => [id, path === '' ? '.' : path]));
    return snapshot.components
      .filter((component) => !component.firstParty && purls.has(orgIdentity(component)))
      .flatMap((component) => component.uses.map((use) => explainUse(component, use, { chainsOf, paths })));
  } catch (error) {
    // Other repositories still have an answer.
    if (error instanceof StoreProblem) return [{ path: error.message }];
    throw error;
  }
}

interface Graph {
  readonly chainsOf: ReturnType<typeof chainFinder>;
  readonly paths: ReadonlyMap<string, string>;
}

function explainUse(component: Component, use: Component['uses'][number], { chainsOf, paths }: Graph): Row {
  const [chain] = chainsOf(use.project, component.id, 1);
  return {
    project: paths.get(use.project) ?? use.project,
    component: component.purl ?? component.name,
    scopes: use.scopes.join(' '),
    path: chain === undefined ? 'no edge is known' : chain.map(shownName).join(' > '),
  };
}
