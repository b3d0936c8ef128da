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
  for (let round = 0; ; round += 1) {
    const attempt = collectOnce(root, { builder, repository, constraints, management: rootManagement(root) });
    const broken = brokenConstraints(attempt);
    if (broken.length === 0 || round >= ROUND_LIMIT) return attempt.collected;
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
  readonly management: RootManagement;
}

interface Attempt {
  readonly collected: Collected;
  readonly seen: ReadonlyMap<string, readonly VersionConstraint[]>;
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
  const direct: Link[] = [];
  const queue: Waiting[] = [{ model: root, depth: 0, exclusions: NO_EXCLUSIONS, links: direct }];
  for (const { model, depth, exclusions, links } of queue) {
    for (const stated of model.dependencies) {
      if (isExcluded(exclusions, stated.groupId, stated.artifactId)) continue;
      if (depth > 0 && (stated.scope === 'test' || stated.scope === 'provided' || stated.optional === true)) continue;
      const dependency = depth === 0 ? context.management.ofDirect(stated) : context.management.ofTransitive(stated);
      const target = toTarget(dependency, context);
      const { id } = target;
      links.push({ to: id, scope: dependency.scope ?? 'compile', optional: dependency.optional === true, dependency });
      if (target.constraint?.kind === 'hard') note(seen, id, target.constraint);
      if (artifacts.has(id) || !isAcceptable(target.version, context.constraints.get(id))) continue;
      const own: Link[] = [];
      artifacts.set(id, { ...target, links: own });
      const followed = dependency.scope !== 'system' && artifactType(dependency.type).selfContained !== true;
      if (target.model === undefined || !followed || isSameProject(target.model, root)) continue;
      const below = withExclusions(exclusions, dependency.exclusions);
      queue.push({ model: target.model, depth: depth + 1, exclusions: below, links: own });
    }
  }
  return { collected: { direct, artifacts }, seen, context };
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

interface Target extends Omit<ResolvedArtifact, 'links'> {
  readonly constraint?: VersionConstraint;
}

const RELOCATION_LIMIT = 16;

function toTarget(dependency: ModelDependency, context: CollectContext, name = artifactName(dependency), step = 0): Target {
  const id = artifactId(name);
  const { version: requirement } = dependency;
  const { version, constraint } = chooseVersion(name, requirement, context.constraints.get(id) ?? [], context.repository);
  const source = context.builder.find(name.groupId, name.artifactId, version ?? requirement ?? '');
  const model = source === undefined || dependency.scope === 'system' ? undefined : context.builder.build(source);
  const moved = model?.place.root === 'tree' || step >= RELOCATION_LIMIT ? undefined : model?.relocation;
  if (moved !== undefined) {
    const { groupId = name.groupId, artifactId: movedId = name.artifactId } = moved;
    const next = moved.version ?? version;
    const elsewhere = { ...dependency, ...(next !== undefined && { version: next }) };
    return toTarget(elsewhere, context, { ...name, groupId, artifactId: movedId }, step + 1);
  }
  return {
    id,
    name,
    ...(version !== undefined && { version }),
    ...(model !== undefined && { model }),
    ...(constraint !== undefined && { constraint }),
  };
}
