import type { Assembly } from '../../domain/assembly.ts';
import type { ComponentId } from '../../domain/component.ts';
import { by } from '../../domain/order.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { assertRenderable } from '../cyclonedx/checks.ts';
import { serialNumberOf } from '../cyclonedx/serial-number.ts';
import { renderJsonRecord } from '../json-text.ts';
import { renderSnapshot } from '../snapshot.ts';
import { NO_METADATA, statementAbout, type SbomMetadata } from '../../domain/sbom-metadata.ts';
import { AgentElements } from './agents.ts';
import { commentOn, containedIn, namespaceOf, NO_TIME, toSeconds, type SpdxOptions } from '../spdx/document.ts';
import { spdxId } from '../spdx/identifiers.ts';
import { text } from '../spdx/package.ts';
import { rootComponent } from '../spdx/root-component.ts';
import { dependencyElements } from './dependencies.ts';
import { CREATION_INFO, element, toSoftwarePackage, type Element } from './elements.ts';
import { LicenseElements } from './license-elements.ts';

/** An SPDX 3.0.1 document (profiles core, software, simpleLicensing) as JSON-LD, in pieces of one element. */
export function renderSpdx3Json(snapshot: Snapshot, { assembly, metadata = NO_METADATA }: SpdxOptions = {}): Iterable<string> {
  assertRenderable(snapshot);
  const serialNumber = serialNumberOf(identityOf(snapshot, assembly, metadata));
  const graph = [...elements({ snapshot, assembly, metadata }, namespaceOf(text(snapshot.source.name), serialNumber))];
  return renderJsonRecord({ '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': graph });
}

// What decides the content: ids hold the number, so it cannot be made of the document itself.
function* identityOf(snapshot: Snapshot, assembly: Assembly | undefined, metadata: SbomMetadata): Iterable<string> {
  yield `SPDX-3.0.1 ${assembly?.root.kind ?? ''} ${JSON.stringify(metadata)}\n`;
  yield* renderSnapshot(snapshot);
}

interface Content {
  readonly snapshot: Snapshot;
  readonly assembly: Assembly | undefined;
  readonly metadata: SbomMetadata;
}

function* elements({ snapshot, assembly, metadata }: Content, namespace: string): Iterable<Element> {
  const { source } = snapshot;
  const root = rootComponent(snapshot, assembly);
  const idOf = (id: ComponentId): string => `${namespace}#${spdxId(id)}`;
  const agents = new AgentElements(namespace);
  const tool = `${namespace}#tool`;
  const sbom = `${namespace}#sbom`;
  const licenses = new LicenseElements(namespace);
  const projects = new Map(snapshot.projects.map((project) => [project.id, project]));
  const scanner = { name: `${source.scanner.name} ${source.scanner.version}` };
  yield {
    type: 'CreationInfo',
    '@id': CREATION_INFO,
    specVersion: '3.0.1',
    created: source.time === undefined ? NO_TIME : toSeconds(source.time),
    createdBy:
      metadata.authors.length > 0 ? metadata.authors.map((author) => agents.ofAuthor(author)) : [agents.ofTool(scanner.name)],
    createdUsing: [tool],
  };
  yield element('Tool', tool, scanner);
  yield element('SpdxDocument', `${namespace}#document`, {
    name: text(source.name),
    comment: commentOn(snapshot),
    dataLicense: licenses.idOf('CC0-1.0'),
    profileConformance: ['core', 'software', 'simpleLicensing'],
    rootElement: [sbom],
  });
  // Lockfiles and manifests are sources: they say what a build will use (Software/SbomType).
  yield element('software_Sbom', sbom, { rootElement: [idOf(root.id)], software_sbomType: ['source'] });
  for (const component of [root, ...snapshot.components.toSorted(by((one) => one.id))]) {
    const id = idOf(component.id);
    const stated = statementAbout(component, metadata);
    const made = {
      ...(stated?.supplier !== undefined && { suppliedBy: agents.ofOrganization(stated.supplier) }),
      ...(stated?.manufacturer !== undefined && { originatedBy: [agents.ofOrganization(stated.manufacturer)] }),
    };
    yield toSoftwarePackage(component, id, { project: projects.get(component.id), agents: made });
    yield* licenses.relationsOf(component, id);
  }
  const contained = containedIn(snapshot, assembly).map(idOf);
  if (contained.length > 0) {
    yield element('Relationship', `${idOf(root.id)}-contains`, {
      from: idOf(root.id),
      relationshipType: 'contains',
      to: contained,
    });
  }
  yield* dependencyElements(snapshot, root.id, idOf);
  yield* licenses.elements();
  yield* agents.elements();
}
