import type { Occurrence } from '../../domain/component.ts';
import type { Scope } from '../../domain/scope.ts';
import type { FirstPartyPackage, LockedEdge, LockedPackage } from '../../domain/read-result.ts';
import { directoryOf } from '../../domain/path.ts';
import { mavenPurl } from './artifact-type.ts';
import type { Collected, Link, ResolvedArtifact } from './collect.ts';
import { declaredPlaces } from './declared-places.ts';
import type { Model } from './model.ts';
import { isUnresolved } from './interpolate.ts';
import { optionalArtifacts, resolvedScopes } from './resolved-scopes.ts';

export interface BuildPackages {
  readonly packages: readonly LockedPackage[];
  readonly edges: readonly LockedEdge[];
}

/** The project of a POM of the tree. */
export function toProject(model: Model, key: string): FirstPartyPackage {
  const { path } = model.place;
  return {
    kind: 'first-party',
    key,
    path: directoryOf(path),
    name: `${model.groupId}:${model.artifactId}`,
    ...(model.version !== undefined && !isUnresolved(model.version) && { version: model.version }),
    ...(model.description !== undefined && { description: model.description }),
    type: model.packaging === 'war' || model.packaging === 'ear' ? 'application' : 'library',
    manifest: path,
    occurrences: [{ path, line: model.line }],
    licenses: model.licenses,
  };
}

/**
 * One build as packages and edges. Keys hold the project, for each project of a reactor resolves on its own: what one
 * has in version 1 may be 2 in another, below the same parent.
 */
export function toPackages(root: Model, collected: Collected): BuildPackages {
  const project = root.place.path;
  const scopes = resolvedScopes(collected);
  const optional = optionalArtifacts(collected);
  const keys = new Map<string, string>();
  const packages: LockedPackage[] = [toProject(root, project)];
  const declared = new Map(collected.direct.map((link) => [link.to, link]));
  const places = declaredPlaces(root, collected);
  for (const artifact of collected.artifacts.values()) {
    const key = `${project}\n${artifact.id}`;
    const made = toPackage(artifact, {
      key,
      project,
      link: declared.get(artifact.id),
      occurrence: places.get(artifact.id),
      scope: toScope(scopes.get(artifact.id) ?? 'compile', optional.has(artifact.id)),
    });
    if (made === undefined) continue;
    if (made.kind === 'first-party' && made.path === directoryOf(project) && made.manifest === project) {
      keys.set(artifact.id, project);
      continue;
    }
    keys.set(artifact.id, key);
    packages.push(made);
  }
  const edges: LockedEdge[] = [];
  const connect = (from: string, fromScope: string | undefined, links: readonly Link[]): void => {
    for (const link of links) {
      const to = keys.get(link.to);
      if (to === undefined || to === from) continue;
      const target = collected.artifacts.get(link.to);
      const scope = edgeScope(fromScope, scopes.get(link.to), link);
      const requirement = link.dependency.version;
      const isOther = requirement !== undefined && requirement !== target?.version;
      edges.push({ from, to, scope, ...(isOther && { requirement }) });
    }
  };
  connect(project, undefined, collected.direct);
  for (const artifact of collected.artifacts.values()) {
    const from = keys.get(artifact.id);
    if (from !== undefined && from !== project) connect(from, scopes.get(artifact.id), artifact.links);
  }
  return { packages, edges };
}

interface Context {
  readonly key: string;
  readonly project: string;
  /** The declaration of the project itself, when there is one. */
  readonly link: Link | undefined;
  readonly occurrence: Occurrence | undefined;
  readonly scope: Scope;
}

function toPackage(artifact: ResolvedArtifact, { key, project, link, occurrence, scope }: Context): LockedPackage | undefined {
  if (artifact.model?.place.root === 'tree') return { ...toProject(artifact.model, key), seenFrom: project };
  const { name, version, model } = artifact;
  if ([name.groupId, name.artifactId, name.extension, name.classifier].some(isUnresolved)) return undefined;
  const purl = mavenPurl(name, version);
  if (purl === undefined) return undefined;
  const requirement = link?.dependency.version;
  return {
    kind: 'third-party',
    key,
    purl,
    name: `${name.groupId}:${name.artifactId}`,
    resolution: version === undefined ? 'declared' : 'locked',
    occurrences: occurrence === undefined ? [] : [occurrence],
    ...(model?.description !== undefined && { description: model.description }),
    ...(model !== undefined && model.licenses.length > 0 && { licenses: model.licenses }),
    ...(version === undefined && requirement !== undefined && { requirement }),
    stated: { project, scopes: [scope], resolved: true },
  };
}

function toScope(scope: string, optional: boolean): Scope {
  if (scope === 'test') return 'test';
  if (scope === 'provided' || scope === 'system') return 'provided';
  return optional ? 'optional' : 'runtime';
}

// As the project or the dependent states it, in the words of this build; a test edge of a dependency would lead nowhere, so
// what a test dependency needs for its work is `runtime` to it.
function edgeScope(from: string | undefined, to: string | undefined, link: Link): Scope {
  const scope = toScope(to ?? link.scope, from === undefined && link.optional);
  return scope === 'test' && from === 'test' ? 'runtime' : scope;
}
