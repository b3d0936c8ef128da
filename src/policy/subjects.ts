import { isInventoried, type Project } from '../domain/project.ts';
import { isProduction, SCOPES, type Scope } from '../domain/scope.ts';
import type { Component, Use } from '../domain/component.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { completeFacts, type FullFacts } from './facts.ts';
import type { Facts, Policy } from './model.ts';

/** One component as one project uses it. */
export interface ComponentUse {
  readonly component: Component;
  readonly project: Project;
  readonly use: Use;
  /** Facts per scope of the use, production scopes first. */
  readonly contexts: readonly { readonly scope: Scope; readonly facts: FullFacts }[];
}

/** Facts that the policy's defaults filled in, because neither the scan nor a context says them. */
export function assumedFacts(facts: FullFacts, project: Project, policy: Policy): string[] {
  const stated = completeFacts({ path: contextPath(project) }, policy.contexts, { distribution: 'unknown', linking: 'unknown' });
  return (['distribution', 'linking'] as const).filter((name) => stated[name] === 'unknown' && facts[name] !== undefined);
}

/** Every use that is judged: third-party components in projects that belong to the inventory. */
export function* componentUses(snapshot: Snapshot, policy: Policy): Generator<ComponentUse> {
  const projects = new Map(snapshot.projects.map((project) => [project.id, project]));
  const known = new Map<string, FullFacts>();
  // One object per distinct context: the judge remembers its verdicts by it.
  const factsOf = (project: Project, component: Component, use: Use, scope: Scope): FullFacts => {
    const modified = (component.patches?.length ?? 0) > 0;
    const key = `${project.id}\u0000${component.ecosystem}\u0000${scope}\u0000${String(use.direct)}\u0000${String(modified)}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const fixed: Facts = {
      path: contextPath(project),
      ecosystem: component.ecosystem,
      relationship: use.direct ? 'direct' : 'transitive',
      ...(modified && { modified }),
    };
    // A context may set the scope of a whole folder; it knows more of it than the lockfile.
    const facts = completeFacts(fixed, policy.contexts, { ...policy.defaults.context, scope });
    known.set(key, facts);
    return facts;
  };
  for (const component of snapshot.components) {
    if (component.firstParty) continue;
    for (const use of component.uses) {
      const project = projects.get(use.project);
      if (project === undefined || !isInventoried(project.role)) continue;
      const scopes = (use.scopes.length === 0 ? (['unknown'] as const) : use.scopes).toSorted(byWeight);
      yield {
        component,
        project,
        use,
        contexts: scopes.map((scope) => ({ scope, facts: factsOf(project, component, use, scope) })),
      };
    }
  }
}

/** The path that contexts and waivers are matched with: the project's own manifest, not a lockfile it shares. */
export function contextPath(project: Project): string {
  return project.manifest ?? project.path;
}

function byWeight(a: Scope, b: Scope): number {
  return Number(isProduction(b)) - Number(isProduction(a)) || SCOPES.indexOf(a) - SCOPES.indexOf(b);
}
