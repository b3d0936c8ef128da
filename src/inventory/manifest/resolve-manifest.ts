import { closest } from '../../domain/closest.ts';
import { by, sortedUnique } from '../../domain/order.ts';
import {
  CRITICALITIES,
  DEFAULT_IMPACT,
  type Criticality,
  type OrgManifest,
  type OrgProduct,
  type OrgRepository,
} from './model.ts';
import { namesMatching } from './name-pattern.ts';
import { manifestProblem, type ManifestPath, type PlacelessProblem } from './problem.ts';
import { repositoryNameOf, urlProblem } from './repository-source.ts';
import type { WrittenManifest, WrittenRepository } from './schema.ts';

const FALLBACK = { criticality: 'medium', distribution: 'unknown' } as const;

/** Fills in names, memberships and defaults, and reports names that stand twice or for nothing. */
export function resolveManifest(written: WrittenManifest): { manifest: OrgManifest; problems: readonly PlacelessProblem[] } {
  const problems: PlacelessProblem[] = [];
  const names = nameRepositories(written.repositories, problems);
  const teams = uniqueNames(written.teams ?? [], 'teams', problems);
  const productNames = uniqueNames(written.products ?? [], 'products', problems);
  const products = (written.products ?? []).map((product) => toProduct(product, written.defaults));
  const members = membersOf(written, names, problems);
  const mentioned = { teams, products: productNames };
  const repositories = written.repositories.map((repository, index): OrgRepository => {
    const name = names[index] ?? '';
    checkMentions(repository, index, mentioned, problems);
    return toRepository(
      repository,
      { name, products: sortedUnique([...(repository.products ?? []), ...(members.get(name) ?? [])]) },
      products,
      written.defaults,
    );
  });
  const manifest: OrgManifest = {
    organization: written.organization,
    ...(written.store !== undefined && { store: written.store }),
    teams: (written.teams ?? []).map(({ name, contact }) => ({ name, ...(contact !== undefined && { contact }) })),
    products,
    repositories: repositories.toSorted(by((repository) => repository.name)),
    impact: {
      criticality: { ...DEFAULT_IMPACT.criticality, ...written.impact?.criticality },
      transitive: written.impact?.transitive ?? DEFAULT_IMPACT.transitive,
    },
  };
  return { manifest, problems };
}

function nameRepositories(repositories: readonly WrittenRepository[], problems: PlacelessProblem[]): readonly string[] {
  const seen = new Map<string, number>();
  return repositories.map((repository, index) => {
    const path: ManifestPath = ['repositories', index];
    const name = repository.name ?? repositoryNameOf(repository);
    const wrongUrl = repository.url === undefined ? undefined : urlProblem(repository.url);
    if (wrongUrl !== undefined) problems.push(manifestProblem('ORG001', wrongUrl.message, [...path, 'url'], wrongUrl.hint));
    if (repository.path === undefined && repository.url === undefined && repository.excluded === undefined) {
      const hint = 'add `path` or `url`, or `excluded` with the reason why nobody looks at it';
      problems.push(manifestProblem('ORG001', 'this repository has neither `path` nor `url`', path, hint));
    } else if (name === undefined && wrongUrl === undefined)
      problems.push(manifestProblem('ORG001', 'this repository has no name', path, 'add `name`'));
    const key = (name ?? '').toLowerCase();
    const first = seen.get(key);
    if (first !== undefined && name !== undefined)
      problems.push(
        manifestProblem(
          'ORG002',
          `the repository \`${name}\` stands twice`,
          [...path, 'name'],
          'give one of them another `name`',
        ),
      );
    seen.set(key, index);
    return name ?? '';
  });
}

function uniqueNames(items: readonly { name: string }[], list: string, problems: PlacelessProblem[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [index, { name }] of items.entries()) {
    if (names.has(name))
      problems.push(manifestProblem('ORG002', `\`${name}\` stands twice in \`${list}\``, [list, index, 'name']));
    names.add(name);
  }
  return names;
}

function membersOf(
  written: WrittenManifest,
  names: readonly string[],
  problems: PlacelessProblem[],
): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  for (const [index, product] of (written.products ?? []).entries()) {
    for (const [place, pattern] of (product.repositories ?? []).entries()) {
      const found = namesMatching(pattern, names);
      if (found.length === 0)
        problems.push(unknownName('repository', pattern, names, ['products', index, 'repositories', place]));
      for (const name of found) members.set(name, [...(members.get(name) ?? []), product.name]);
    }
  }
  return members;
}

function checkMentions(
  repository: WrittenRepository,
  index: number,
  { teams, products }: { readonly teams: ReadonlySet<string>; readonly products: ReadonlySet<string> },
  problems: PlacelessProblem[],
): void {
  const at: ManifestPath = ['repositories', index];
  if (repository.team !== undefined && !teams.has(repository.team))
    problems.push(unknownName('team', repository.team, [...teams], [...at, 'team']));
  for (const [place, product] of (repository.products ?? []).entries())
    if (!products.has(product)) problems.push(unknownName('product', product, [...products], [...at, 'products', place]));
}

function unknownName(kind: string, name: string, known: readonly string[], path: ManifestPath): PlacelessProblem {
  const near = closest(name, known);
  return manifestProblem(
    'ORG003',
    `there is no ${kind} \`${name}\` in this manifest`,
    path,
    near === undefined ? undefined : `did you mean \`${near}\`?`,
  );
}

type Defaults = WrittenManifest['defaults'];

function toProduct(product: NonNullable<WrittenManifest['products']>[number], defaults: Defaults): OrgProduct {
  const team = product.team ?? defaults?.team;
  return {
    name: product.name,
    criticality: product.criticality ?? defaults?.criticality ?? FALLBACK.criticality,
    distribution: product.distribution ?? defaults?.distribution ?? FALLBACK.distribution,
    ...(team !== undefined && { team }),
  };
}

function toRepository(
  { path, url, branch, archived, excluded, roles, ...written }: WrittenRepository,
  { name, products }: { readonly name: string; readonly products: readonly string[] },
  known: readonly OrgProduct[],
  defaults: Defaults,
): OrgRepository {
  const parents = products.length === 0 ? [] : known.filter((product) => products.includes(product.name));
  const team = written.team ?? parents.find((product) => product.team !== undefined)?.team ?? defaults?.team;
  return {
    name,
    ...(path !== undefined && { path }),
    ...(url !== undefined && { url }),
    ...(branch !== undefined && { branch }),
    ...(team !== undefined && { team }),
    products,
    criticality:
      written.criticality ??
      highest(parents.map((product) => product.criticality)) ??
      defaults?.criticality ??
      FALLBACK.criticality,
    distribution: written.distribution ?? parents[0]?.distribution ?? defaults?.distribution ?? FALLBACK.distribution,
    archived: archived ?? false,
    ...(excluded !== undefined && { excluded }),
    roles: roles ?? [],
  };
}

function highest(criticalities: readonly Criticality[]): Criticality | undefined {
  return CRITICALITIES.toReversed().find((criticality) => criticalities.includes(criticality));
}
