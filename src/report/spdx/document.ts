import type { Assembly } from '../../domain/assembly.ts';
import type { Component, ComponentId } from '../../domain/component.ts';
import { NO_METADATA, statementAbout, type Contact, type SbomMetadata } from '../../domain/sbom-metadata.ts';
import { by } from '../../domain/order.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { assertRenderable } from '../cyclonedx/checks.ts';
import { serialNumberOf } from '../cyclonedx/serial-number.ts';
import { contentOf } from '../json-text.ts';
import { LicenseWriter, type ExtractedLicense } from './licenses.ts';
import { text, toPackage, type SpdxPackage } from './package.ts';
import { relationships, type SpdxRelationship } from './relationships.ts';
import { rootComponent } from './root-component.ts';

/** An SPDX 2.3 document; both of its forms are written from this. */
export interface SpdxDocument {
  readonly spdxVersion: 'SPDX-2.3';
  readonly dataLicense: 'CC0-1.0';
  readonly SPDXID: 'SPDXRef-DOCUMENT';
  readonly name: string;
  readonly documentNamespace: string;
  readonly creationInfo: { readonly created: string; readonly creators: readonly string[]; readonly comment: string };
  readonly packages: readonly SpdxPackage[];
  readonly hasExtractedLicensingInfos: readonly ExtractedLicense[];
  readonly relationships: readonly SpdxRelationship[];
}

/** SPDX asks for a time where none is known: this one cannot be taken for one, and the comment says so. */
export const NO_TIME = '1970-01-01T00:00:00Z';

export interface SpdxOptions {
  readonly assembly?: Assembly;
  readonly metadata?: SbomMetadata;
}

export function toSpdxDocument(snapshot: Snapshot, { assembly, metadata = NO_METADATA }: SpdxOptions = {}): SpdxDocument {
  assertRenderable(snapshot);
  const root = rootComponent(snapshot, assembly);
  const projects = new Map(snapshot.projects.map((project) => [project.id, project]));
  const licenses = new LicenseWriter();
  const components: readonly Component[] = [root, ...snapshot.components.toSorted(by((component) => component.id))];
  const packages = components.map((component) =>
    toPackage(component, { project: projects.get(component.id), licenses, stated: statementAbout(component, metadata) }),
  );
  const { source } = snapshot;
  const document = {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: text(source.name),
    documentNamespace: '',
    creationInfo: {
      created: source.time === undefined ? NO_TIME : toSeconds(source.time),
      creators: [`Tool: ${source.scanner.name}-${source.scanner.version}`, ...metadata.authors.map(toCreator)],
      comment: commentOn(snapshot),
    },
    packages,
    hasExtractedLicensingInfos: licenses.extracted,
    relationships: [...relationships(snapshot, root.id, containedIn(snapshot, assembly))],
  } as const;
  return { ...document, documentNamespace: namespaceOf(document.name, serialNumberOf(contentOf(document))) };
}

// SPDX 2.3, 6.8: a person or an organization; an address alone is a person's.
function toCreator({ name, email }: Contact): string {
  return `Person: ${text(name ?? email ?? '')}${email === undefined ? '' : ` (${email})`}`;
}

/** What the root consists of: repositories of an organization, projects of a repository. */
export function containedIn(snapshot: Snapshot, assembly?: Assembly): readonly ComponentId[] {
  return assembly?.direct ?? snapshot.components.filter((component) => component.firstParty).map((component) => component.id);
}

// SPDX 2.3, 6.5: who has no site of their own may use this address; the UUID makes it unique.
export function namespaceOf(name: string, serialNumber: string): string {
  const readable = name.replaceAll(/[^A-Za-z0-9.]+/g, '-').slice(0, 80);
  return `https://spdx.org/spdxdocs/${readable}-${serialNumber.replace('urn:uuid:', '')}`;
}

/** SPDX 2.3, 6.9: `YYYY-MM-DDThh:mm:ssZ`, no fractions. */
export function toSeconds(time: string): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** How complete the document is, in words: SPDX 2.3 has no field for it. */
export function commentOn({ source, inputs, diagnostics }: Snapshot): string {
  const unread = inputs.filter(({ state }) => state === 'failed' || state === 'stale' || state === 'unsupported');
  const shown = unread.slice(0, 50).map(({ path, state }) => `${path} (${state})`);
  return text(
    [
      `made from lockfiles and manifests, not from a build; ${inputs.length} files seen, ${unread.length} not read completely`,
      ...(shown.length === 0 ? [] : [`${shown.join(', ')}${unread.length > shown.length ? ', …' : ''}`]),
      `${diagnostics.filter(({ severity }) => severity === 'error').length} errors`,
      `digest of the files read: ${source.treeDigest}`,
      ...(source.dirty ? ['with uncommitted changes'] : []),
      ...(source.time === undefined ? ['the time of creation is not known'] : []),
    ].join('; '),
  );
}
