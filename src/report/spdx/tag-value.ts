import type { Snapshot } from '../../domain/snapshot.ts';
import { toSpdxDocument, type SpdxOptions } from './document.ts';
import type { SpdxPackage } from './package.ts';

/** An SPDX 2.3 document in tag-value form (annex and clauses 6 to 11), in pieces. */
export function* renderSpdxTagValue(snapshot: Snapshot, options: SpdxOptions = {}): Iterable<string> {
  const document = toSpdxDocument(snapshot, options);
  yield [
    tag('SPDXVersion', document.spdxVersion),
    tag('DataLicense', document.dataLicense),
    tag('SPDXID', document.SPDXID),
    tag('DocumentName', document.name),
    tag('DocumentNamespace', document.documentNamespace),
    ...document.creationInfo.creators.map((creator) => tag('Creator', creator)),
    tag('Created', document.creationInfo.created),
    block('CreatorComment', document.creationInfo.comment),
  ].join('');
  for (const item of document.packages) yield renderPackage(item);
  for (const { licenseId, extractedText, name } of document.hasExtractedLicensingInfos) {
    yield `\n${tag('LicenseID', licenseId)}${block('ExtractedText', extractedText)}${tag('LicenseName', name)}`;
  }
  yield '\n';
  for (const { spdxElementId, relationshipType, relatedSpdxElement, comment } of document.relationships) {
    yield (
      tag('Relationship', `${spdxElementId} ${relationshipType} ${relatedSpdxElement}`) + block('RelationshipComment', comment)
    );
  }
}

function renderPackage(item: SpdxPackage): string {
  return [
    '\n',
    tag('PackageName', item.name),
    tag('SPDXID', item.SPDXID),
    tag('PackageVersion', item.versionInfo),
    tag('PackageFileName', item.packageFileName),
    tag('PackageSupplier', item.supplier),
    tag('PackageOriginator', item.originator),
    tag('PackageDownloadLocation', item.downloadLocation),
    tag('FilesAnalyzed', String(item.filesAnalyzed)),
    ...(item.checksums ?? []).map(({ algorithm, checksumValue }) => tag('PackageChecksum', `${algorithm}: ${checksumValue}`)),
    block('PackageSourceInfo', item.sourceInfo),
    tag('PackageLicenseConcluded', item.licenseConcluded),
    tag('PackageLicenseDeclared', item.licenseDeclared),
    block('PackageLicenseComments', item.licenseComments),
    item.copyrightText === 'NOASSERTION'
      ? tag('PackageCopyrightText', 'NOASSERTION')
      : block('PackageCopyrightText', item.copyrightText),
    block('PackageDescription', item.description),
    block('PackageComment', item.comment),
    ...(item.externalRefs ?? []).map((ref) =>
      tag('ExternalRef', `${ref.referenceCategory} ${ref.referenceType} ${ref.referenceLocator}`),
    ),
    tag('PrimaryPackagePurpose', item.primaryPackagePurpose),
  ].join('');
}

function tag(name: string, value: string | undefined): string {
  return value === undefined ? '' : `${name}: ${inert(value)}\n`;
}

function block(name: string, value: string | undefined): string {
  return value === undefined ? '' : `${name}: <text>${inert(value)}</text>\n`;
}

// Text from outside neither begins nor ends a block: what looks like one of its tags gets a space.
function inert(value: string): string {
  return value.replaceAll(/<(?=\/?text>)/gi, '< ');
}
