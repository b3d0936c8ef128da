import * as Enums from '@cyclonedx/cyclonedx-library/Enums';
import * as Models from '@cyclonedx/cyclonedx-library/Models';
import type { Component } from '../../domain/component.ts';
import { byCodeUnit, sortedUnique } from '../../domain/order.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { composeAggregates, type Composition } from './compositions.ts';
import { InventoryComponent, toModel, toProperties } from './model.ts';
import { documentProperties } from './properties.ts';
import { withReadableRefs } from './readable-refs.ts';
import { toReference } from './references.ts';
import { featuresOf, type SpecFeatures, type SpecVersion } from './spec-version.ts';

/** What the normalizers write: the library's model of everything but the components, which are made one at a time. */
export interface BomDraft {
  readonly bom: Models.Bom;
  readonly specVersion: SpecVersion;
  readonly features: SpecFeatures;
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
  readonly compositions: readonly Composition[];
  /** A fresh model per component at every call: 50,000 of them at once would not fit beside the document. */
  components(): Iterable<InventoryComponent>;
}

/** The document of a snapshot; the snapshot has been checked. */
export function draftBom(facts: Snapshot, specVersion: SpecVersion): BomDraft {
  const snapshot = withReadableRefs(facts);
  const features = featuresOf(specVersion);
  const projects = new Map(snapshot.projects.map((project) => [project.id, project]));
  const components = snapshot.components.toSorted((a, b) => byCodeUnit(a.id, b.id));
  const root = rootRef(snapshot);
  const bom = new Models.Bom();
  describe(bom.metadata, snapshot, root);
  return {
    bom,
    specVersion,
    features,
    dependencies: [
      { ref: root, dependsOn: components.filter((component) => component.firstParty).map((component) => component.id) },
      ...dependenciesOf(snapshot, components),
    ],
    compositions: composeAggregates(snapshot, root),
    *components() {
      for (const component of components) yield toModel(component, projects.get(component.id), features);
    },
  };
}

// The repository itself: an application that consists of the projects in it. Nobody else's id starts like this;
// should one do so all the same, ours moves out of its way.
function rootRef(snapshot: Snapshot): string {
  const ids = new Set(snapshot.components.map((component) => component.id));
  let ref = `licet:repository:${snapshot.source.name}`;
  while (ids.has(ref)) ref += '~';
  return ref;
}

function describe(metadata: Models.Metadata, snapshot: Snapshot, root: string): void {
  const { source } = snapshot;
  if (source.time !== undefined) metadata.timestamp = new Date(source.time);
  // Lockfiles and manifests say what a build will use, not what one used.
  metadata.lifecycles.add(Enums.LifecyclePhase.PreBuild);
  const { name, version } = source.scanner;
  metadata.tools.components.add(new Models.Component(Enums.ComponentType.Application, name, { version }));
  const component = new InventoryComponent(Enums.ComponentType.Application, source.name, { bomRef: root });
  if (source.commit !== undefined) component.version = source.commit;
  const repository = source.repository === undefined ? undefined : toReference({ kind: 'vcs', url: source.repository });
  if (repository !== undefined) {
    component.externalReferences.add(new Models.ExternalReference(repository.url, Enums.ExternalReferenceType.VCS));
  }
  metadata.component = component;
  metadata.properties = toProperties(documentProperties(snapshot));
}

function* dependenciesOf(snapshot: Snapshot, components: readonly Component[]): Iterable<{ ref: string; dependsOn: string[] }> {
  const targets = new Map<string, string[]>();
  for (const { from, to } of snapshot.edges) {
    const known = targets.get(from);
    if (known === undefined) targets.set(from, [to]);
    else known.push(to);
  }
  for (const { id } of components) {
    yield { ref: id, dependsOn: sortedUnique(targets.get(id) ?? []).filter((target) => target !== id) };
  }
}
