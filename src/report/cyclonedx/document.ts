import * as Enums from '@cyclonedx/cyclonedx-library/Enums';
import * as Models from '@cyclonedx/cyclonedx-library/Models';
import { isSupportedSpdxId } from '@cyclonedx/cyclonedx-library/SPDX';
import type { Assembly } from '../../domain/assembly.ts';
import type { Component, ComponentId } from '../../domain/component.ts';
import { NO_METADATA, type SbomMetadata } from '../../domain/sbom-metadata.ts';
import { byCodeUnit, sortedUnique } from '../../domain/order.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { composeAggregates, type Composition } from './compositions.ts';
import { InventoryComponent, toModel, toProperties } from './model.ts';
import { toEntity } from './organization.ts';
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

export interface DraftOptions {
  readonly specVersion: SpecVersion;
  readonly metadata?: SbomMetadata;
  readonly assembly?: Assembly;
}

/** The document of a snapshot; the snapshot has been checked. */
export function draftBom(facts: Snapshot, { specVersion, metadata = NO_METADATA, assembly: given }: DraftOptions): BomDraft {
  const { snapshot, refOf } = withReadableRefs(facts);
  const assembly = given === undefined ? undefined : renameAssembly(given, refOf);
  const features = featuresOf(specVersion);
  const projects = new Map(snapshot.projects.map((project) => [project.id, project]));
  const components = snapshot.components.toSorted((a, b) => byCodeUnit(a.id, b.id));
  const root = rootRef(snapshot);
  const bom = new Models.Bom();
  describe(bom.metadata, { snapshot, root, metadata, kind: assembly?.root.kind });
  const compositions = composeAggregates(snapshot, root);
  const model = (component: Component): InventoryComponent =>
    toModel(component, {
      project: projects.get(component.id),
      features,
      metadata,
      link: assembly?.links.get(component.id),
    });
  const byId = new Map(components.map((component) => [component.id, component]));
  const nested = new Set([...(assembly?.parts.values() ?? [])].flat());
  return {
    bom,
    specVersion,
    features,
    dependencies: [
      {
        ref: root,
        dependsOn: assembly?.direct ?? components.filter((component) => component.firstParty).map((component) => component.id),
      },
      ...dependenciesOf(snapshot, components),
    ],
    compositions: withWhole(compositions),
    *components() {
      for (const component of components) {
        if (nested.has(component.id)) continue;
        const made = model(component);
        const parts = assembly?.parts.get(component.id) ?? [];
        if (parts.length > 0) made.parts = parts.flatMap((id) => byId.get(id) ?? []).map(model);
        yield made;
      }
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

// A document of which everything is complete says so as a whole, too: a statement without references is about all of it.
function withWhole(compositions: readonly Composition[]): readonly Composition[] {
  const isWhole = compositions.every((composition) => composition.aggregate === 'complete');
  return isWhole ? [...compositions, { aggregate: 'complete', assemblies: [], dependencies: [] }] : compositions;
}

function renameAssembly(assembly: Assembly, refOf: (id: ComponentId) => string): Assembly {
  return {
    ...assembly,
    direct: assembly.direct.map(refOf),
    parts: new Map([...assembly.parts].map(([id, parts]) => [refOf(id), parts.map(refOf)])),
    links: new Map([...assembly.links].map(([id, link]) => [refOf(id), link])),
  };
}

interface About {
  readonly snapshot: Snapshot;
  readonly root: string;
  readonly metadata: SbomMetadata;
  readonly kind: Assembly['root']['kind'] | undefined;
}

function describe(target: Models.Metadata, { snapshot, root, metadata, kind }: About): void {
  const { source } = snapshot;
  if (source.time !== undefined) target.timestamp = new Date(source.time);
  for (const phase of phasesOf(snapshot)) target.lifecycles.add(phase);
  const { name, version } = source.scanner;
  target.tools.components.add(new Models.Component(Enums.ComponentType.Application, name, { version }));
  for (const author of metadata.authors) target.authors.add(new Models.OrganizationalContact(author));
  if (metadata.manufacturer !== undefined) target.manufacture = toEntity(metadata.manufacturer);
  if (metadata.supplier !== undefined) target.supplier = toEntity(metadata.supplier);
  if (metadata.license !== undefined) {
    const { license } = metadata;
    target.licenses.add(isSupportedSpdxId(license) ? new Models.SpdxLicense(license) : new Models.NamedLicense(license));
  }
  const component = new InventoryComponent(Enums.ComponentType.Application, source.name, { bomRef: root });
  if (source.commit !== undefined) component.version = source.commit;
  if (metadata.supplier !== undefined) component.supplier = toEntity(metadata.supplier);
  const repository = source.repository === undefined ? undefined : toReference({ kind: 'vcs', url: source.repository });
  if (repository !== undefined) {
    component.externalReferences.add(new Models.ExternalReference(repository.url, Enums.ExternalReferenceType.VCS));
  }
  if (kind !== undefined) component.properties = toProperties([['licet:kind', kind]]);
  target.component = component;
  target.properties = toProperties(documentProperties(snapshot));
}

// Lockfiles and manifests say what a build will use, not what one used; an installed tree is what one left behind.
function phasesOf({ components }: Snapshot): readonly Enums.LifecyclePhase[] {
  const third = components.filter((component) => !component.firstParty);
  const installed = third.filter((component) => component.resolution === 'installed').length;
  return [
    ...(installed < third.length || third.length === 0 ? [Enums.LifecyclePhase.PreBuild] : []),
    ...(installed > 0 ? [Enums.LifecyclePhase.PostBuild] : []),
  ];
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
