import { setImmediate } from 'node:timers/promises';
import { by } from '../../domain/order.ts';
import type { Coverage } from '../../inventory/coverage.ts';
import { toDay } from '../../inventory/day.ts';
import type { FindingHistory } from '../../inventory/history/finding-history.ts';
import { isDirectUse, isProductionUse, scopePlaceOf, type History } from '../../inventory/history/history.ts';
import { OPEN } from '../../inventory/history/intervals.ts';
import type { OrgManifest, OrgRepository } from '../../inventory/manifest/model.ts';
import { firstDayOf, MonthlyCounts, toMonth } from '../../inventory/months.ts';
import type { ProjectOwner } from '../../inventory/owners/project-owner.ts';
import { Rollup } from '../../inventory/rollup.ts';
import { VariantCounts } from '../../inventory/variants.ts';
import { createDatabase, loadDuckDb } from './duckdb.ts';
import { TABLES, VIEWS, type TableName } from './schema.ts';
import { nameComponent } from '../../inventory/identity.ts';
import { openTable, type TableWriter } from './table-writer.ts';

/** What is known of one repository when the database is built. */
export interface RepositoryFacts {
  readonly name: string;
  readonly history: History;
  readonly findings?: FindingHistory;
  readonly owners: readonly ProjectOwner[];
}

export interface BuildInput {
  readonly manifest: OrgManifest;
  readonly coverage: Coverage;
  /** One after the other, so that only one is in memory. */
  readonly repositories: Iterable<RepositoryFacts>;
  categoryOf(expression: string): string | undefined;
  /** Packages that serve the same purpose; see rules/library-groups.json. */
  readonly libraryGroups: Readonly<Record<string, readonly string[]>>;
  readonly meta: Readonly<Record<string, string>>;
}

export interface BuiltDatabase {
  readonly rows: number;
  readonly tables: Readonly<Record<TableName, number>>;
}

/** Writes a whole database file, from nothing. */
export async function buildDatabase(input: BuildInput, file: string, temporary: string): Promise<BuiltDatabase> {
  const [duckdb, { connection, close }] = [await loadDuckDb(), await createDatabase(file, temporary)];
  try {
    const names = Object.keys(TABLES) as TableName[];
    for (const name of names) await connection.run(`CREATE TABLE ${name} (${TABLES[name]})`);
    const writers = new Map<TableName, TableWriter>();
    for (const name of names) writers.set(name, await openTable(duckdb, connection, name));
    await fill(input, (name, row) => writers.get(name)?.add(row));
    for (const writer of writers.values()) writer.close();
    await connection.run(VIEWS);
    await connection.run('CHECKPOINT');
    const tables = Object.fromEntries(names.map((name) => [name, writers.get(name)?.rows ?? 0])) as Record<TableName, number>;
    return { rows: Object.values(tables).reduce((sum, count) => sum + count, 0), tables };
  } finally {
    close();
  }
}

type Add = (table: TableName, row: readonly (string | number | boolean | undefined)[]) => void;

async function fill(input: BuildInput, add: Add): Promise<void> {
  const { manifest, coverage } = input;
  for (const [name, value] of Object.entries(input.meta)) add('meta', [name, value]);
  for (const [purpose, packages] of Object.entries(input.libraryGroups))
    for (const name of packages) add('library_group', [purpose, name]);
  const products = new Map(manifest.products.map((product, index) => [product.name, index]));
  for (const [index, product] of manifest.products.entries())
    add('product', [index, product.name, product.criticality, product.distribution, product.team]);
  const repositories = new Map<string, number>();
  const state = new Map(coverage.repositories.map((item) => [item.repository, item]));
  const dictionary = new Dictionary(input, add);
  const addRepository = (repository: OrgRepository): number => {
    const id = repositories.size;
    repositories.set(repository.name, id);
    const known = state.get(repository.name);
    const { name, team, criticality, distribution, archived, excluded } = repository;
    const date = known?.commitDate === undefined ? undefined : toDay(known.commitDate);
    const weight = manifest.impact.criticality[criticality];
    const facts = [known?.state ?? 'unlisted', known?.lookedAt, known?.commit, date, known?.reason, known?.partial ?? false];
    add('repository', [
      id,
      name,
      team,
      criticality,
      weight,
      distribution,
      repository.products.join(', ') || undefined,
      archived,
      excluded,
      ...facts,
    ]);
    for (const product of repository.products) add('product_repository', [products.get(product), id]);
    return id;
  };
  const listed = new Map(manifest.repositories.map((repository) => [repository.name, repository]));
  for (const repository of manifest.repositories) addRepository(repository);
  for (const facts of input.repositories) {
    const repository = listed.get(facts.name) ?? unlisted(facts.name);
    const id = repositories.get(facts.name) ?? addRepository(repository);
    dictionary.addRepository(facts, { id, weight: manifest.impact.criticality[repository.criticality] });
    // Between two repositories the process answers signals, and Node frees what DuckDB's objects hold outside of its heap.
    if (dictionary.repositories % REPOSITORIES_A_TURN === 0) await setImmediate();
  }
  dictionary.finish();
}

const REPOSITORIES_A_TURN = 50;

// In the store, not in the manifest: counted as the least, and shown as what it is.
function unlisted(name: string): OrgRepository {
  return { name, products: [], criticality: 'low', distribution: 'unknown', archived: false, roles: [] };
}

const [USES, WITHOUT_LICENSE, DENIED, REVIEW, WAIVED] = [0, 1, 2, 3, 4] as const;

const CONCLUDED_USE = [USES] as const;
const UNKNOWN_USE = [USES, WITHOUT_LICENSE] as const;

/** Numbers for names, over all repositories. */
class Dictionary {
  readonly #input: BuildInput;
  readonly #add: Add;
  readonly #components = new Map<string, number>();
  readonly #packageOf: number[] = [];
  readonly #packages = new Map<string, number>();
  readonly #licenses = new Map<string, number>();
  readonly #isConcluded: boolean[] = [];
  readonly #rollup = new Rollup();
  readonly #variants = new VariantCounts();
  readonly #lastMonth: number;
  #projects = 0;
  /** Added so far. */
  repositories = 0;

  constructor(input: BuildInput, add: Add) {
    this.#input = input;
    this.#add = add;
    this.#lastMonth = toMonth(toDay(input.coverage.asOf));
  }

  addRepository(
    { history, findings, owners }: RepositoryFacts,
    { id, weight }: { readonly id: number; readonly weight: number },
  ): void {
    const add = this.#add;
    this.repositories += 1;
    for (const { path, owners: names, source, file, line } of owners)
      for (const owner of names) add('owner', [id, path, owner, source, file, line]);
    for (const { date, commit, segment, components, withoutLicense, complete } of history.basis)
      add('scan', [id, toDay(date), commit, segment, components, withoutLicense, complete]);
    const projects = history.projects.map((project) => {
      add('project', [this.#projects, id, ...project]);
      return this.#projects++;
    });
    const components = history.components.map((identity) => this.#component(identity));
    const licenses = history.licenses.map((license) => this.#license(license));
    const months = new MonthlyCounts(5);
    this.#addUsages(history, { id, weight, projects, components, licenses, months });
    for (const [component, variant] of history.variants) this.#variants.add(components[component] ?? 0, variant, id);
    if (findings !== undefined) this.#addFindings(findings, id, months);
    for (const [month, counts] of months.upTo(this.#lastMonth)) add('repository_month', [id, firstDayOf(month), ...counts]);
  }

  #addUsages(history: History, known: UsageContext): void {
    const { id, weight, projects, components, licenses, months } = known;
    const { transitive } = this.#input.manifest.impact;
    for (const row of history.usages) {
      // By hand: taking an array apart by its pattern costs as much as all the rest.
      const [project, flags, from, to] = [row[0] ?? 0, row[3] ?? 0, row[4] ?? 0, row[5] ?? OPEN];
      const componentId = components[row[1] ?? 0] ?? 0;
      const licenseId = licenses[row[2] ?? 0] ?? 0;
      const direct = isDirectUse(flags);
      const until = to === OPEN ? undefined : to;
      this.#add('usage_interval', [
        id,
        projects[project],
        componentId,
        licenseId,
        scopePlaceOf(flags),
        direct,
        isProductionUse(flags),
        from,
        until,
      ]);
      const owner = this.#packageOf[componentId] ?? 0;
      this.#rollup.add(id, weight, transitive, { component: componentId, package: owner, license: licenseId, direct, from, to });
      months.add(from, to, this.#isConcluded[licenseId] === true ? CONCLUDED_USE : UNKNOWN_USE);
    }
  }

  #addFindings(history: FindingHistory, id: number, months: MonthlyCounts): void {
    for (const [index = 0, from = 0, to = OPEN] of history.intervals) {
      const fact = history.findings[index];
      if (fact === undefined) continue;
      const { project, component, id: finding, code, verdict, severity, expression, state } = fact;
      const until = to === OPEN ? undefined : to;
      const componentId = this.#component(component);
      this.#add('finding', [id, project, componentId, finding, code, verdict, severity, expression, state, from, until]);
      if (state === 'waived') months.add(from, to, [WAIVED]);
      else if (verdict !== 'allow') months.add(from, to, [verdict === 'deny' ? DENIED : REVIEW]);
    }
  }

  #component(identity: string): number {
    const known = this.#components.get(identity);
    if (known !== undefined) return known;
    const id = this.#components.size;
    this.#components.set(identity, id);
    const { owner, type, name, version } = nameComponent(identity);
    const packageId = this.#packages.get(owner) ?? this.#packages.size;
    if (packageId === this.#packages.size) {
      this.#packages.set(owner, packageId);
      this.#add('package', [packageId, type, name, owner]);
    }
    this.#packageOf[id] = packageId;
    this.#add('component', [id, packageId, version, identity]);
    return id;
  }

  #license(text: string): number {
    const known = this.#licenses.get(text);
    if (known !== undefined) return known;
    const id = this.#licenses.size;
    this.#licenses.set(text, id);
    const at = text.indexOf(' ');
    const [status, expression] = at === -1 ? [text, 'NOASSERTION'] : [text.slice(0, at), text.slice(at + 1)];
    const isConcluded = status === 'concluded';
    this.#isConcluded[id] = isConcluded;
    this.#add('license', [id, expression, status, isConcluded ? this.#input.categoryOf(expression) : undefined]);
    return id;
  }

  finish(): void {
    for (let id = 0; id < this.#components.size; id += 1) {
      const { repositories, direct, impact, first, last } = this.#rollup.component(id);
      if (first === 0) continue;
      this.#add('component_current', [id, repositories, direct, impact, first, last === OPEN ? undefined : last]);
    }
    for (let id = 0; id < this.#packages.size; id += 1) {
      const { versions, repositories, several, impact } = this.#rollup.package(id);
      if (repositories > 0) this.#add('package_current', [id, versions, repositories, several, impact]);
    }
    for (const { license, repositories, first } of this.#rollup.licenses(this.#licenses.size))
      this.#add('license_current', [license, repositories, first]);
    for (const { component, license, repositories, first } of this.#rollup.componentLicenses(this.#components.size))
      this.#add('component_license', [component, license, repositories, first]);
    for (const row of [...this.#variants.rows()].toSorted(
      by((item) => String(item.component).padStart(10, '0') + item.kind + item.value),
    ))
      this.#add('variant', [row.component, row.kind, row.value, row.repositories, row.example]);
  }
}

interface UsageContext {
  readonly id: number;
  readonly weight: number;
  readonly projects: readonly number[];
  readonly components: readonly number[];
  readonly licenses: readonly number[];
  readonly months: MonthlyCounts;
}
