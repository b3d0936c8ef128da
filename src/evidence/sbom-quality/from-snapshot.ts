import type { Component } from '../../domain/component.ts';
import { deliverableOf } from '../../domain/deliverable.ts';
import type { LicenseConclusion } from '../../domain/license.ts';
import { NO_METADATA, statementAbout, type SbomMetadata } from '../../domain/sbom-metadata.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import type { ScoredComponent, ScoredDocument } from './subject.ts';

/** The facts of a snapshot and what was stated about it: what an SBOM made of them can say, and no more. */
export function fromSnapshot(snapshot: Snapshot, metadata: SbomMetadata = NO_METADATA): ScoredDocument {
  const { source, components, edges } = snapshot;
  const needs = new Map<string, string[]>(components.map((component) => [component.id, []]));
  for (const { from, to } of edges) needs.get(from)?.push(to);
  const root = `licet:root:${source.name}`;
  needs.set(
    root,
    components.filter((component) => component.firstParty).map((component) => component.id),
  );
  return {
    format: { name: 'licet-snapshot', version: '1' },
    authors: metadata.authors.map((author) => ({ isNamed: true, isReachable: author.email !== undefined })),
    timestamp: source.time,
    tools: [source.scanner],
    context: ['pre-build'],
    identity: `sha256:${source.treeDigest}`,
    hasVulnerabilities: false,
    primary: { id: root, name: source.name, version: source.commit },
    components: components.map((component) => toComponent(component, metadata)),
    dependencies: needs,
    completeness: new Map([...needs.keys()].map((id) => [id, 1])),
  };
}

function toComponent(component: Component, metadata: SbomMetadata): ScoredComponent {
  const { id, name, purl, hashes, origins } = component;
  const stated = statementAbout(component, metadata);
  const downloads = origins.filter((origin) => origin.kind === 'download').length;
  const organizations = [stated?.manufacturer, stated?.supplier].filter((one) => one !== undefined);
  return {
    id,
    name,
    version: component.resolution === 'declared' ? undefined : component.version,
    purl,
    hasOtherId: false,
    hashes: hashes.map((hash) => hash.algorithm),
    deliveredHashes: downloads === 1 ? hashes.map((hash) => hash.algorithm) : [],
    hasSupplier: organizations.length > 0,
    isCreatorReachable: organizations.some(
      (one) => one.url.length > 0 || one.contact.some((contact) => contact.email !== undefined),
    ),
    concludedLicense:
      component.concluded.status === 'concluded' && isExamined(component.concluded) ? component.concluded.expression : undefined,
    declaredLicense: component.declared.status === 'concluded' ? component.declared.expression : undefined,
    hasCopyright: (component.copyrights ?? []).length > 0,
    hasSourceUrl: stated?.source !== undefined || origins.some((origin) => origin.kind === 'vcs'),
    hasDownloadUrl: downloads > 0,
    bsi: new Map(Object.entries(deliverableOf(component, stated)).map(([key, value]) => [key, String(value)])),
  };
}

// A conclusion that only repeats a declaration is a declaration.
function isExamined(conclusion: Extract<LicenseConclusion, { status: 'concluded' }>): boolean {
  return conclusion.rule !== 'declared' && conclusion.rule !== 'declared-list';
}
