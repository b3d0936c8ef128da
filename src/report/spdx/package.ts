import type { Component, ComponentType, Hash, Origin } from '../../domain/component.ts';
import { factsText } from '../../domain/package-facts.ts';
import type { Project } from '../../domain/project.ts';
import type { ComponentStatement, Organization } from '../../domain/sbom-metadata.ts';
import { toReference } from '../cyclonedx/references.ts';
import { wellFormed } from '../findings/inert.ts';
import { spdxId } from './identifiers.ts';
import type { LicenseWriter } from './licenses.ts';

/** A package as SPDX 2.3 JSON writes it; the tag-value form is made from the same. */
export interface SpdxPackage {
  readonly name: string;
  readonly SPDXID: string;
  readonly versionInfo?: string;
  readonly supplier: string;
  readonly originator?: string;
  readonly packageFileName?: string;
  readonly downloadLocation: string;
  readonly filesAnalyzed: false;
  readonly checksums?: readonly { readonly algorithm: string; readonly checksumValue: string }[];
  readonly sourceInfo?: string;
  readonly licenseConcluded: string;
  readonly licenseDeclared: string;
  readonly licenseComments?: string;
  readonly copyrightText: string;
  readonly description?: string;
  readonly comment?: string;
  readonly externalRefs?: readonly {
    readonly referenceCategory: string;
    readonly referenceType: string;
    readonly referenceLocator: string;
  }[];
  readonly primaryPackagePurpose: string;
}

// SPDX 2.3, 7.24.
const PURPOSES: Readonly<Record<ComponentType, string>> = {
  library: 'LIBRARY',
  application: 'APPLICATION',
  framework: 'FRAMEWORK',
  container: 'CONTAINER',
  device: 'DEVICE',
  firmware: 'FIRMWARE',
  file: 'FILE',
  data: 'OTHER',
  'machine-learning-model': 'OTHER',
};

/** `SHA-512` is `SHA512` here; the names of SHA-3 and BLAKE stay (SPDX 2.3, 8.4). */
export function spdxAlgorithm(algorithm: Hash['algorithm']): string {
  return algorithm.replace(/^SHA-/, 'SHA');
}

export interface PackageContext {
  readonly project: Project | undefined;
  readonly licenses: LicenseWriter;
  readonly stated: Omit<ComponentStatement, 'package'> | undefined;
}

/** No files are analyzed, so there is no package verification code and no `licenseInfoFromFiles` (SPDX 2.3, 7.9 and 7.14). */
export function toPackage(component: Component, { project, licenses, stated }: PackageContext): SpdxPackage {
  const { id, version, purl, hashes, occurrences, description, resolution } = component;
  const { concluded, declared, comments } = licenses.ofComponent(component);
  const found = occurrences.map(({ path, line }) => (line === undefined ? path : `${path}:${line}`));
  const copyrights = (component.copyrights ?? []).map((item) => item.text);
  return {
    name: text(component.name === '' ? id : component.name),
    SPDXID: spdxId(id),
    ...(version !== undefined && (component.firstParty || resolution !== 'declared') && { versionInfo: text(version) }),
    supplier: toEntity(stated?.supplier) ?? 'NOASSERTION',
    ...(stated?.manufacturer !== undefined && { originator: toEntity(stated.manufacturer) ?? '' }),
    ...(stated?.filename !== undefined && { packageFileName: text(stated.filename) }),
    downloadLocation: downloadLocation(component.origins),
    filesAnalyzed: false,
    ...(hashes.length > 0 && {
      checksums: hashes.map(({ algorithm, value }) => ({ algorithm: spdxAlgorithm(algorithm), checksumValue: value })),
    }),
    ...(found.length > 0 && { sourceInfo: text(`found in ${found.join(', ')}`) }),
    licenseConcluded: concluded,
    licenseDeclared: declared,
    ...(comments !== undefined && { licenseComments: comments }),
    copyrightText: copyrights.length === 0 ? 'NOASSERTION' : wellFormed(copyrights.join('\n')),
    ...(description !== undefined && description.trim() !== '' && { description: wellFormed(description) }),
    comment: text(factsText(component, project)),
    ...(purl !== undefined && {
      externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }],
    }),
    primaryPackagePurpose: PURPOSES[component.type],
  };
}

// SPDX 2.3, 7.5: `Organization: name (email)`.
function toEntity(organization: Organization | undefined): string | undefined {
  if (organization === undefined) return undefined;
  const email = organization.contact.find((contact) => contact.email !== undefined)?.email;
  return `Organization: ${text(organization.name)}${email === undefined ? '' : ` (${email})`}`;
}

/** A URL, or the repository with its revision (SPDX 2.3, 7.7). */
export function downloadLocation(origins: readonly Origin[]): string {
  for (const origin of origins) {
    const reference = toReference(origin);
    if (reference === undefined || !/^(?:https?|ssh|git|svn|s?ftp):\/\//i.test(reference.url)) continue;
    if (origin.kind === 'download') return reference.url;
    const revision = origin.revision !== undefined && /^[\w./+-]+$/.test(origin.revision) ? `@${origin.revision}` : '';
    return `git+${reference.url.replace(/^git\+/, '').replace(/#.*$/, '')}${revision}`;
  }
  return 'NOASSERTION';
}

/** Text for a field of one line: well-formed, without line breaks and controls. */
export function text(value: string): string {
  return wellFormed(value).replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}
