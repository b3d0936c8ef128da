import { UsageError } from '../domain/usage-error.ts';
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
import { satisfiesRange } from '../policy/version-range.ts';
import { dependencyChains } from '../report/dependency-chains.ts';

export interface InventoryAccess {
  readonly connection: Connection;
  readonly store: string;
}

const MOST_REPOSITORIES = 20;

/** Who uses a package, or why it is there. */
export async function askPackage(question: 'uses' | 'why', text: string, access: InventoryAccess): Promise<Answer> {
  const { connection } = access;
  const { name, range } = parsePackageQuestion(text);
  const { rows } = await ask(connection, MATCHING_COMPONENTS, [name]);
  if (rows.length === 0) throw await nobodyUses(name, connection);
  const ids = rows.flatMap(({ component_id: id, version, type }) => {
    const matches = range === undefined || (typeof version === 'string' && satisfiesRange(String(type), version, range));
    return matches && typeof id === 'number' ? [id] : [];
  });
  if (ids.length === 0) return { columns: ['repository'], rows: [] };
  return question === 'uses' ? ask(connection, usesOf(ids)) : explain(ids, access);
}

async function nobodyUses(name: string, connection: Connection): Promise<UsageError> {
  const [similar] = (await ask(connection, SIMILAR_PACKAGES, [name])).rows;
  return new UsageError(
    `nobody in the organization uses a package called \`${name}\``,
    similar === undefined ? 'the inventory is empty' : `did you mean \`${String(similar['name'])}\`?`,
  );
}

// The facts have the graph, the database does not: it would be three times as large, for a question about a few repositories.
async function explain(ids: readonly number[], { connection, store }: InventoryAccess): Promise<Answer> {
  const wanted = await ask(connection, `SELECT purl FROM component WHERE component_id IN (${ids.join(', ')})`);
  const purls = new Set(wanted.rows.map((row) => row['purl']));
  const places = await ask(connection, segmentsUsing(ids, MOST_REPOSITORIES));
  const rows = places.rows.flatMap(({ repository, segment }) => {
    const snapshot = loadSegment(store, String(segment));
    const names = new Map(snapshot.components.map((component) => [component.id, component.purl ?? component.name]));
    return snapshot.components
      .filter((component) => !component.firstParty && purls.has(orgIdentity(component)))
      .flatMap((component) =>
        component.uses.map((use) => {
          const [chain] = dependencyChains(snapshot, use.project, component.id, 1);
          const path = chain === undefined ? 'no edge is known' : chain.map((id) => names.get(id) ?? id).join(' > ');
          return {
            repository,
            project: use.project,
            component: component.purl ?? component.name,
            scopes: use.scopes.join(' '),
            path,
          };
        }),
      );
  });
  return { columns: ['repository', 'project', 'component', 'scopes', 'path'], rows };
}
