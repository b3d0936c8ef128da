import { isInventoried, type Project } from '../domain/project.ts';
import { isProduction, SCOPES, type Scope } from '../domain/scope.ts';
import type { Component, Use } from '../domain/component.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { completeFacts, usualLinking, type FullFacts } from './facts.ts';
import type { Facts, Policy } from './model.ts';

/** One component as one project uses it. */
export interface ComponentUse {
  readonly component: Component;
  readonly project: Project;
  readonly use: Use;
  /** Facts per scope of the use, production scopes first. */
  readonly contexts: readonly { readonly scope: Scope; readonly facts: FullFacts }[];
}

/** Facts that nobody stated: the policy's defaults, or what is usual in the ecosystem, filled them in. */
export function assumedFacts(facts: FullFacts, project: Project, policy: Policy): string[] {
  const stated = completeFacts({ path: contextPath(project) }, policy.contexts, { distribution: 'unknown', linking: 'unknown' });
  const usual = policy.defaults.context.linking === undefined ? usualLinking(facts.ecosystem).linking : undefined;
  return (['distribution', 'linking'] as const).flatMap((name) => {
    if (stated[name] !== 'unknown') return [];
    return name === 'linking' && usual !== undefined ? [`linking ${usual} (usual for ${facts.ecosystem ?? ''})`] : [name];
  });
}

/** Every use that is judged: third-party components in projects that belong to the inventory. */
export function* componentUses(snapshot: Snapshot, policy: Policy): Generator<ComponentUse> {
  const projects = new Map(
    snapshot.projects
      .filter((project) => isInventoried(project.role))
      .map((project) => [project.id, { project, known: new Map<string, Map<string, Contexts[]>>() }]),
  );
  for (const component of snapshot.components) {
    if (component.firstParty) continue;
    for (const use of component.uses) {
      const owner = projects.get(use.project);
      if (owner === undefined) continue;
      const modified = (component.patches?.length ?? 0) > 0;
      const known = roomFor(owner.known, { component, use });
      const place = Number(use.direct) + 2 * Number(modified);
      const contexts = (known[place] ??= contextsOf({ component, project: owner.project, use }, policy));
      yield { component, project: owner.project, use, contexts };
    }
  }
}

type Contexts = ComponentUse['contexts'];

// One object per distinct context: the judge remembers its verdicts by it. Found without a text being put together, since
// this is asked for every use of every package.
function roomFor(
  known: Map<string, Map<string, Contexts[]>>,
  { component: { ecosystem }, use: { scopes } }: Pick<ComponentUse, 'component' | 'use'>,
): Contexts[] {
  const [only, second] = scopes;
  const key = only !== undefined && second === undefined ? only : scopes.join();
  let ofEcosystem = known.get(ecosystem);
  if (ofEcosystem === undefined) known.set(ecosystem, (ofEcosystem = new Map()));
  let room = ofEcosystem.get(key);
  if (room === undefined) ofEcosystem.set(key, (room = []));
  return room;
}

function contextsOf({ component, project, use }: Omit<ComponentUse, 'contexts'>, policy: Policy): Contexts {
  const fixed: Facts = {
    path: contextPath(project),
    ecosystem: component.ecosystem,
    relationship: use.direct ? 'direct' : 'transitive',
    ...((component.patches?.length ?? 0) > 0 && { modified: true }),
  };
  const scopes = (use.scopes.length === 0 ? (['unknown'] as const) : use.scopes).toSorted(byWeight);
  // A context may set the scope of a whole folder; it knows more of it than the lockfile.
  return scopes.map((scope) => {
    // Nobody knows what it is for: then the policy's default speaks, as for every missing fact.
    const known = scope === 'unknown' ? (policy.defaults.context.scope ?? scope) : scope;
    const defaults = { ...usualLinking(component.ecosystem), ...policy.defaults.context, scope: known };
    return { scope, facts: completeFacts(fixed, policy.contexts, defaults) };
  });
}

/** The path that contexts and waivers are matched with: the project's own manifest, not a lockfile it shares. */
export function contextPath(project: Project): string {
  return project.manifest ?? project.path;
}

function byWeight(a: Scope, b: Scope): number {
  return Number(isProduction(b)) - Number(isProduction(a)) || SCOPES.indexOf(a) - SCOPES.indexOf(b);
}
