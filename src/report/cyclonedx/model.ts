import * as Enums from '@cyclonedx/cyclonedx-library/Enums';
import * as Models from '@cyclonedx/cyclonedx-library/Models';
import type { Component, ComponentType, Hash, IdentityEvidence, Occurrence } from '../../domain/component.ts';
import type { BomLink } from '../../domain/assembly.ts';
import type { Project } from '../../domain/project.ts';
import { statementAbout, type SbomMetadata } from '../../domain/sbom-metadata.ts';
import { purlParts } from '../../domain/purl.ts';
import { concludedClaims, evidenceClaims, type LicenseClaim } from './license-claims.ts';
import { deliverableProperties } from './deliverable.ts';
import { toEnumAlgorithm } from './hash-algorithm.ts';
import { toEntity } from './organization.ts';
import { componentProperties, hasLongVersion, type NamedValue } from './properties.ts';
import { toReference } from './references.ts';
import { cycloneDxScope } from './scope.ts';
import type { SpecFeatures } from './spec-version.ts';

/** A component of the library's model with what that model has no field for; our normalizers write it. */
export class InventoryComponent extends Models.Component {
  /** All of them: the library's dictionary holds one per algorithm, a Python release has one per file. */
  allHashes: readonly Hash[] = [];
  occurrences: readonly Occurrence[] = [];
  patches: readonly string[] = [];
  identity: IdentityEvidence | undefined = undefined;
  manufacturer: Models.OrganizationalEntity | undefined = undefined;
  /** Components that stand inside it; made when they are written. */
  parts: Iterable<InventoryComponent> = [];
}

const TYPES: Readonly<Record<ComponentType, Enums.ComponentType>> = {
  library: Enums.ComponentType.Library,
  application: Enums.ComponentType.Application,
  framework: Enums.ComponentType.Framework,
  container: Enums.ComponentType.Container,
  device: Enums.ComponentType.Device,
  firmware: Enums.ComponentType.Firmware,
  file: Enums.ComponentType.File,
  data: Enums.ComponentType.Data,
  'machine-learning-model': Enums.ComponentType.MachineLearningModel,
};

const SCOPES = {
  required: Enums.ComponentScope.Required,
  optional: Enums.ComponentScope.Optional,
  excluded: Enums.ComponentScope.Excluded,
} as const;

const ACKNOWLEDGEMENTS = {
  declared: Enums.LicenseAcknowledgement.Declared,
  concluded: Enums.LicenseAcknowledgement.Concluded,
} as const;

const REFERENCES = {
  vcs: Enums.ExternalReferenceType.VCS,
  distribution: Enums.ExternalReferenceType.Distribution,
} as const;

/** What a component is written with besides itself. */
export interface ModelContext {
  readonly project?: Project | undefined;
  readonly features: SpecFeatures;
  readonly metadata: SbomMetadata;
  /** A document of its own. */
  readonly link?: BomLink | undefined;
}

/** A component of the snapshot in the library's terms. */
export function toModel(component: Component, { project, features, metadata, link }: ModelContext): InventoryComponent {
  const { group, name } = splitName(component);
  const model = new InventoryComponent(typeFor(component.type, features), name, { bomRef: component.id });
  if (group !== undefined) model.group = group;
  if (component.purl !== undefined) model.purl = component.purl;
  // Nothing says which version of a declared component is used: none is written.
  const hasVersion = component.resolution !== 'declared' && !hasLongVersion(component);
  if (component.version !== undefined && hasVersion) model.version = component.version;
  if (component.description !== undefined) model.description = component.description;
  const scope = cycloneDxScope(component);
  if (scope !== undefined) model.scope = SCOPES[scope];
  const stated = statementAbout(component, metadata);
  if (stated?.supplier !== undefined) model.supplier = toEntity(stated.supplier);
  if (stated?.manufacturer !== undefined && features.manufacturers) model.manufacturer = toEntity(stated.manufacturer);
  model.licenses = toLicenses(concludedClaims(component, features));
  const notices = (component.copyrights ?? []).map((statement) => statement.text);
  if (notices.length > 0) model.copyright = notices.join('\n');
  const found = evidenceClaims(component);
  model.evidence = new Models.ComponentEvidence({
    licenses: toLicenses(found),
    copyright: new Models.CopyrightRepository(notices),
  });
  model.externalReferences = toReferences(component, stated?.source, link);
  model.properties = toProperties([
    ...componentProperties(component, project),
    ...deliverableProperties(component, stated),
    ...(stated === undefined || component.firstParty
      ? []
      : [
          [
            'licet:stated',
            Object.keys(stated)
              .filter((key) => key !== 'package')
              .join(','),
          ] as const,
        ]),
    ...(features.modelTypes || model.type === TYPES[component.type] ? [] : [['licet:type', component.type] as const]),
  ]);
  model.allHashes = component.hashes;
  model.occurrences = component.occurrences;
  model.patches = component.patches ?? [];
  model.identity = component.identity;
  return model;
}

export function toProperties(pairs: readonly NamedValue[]): Models.PropertyRepository {
  return new Models.PropertyRepository(pairs.map(([name, value]) => new Models.Property(name, value)));
}

function typeFor(type: ComponentType, features: SpecFeatures): Enums.ComponentType {
  const isModelType = type === 'data' || type === 'machine-learning-model';
  return isModelType && !features.modelTypes ? Enums.ComponentType.File : TYPES[type];
}

// `@scope/name`, `group:artifact` and `vendor/package` are group and name. A Go module path is one name.
function splitName(component: Component): { group?: string; name: string } {
  const { name, purl } = component;
  const parts = purl === undefined ? undefined : purlParts(purl);
  if (parts?.namespace === undefined || parts.type === 'golang') return { name };
  const { namespace } = parts;
  const isGroup = name.startsWith(`${namespace}/`) || name.startsWith(`${namespace}:`);
  const rest = name.slice(namespace.length + 1);
  return isGroup && rest !== '' ? { group: namespace, name: rest } : { name };
}

function toLicenses(claims: readonly LicenseClaim[]): Models.LicenseRepository {
  return new Models.LicenseRepository(claims.map(toLicense));
}

function toLicense(claim: LicenseClaim): Models.License {
  const acknowledgement = claim.acknowledgement === undefined ? {} : { acknowledgement: ACKNOWLEDGEMENTS[claim.acknowledgement] };
  if (claim.kind === 'id') return new Models.SpdxLicense(claim.text, acknowledgement);
  if (claim.kind === 'name') return new Models.NamedLicense(claim.text, acknowledgement);
  // The constructor drops an acknowledgement in silence; the property does not.
  return Object.assign(new Models.LicenseExpression(claim.text), acknowledgement);
}

function toReferences(
  component: Component,
  source: string | undefined,
  link: BomLink | undefined,
): Models.ExternalReferenceRepository {
  const references = component.origins.flatMap((origin) => toReference(origin) ?? []);
  // Hashes are of the published archive: with one address there is no doubt which one.
  const isOnly = references.filter((reference) => reference.type === 'distribution').length === 1;
  const hashes = isOnly ? toHashes(component.hashes) : undefined;
  const written = references.map(
    ({ type, url, comment }) =>
      new Models.ExternalReference(url, REFERENCES[type], {
        ...(comment !== undefined && { comment }),
        ...(type === 'distribution' && hashes !== undefined && { hashes }),
      }),
  );
  if (source !== undefined) written.push(new Models.ExternalReference(source, REFERENCES.vcs, { comment: 'as stated' }));
  if (link !== undefined) {
    const sha256 = new Models.HashDictionary([[Enums.HashAlgorithm['SHA-256'], link.sha256]]);
    written.push(new Models.ExternalReference(link.url, Enums.ExternalReferenceType.BOM, { hashes: sha256 }));
  }
  return new Models.ExternalReferenceRepository(written);
}

// The dictionary holds one per algorithm; of several nobody knows which is of this file.
function toHashes(hashes: readonly Hash[]): Models.HashDictionary | undefined {
  const counts = new Map<string, number>();
  for (const { algorithm } of hashes) counts.set(algorithm, (counts.get(algorithm) ?? 0) + 1);
  const single = hashes.filter(({ algorithm }) => counts.get(algorithm) === 1);
  if (single.length === 0) return undefined;
  return new Models.HashDictionary(single.map(({ algorithm, value }) => [toEnumAlgorithm(algorithm), value]));
}
