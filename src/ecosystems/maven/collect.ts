import { artifactId, artifactName, artifactType, type ArtifactName } from './artifact-type.ts';
import { chooseVersion } from './choose-version.ts';
import { isExcluded, NO_EXCLUSIONS, withExclusions, type Exclusions } from './exclusions.ts';
import type { PomRepository } from './local-repository.ts';
import { rootManagement, type RootManagement } from './management.ts';
import type { Model, ModelDependency } from './model.ts';
import type { ModelBuilder } from './model-builder.ts';
import { satisfies, type VersionConstraint } from './version-constraint.ts';

/** One artifact of a resolved build, in the one version that the build has of it. */
export interface ResolvedArtifact {
  readonly id: string;
  readonly name: ArtifactName;
  /** Absent: nothing at hand says which one. */
  readonly version?: string;
  /** The model of its POM; absent when the POM is not at hand. */
  readonly model?: Model;
  readonly links: readonly Link[];
}

/** A dependency that counts in this build, and the artifact that it came to. */
export interface Link {
  readonly to: string;
  readonly scope: string;
  /** The project manages that scope, so it holds whatever the scope of the dependent is. */
  readonly scopeManaged: boolean;
  readonly optional: boolean;
  readonly dependency: ModelDependency;
}

export interface Collected {
  readonly direct: readonly Link[];
  readonly artifacts: ReadonlyMap<string, ResolvedArtifact>;
}

/** More rounds than a build that resolves at all ever takes. */
const ROUND_LIMIT = 24;

/**
 * Resolves what a project depends on as Maven 3 does: of each artifact the nearest declaration counts, of two equally
 * near ones the first; version ranges must hold, and a declaration that breaks one gives way to the next.
 */
export function collect(root: Model, builder: ModelBuilder, repository: PomRepository | undefined): Collected {
  const constraints = new Map<string, readonly VersionConstraint[]>();
  const aliases = new Map<string, string>();
  const management = rootManagement(root);
  for (let round = 0; ; round += 1) {
    const attempt = collectOnce(root, { builder, repository, constraints, aliases, management });
    const broken = brokenConstraints(attempt);
    const moved = attempt.moved.filter(([from, to]) => join(aliases, from, to));
    if ((broken.length === 0 && moved.length === 0) || round >= ROUND_LIMIT) return attempt.collected;
    if (moved.length > 0) continue;
    for (const [id, seen] of broken) {
      // Ranges that contradict each other: Maven fails, and the nearest declaration is the best answer left.
      constraints.set(id, constraints.has(id) ? [] : seen);
    }
  }
}

interface CollectContext {
  readonly builder: ModelBuilder;
  readonly repository: PomRepository | undefined;
  readonly constraints: ReadonlyMap<string, readonly VersionConstraint[]>;
  /** Artifacts that were moved count as the one that they became (`ConflictMarker`). */
  readonly aliases: ReadonlyMap<string, string>;
  readonly management: RootManagement;
}

interface Attempt {
  readonly collected: Collected;
  readonly seen: ReadonlyMap<string, readonly VersionConstraint[]>;
  readonly moved: readonly (readonly [from: string, to: string])[];
  readonly context: CollectContext;
}

interface Waiting {
  readonly model: Model;
  readonly depth: number;
  readonly exclusions: Exclusions;
  readonly links: Link[];
}

// Breadth first, left to right: whoever comes first to an artifact is the nearest. Only winners are followed, for what
// a losing declaration would need does not count (`ConflictResolver` with `NearestVersionSelector`).
function collectOnce(root: Model, context: CollectContext): Attempt {
  const artifacts = new Map<string, ResolvedArtifact>();
  const seen = new Map<string, VersionConstraint[]>();
  const moved: [from: string, to: string][] = [];
  const direct: Link[] = [];
  const queue: Waiting[] = [{ model: root, depth: 0, exclusions: NO_EXCLUSIONS, links: direct }];
  for (const { model, depth, exclusions, links } of queue) {
    for (const stated of model.dependencies) {
      const target = toTarget(stated, { depth, exclusions, context });
      if (target === undefined) continue;
      const { artifact, dependency, constraint, scopeManaged } = target;
      const { id } = artifact;
      for (const from of target.movedFrom) moved.push([from, id]);
      const scope = dependency.scope ?? 'compile';
      links.push({ to: id, scope, scopeManaged, optional: dependency.optional === true, dependency });
      if (constraint?.kind === 'hard') note(seen, id, constraint);
      if (artifacts.has(id) || !isAcceptable(artifact.version, context.constraints.get(id))) continue;
      const own: Link[] = [];
      artifacts.set(id, { ...artifact, links: own });
      const followed = dependency.scope !== 'system' && artifactType(dependency.type).selfContained !== true;
      if (artifact.model === undefined || !followed || isSameProject(artifact.model, root)) continue;
      const below = withExclusions(exclusions, dependency.exclusions);
      queue.push({ model: artifact.model, depth: depth + 1, exclusions: below, links: own });
    }
  }
  return { collected: { direct, artifacts }, seen, moved, context };
}

function representative(aliases: ReadonlyMap<string, string>, id: string): string {
  let found = id;
  for (let next = aliases.get(found); next !== undefined; next = aliases.get(found)) found = next;
  return found;
}

/** True when they were two until now. */
function join(aliases: Map<string, string>, from: string, to: string): boolean {
  const [first, second] = [representative(aliases, from), representative(aliases, to)];
  if (first === second) return false;
  aliases.set(first, second);
  return true;
}

function note(seen: Map<string, VersionConstraint[]>, id: string, constraint: VersionConstraint): void {
  const known = seen.get(id);
  if (known === undefined) seen.set(id, [constraint]);
  else known.push(constraint);
}

function isAcceptable(version: string | undefined, constraints: readonly VersionConstraint[] = []): boolean {
  return version === undefined || constraints.every((constraint) => satisfies(version, constraint));
}

function isSameProject(model: Model, root: Model): boolean {
  return model.place.root === root.place.root && model.place.path === root.place.path;
}

function brokenConstraints({ collected, seen, context }: Attempt): [id: string, seen: readonly VersionConstraint[]][] {
  return [...seen].filter(([id, constraints]) => {
    const given = context.constraints.get(id);
    if (given?.length === 0) return false;
    const winner = collected.artifacts.get(id);
    return winner === undefined || !isAcceptable(winner.version, constraints);
  });
}

interface Target {
  readonly artifact: Omit<ResolvedArtifact, 'links'>;
  /** As the project manages it. */
  readonly dependency: ModelDependency;
  readonly constraint?: VersionConstraint;
  readonly scopeManaged: boolean;
  readonly movedFrom: readonly string[];
}

interface Position {
  readonly depth: number;
  readonly exclusions: Exclusions;
  readonly context: CollectContext;
}

const RELOCATION_LIMIT = 16;

/** What a dependency comes to; `undefined` when it does not count here. What was moved is judged again by its new name. */
function toTarget(stated: ModelDependency, position: Position): Target | undefined {
  const { depth, exclusions, context } = position;
  let next = stated;
  let keepsVersion = false;
  const movedFrom: string[] = [];
  for (let step = 0; ; step += 1) {
    if (isExcluded(exclusions, next.groupId, next.artifactId)) return undefined;
    if (depth > 0 && (next.scope === 'test' || next.scope === 'provided' || next.optional === true)) return undefined;
    const managed = depth === 0 ? context.management.ofDirect(next) : context.management.ofTransitive(next);
    const dependency: ModelDependency =
      keepsVersion && next.version !== undefined ? { ...managed, version: next.version } : managed;
    const name = artifactName(dependency);
    const id = representative(context.aliases, artifactId(name));
    const { version: requirement } = dependency;
    const { version, constraint } = chooseVersion(name, requirement, context.constraints.get(id) ?? [], context.repository);
    const source = context.builder.find(name.groupId, name.artifactId, version ?? requirement ?? '');
    const model = source === undefined || dependency.scope === 'system' ? undefined : context.builder.build(source);
    const moved = model?.place.root === 'tree' || step >= RELOCATION_LIMIT ? undefined : model?.relocation;
    if (moved === undefined) {
      return {
        artifact: { id, name, ...(version !== undefined && { version }), ...(model !== undefined && { model }) },
        dependency,
        ...(constraint !== undefined && { constraint }),
        scopeManaged: depth > 0 && context.management.managesScope(next),
        movedFrom,
      };
    }
    const { groupId = name.groupId, artifactId: movedId = name.artifactId } = moved;
    // Moved to another version of itself: that version is meant, whatever is managed.
    keepsVersion = groupId === name.groupId && movedId === name.artifactId;
    movedFrom.push(id);
    const target = moved.version ?? version;
    next = movedTo(dependency, groupId, movedId, target);
  }
}

function movedTo(dependency: ModelDependency, groupId: string, artifactId: string, version: string | undefined): ModelDependency {
  return { ...dependency, groupId, artifactId, ...(version !== undefined && { version }) };
}
