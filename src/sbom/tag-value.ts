import type { DocumentPart, PartsParser } from './json-members.ts';
import { SbomProblem } from './sbom-problem.ts';

type Section = 'document' | 'packages' | 'files' | 'snippets' | 'hasExtractedLicensingInfos' | 'annotations';

/** The tags that start something of its own (SPDX 2.3, annex "Tag-value format"). */
const STARTS: Readonly<Record<string, Section>> = {
  PackageName: 'packages',
  FileName: 'files',
  SnippetSPDXID: 'snippets',
  LicenseID: 'hasExtractedLicensingInfos',
  Annotator: 'annotations',
};

/** Tags and their names in the JSON form. */
const NAMES: Readonly<Record<string, string>> = {
  SPDXVersion: 'spdxVersion',
  DataLicense: 'dataLicense',
  DocumentName: 'name',
  DocumentNamespace: 'documentNamespace',
  PackageName: 'name',
  PackageVersion: 'versionInfo',
  PackageDownloadLocation: 'downloadLocation',
  PackageLicenseConcluded: 'licenseConcluded',
  PackageLicenseDeclared: 'licenseDeclared',
  PackageDescription: 'description',
  PackageSummary: 'summary',
  PackageHomePage: 'homepage',
  PackageSupplier: 'supplier',
  PackageOriginator: 'originator',
  PackageSourceInfo: 'sourceInfo',
  PackageCopyrightText: 'copyrightText',
  PackageLicenseComments: 'licenseComments',
  PackageVerificationCode: 'packageVerificationCode',
  PackageFileName: 'packageFileName',
  PackageComment: 'comment',
  PrimaryPackagePurpose: 'primaryPackagePurpose',
  FileName: 'fileName',
  LicenseID: 'licenseId',
  LicenseName: 'name',
  ExtractedText: 'extractedText',
};

const LISTED: Readonly<Record<string, string>> = {
  PackageChecksum: 'checksums',
  ExternalRef: 'externalRefs',
  PackageAttributionText: 'attributionTexts',
  PackageLicenseInfoFromFiles: 'licenseInfoFromFiles',
  Creator: 'creators',
};

const LONGEST_LINE = 16 * 1024 * 1024;

/** Splits an SPDX tag-value document into the parts that its JSON form has, in that shape. */
export function tagValueMembers(onPart: (part: DocumentPart) => void): PartsParser {
  let rest = '';
  let number = 0;
  let multi: { tag: string; pieces: string[]; length: number; line: number } | undefined;
  let section: { kind: Section; record: Record<string, unknown>; line: number } = { kind: 'document', record: {}, line: 1 };

  // its comment follows it
  let related: { value: Record<string, string>; line: number } | undefined;

  const flush = (): void => {
    if (related !== undefined) onPart({ key: 'relationships', value: related.value, line: related.line, text: '' });
    related = undefined;
  };
  const close = (): void => {
    const { kind, record, line } = section;
    if (kind !== 'document') onPart({ key: kind, value: record, line, text: '' });
  };
  const take = (tag: string, value: string, line: number): void => {
    if (related !== undefined && tag === 'RelationshipComment') related.value['comment'] ??= value;
    flush();
    if (tag === 'RelationshipComment') return;
    if (tag === 'Relationship') {
      related = { value: relationship(value), line };
      return;
    }
    const start = Object.hasOwn(STARTS, tag) ? STARTS[tag] : undefined;
    if (start !== undefined) {
      close();
      section = { kind: start, record: {}, line };
    }
    const name = Object.hasOwn(NAMES, tag) ? NAMES[tag] : undefined;
    const list = Object.hasOwn(LISTED, tag) ? LISTED[tag] : undefined;
    if (section.kind === 'document') {
      if (tag === 'Creator' || tag === 'Created') onPart({ key: 'creationInfo', value: creation(tag, value), line, text: '' });
      else onPart({ key: name ?? tag, value, line, text: '' });
    } else if (list !== undefined) {
      const known = section.record[list];
      const items: unknown[] = Array.isArray(known) ? known : [];
      if (items.length === 0) section.record[list] = items;
      items.push(tag === 'PackageChecksum' ? checksum(value) : tag === 'ExternalRef' ? externalRef(value) : value);
    } else section.record[name ?? tag] ??= value;
  };
  const readLine = (raw: string): void => {
    number += 1;
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (multi !== undefined) {
      const end = line.indexOf('</text>');
      multi.length += line.length;
      if (multi.length > LONGEST_LINE) throw new SbomProblem('sbom-too-large', 'a text without an end', multi.line);
      multi.pieces.push(end === -1 ? line : line.slice(0, end));
      if (end === -1) return;
      take(multi.tag, multi.pieces.join('\n'), multi.line);
      multi = undefined;
      return;
    }
    if (line.trim() === '' || line.startsWith('#')) return;
    const [, tag, written] = /^\s*([A-Za-z][A-Za-z0-9]*):\s*(.*)$/.exec(line) ?? [];
    if (tag === undefined || written === undefined) {
      throw new SbomProblem('sbom-unparsable', 'expected `Tag: value`', number);
    }
    const opened = written.startsWith('<text>') ? written.slice('<text>'.length) : undefined;
    if (opened === undefined) return take(tag, written.trim(), number);
    const end = opened.indexOf('</text>');
    if (end === -1) multi = { tag, pieces: [opened], length: opened.length, line: number };
    else take(tag, opened.slice(0, end), number);
  };
  return {
    write: (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE) throw new SbomProblem('sbom-too-large', 'a line without an end', number + 1);
      for (const line of lines) readLine(line);
    },
    end: () => {
      if (rest !== '') readLine(rest);
      if (multi !== undefined)
        throw new SbomProblem('sbom-unparsable', 'a `<text>` is never closed: the document is cut off', multi.line);
      flush();
      close();
    },
  };
}

// Relationship: SPDXRef-A DEPENDS_ON SPDXRef-B
function relationship(value: string): Record<string, string> {
  const [from = '', type = '', to = ''] = value.split(/\s+/);
  return { spdxElementId: from, relationshipType: type, relatedSpdxElement: to };
}

function creation(tag: string, value: string): Record<string, unknown> {
  return tag === 'Created' ? { created: value } : { creators: [value] };
}

// PackageChecksum: SHA1: 85ed0817af83a24ad8da68c2b5094de69833983c
function checksum(value: string): Record<string, string> {
  const colon = value.indexOf(':');
  return { algorithm: value.slice(0, colon).trim(), checksumValue: value.slice(colon + 1).trim() };
}

// ExternalRef: PACKAGE-MANAGER purl pkg:npm/a@1
function externalRef(value: string): Record<string, string> {
  const [category = '', type = '', ...locator] = value.split(/\s+/);
  return { referenceCategory: category, referenceType: type, referenceLocator: locator.join(' ') };
}
