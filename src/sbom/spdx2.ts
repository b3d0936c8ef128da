import type { Occurrence } from '../domain/component.ts';
import { listField, textField } from '../domain/values.ts';
import { readTime } from './cyclonedx.ts';
import type { SbomDraft, SbomLicense, SbomPackage } from './draft.ts';
import type { DocumentPart } from './json-members.ts';
import type { LostCounter } from './lost.ts';
import type { PartReader } from './part-reader.ts';
import { readPurl } from './purl.ts';
import { openSpdxDocument, toSpdxDraft, type SpdxDocument } from './spdx-draft.ts';
import { addSpdxPackage } from './spdx-package.ts';
import { relateSpdx2, type StatedRelation } from './spdx2-relations.ts';
import { licensesOf, purposeType } from './spdx2-values.ts';
import { OWN_SCOPES } from './own-comment.ts';
import { readType, toPlace } from './values.ts';

/** Members of the document that say who made it and how, and nothing of what is in it. */
const FRAME: ReadonlySet<string> = new Set(
  ['SPDXID', 'dataLicense', 'documentNamespace', 'comment', 'LicenseListVersion', 'DocumentComment', 'CreatorComment'].concat([
    '$schema',
    'creationInfo',
    'name',
    'spdxVersion',
    'documentDescribes',
  ]),
);

/** Members of a package that are read. */
const READ: ReadonlySet<string> = new Set(
  [
    'SPDXID',
    'name',
    'versionInfo',
    'downloadLocation',
    'licenseConcluded',
    'licenseDeclared',
    'checksums',
    'externalRefs',
    'copyrightText',
    'comment',
  ].concat(['primaryPackagePurpose', 'description', 'summary', 'filesAnalyzed', 'FilesAnalyzed', 'packageVerificationCode']),
);

/** Reads SPDX 2.2 and 2.3 from the parts of a document, JSON or tag-value alike. */
export function spdx2Reader(path: string, lost: LostCounter): PartReader {
  const reader = new Spdx2Reader(path, lost);
  return { part: (part) => reader.part(part), finish: (format) => reader.finish(format) };
}

// A class because a document comes in parts, and relationships may stand before what they relate.
class Spdx2Reader {
  readonly #document: SpdxDocument;
  readonly #licenses = new Map<string, readonly SbomLicense[]>();
  readonly #files = new Map<string, string>();
  readonly #related: StatedRelation[] = [];
  readonly #evident: [packageRef: string, file: string][] = [];
  readonly #texts = new Map<string, string>();
  #version: string | undefined;

  constructor(path: string, lost: LostCounter) {
    this.#document = openSpdxDocument(path, lost);
  }

  part({ key, value, line }: DocumentPart): void {
    switch (key) {
      case 'packages':
        return this.#addPackage(value, line);
      case 'relationships':
        return this.#addRelationship(value);
      case 'files':
        return this.#addFile(value);
      case 'hasExtractedLicensingInfos':
        return this.#addText(value);
      case 'documentDescribes':
        if (typeof value === 'string') this.#document.described.add(value);
        return;
      case 'spdxVersion':
        this.#version = /^SPDX-(2\.\d+)$/.exec(String(value))?.[1];
        return;
      case 'name':
        this.#document.name = typeof value === 'string' && value !== '' ? value : undefined;
        return;
      case 'CreatorComment':
        this.#document.comment = String(value);
        return;
      case 'creationInfo':
        return this.#readCreation(value);
      default:
        if (!FRAME.has(key)) this.#document.lost.add(key, textField(value, 'SPDXID') ?? textField(value, 'comment') ?? '');
    }
  }

  finish(format: SbomDraft['format']): SbomDraft | undefined {
    if (this.#version === undefined) return undefined;
    const edges = relateSpdx2(this.#related, this.#files, this.#document);
    const places = this.#places();
    return toSpdxDraft(this.#document, {
      format,
      specVersion: this.#version,
      edges,
      complete: (item) => ({
        ...item,
        licenses: (this.#licenses.get(item.ref) ?? []).map((license) => this.#withTexts(license)),
        places: places.get(item.ref) ?? [],
      }),
    });
  }

  #addPackage(value: unknown, line: number): void {
    const purpose = textField(value, 'primaryPackagePurpose')?.toLowerCase().replaceAll('_', '-');
    const ref = addSpdxPackage(
      {
        id: textField(value, 'SPDXID'),
        line,
        value,
        read: READ,
        version: textField(value, 'versionInfo'),
        purl: (version) => this.#purlOf(value, version),
        purpose,
        type: readType(purpose === undefined ? undefined : purposeType(purpose)),
        hashes: (listField(value, 'checksums') ?? []).map((item) => [
          textField(item, 'algorithm'),
          textField(item, 'checksumValue'),
        ]),
        download: textField(value, 'downloadLocation'),
        copyright: textField(value, 'copyrightText'),
      },
      this.#document,
    );
    if (ref !== undefined) this.#licenses.set(ref, licensesOf(value));
  }

  #purlOf(value: unknown, version: string | undefined): SbomPackage['purl'] {
    let found: SbomPackage['purl'];
    for (const item of listField(value, 'externalRefs') ?? []) {
      const [type, locator] = [textField(item, 'referenceType') ?? '', textField(item, 'referenceLocator')];
      if (type !== 'purl' && !type.endsWith('/purl'))
        this.#document.lost.add(`external references of type ${type}`, locator ?? '');
      else if (found !== undefined) this.#document.lost.add('further package URLs of one package', locator ?? '');
      else found = readPurl(locator, version, this.#document.lost);
    }
    return found;
  }

  #addRelationship(value: unknown): void {
    const [from, type, to] = ['spdxElementId', 'relationshipType', 'relatedSpdxElement'].map((key) => textField(value, key));
    const comment = textField(value, 'comment');
    if (from === undefined || to === undefined || type === undefined) {
      return this.#document.lost.add('relationships that are not complete', JSON.stringify(value ?? null));
    }
    if (to === 'NONE' || to === 'NOASSERTION') return;
    // syft: a package's existence "is evident by the given file"
    if (type === 'OTHER' && (comment ?? '').startsWith('evident-by')) this.#evident.push([from, to]);
    else
      this.#related.push({
        from: this.#document.collector.intern(from),
        type: this.#document.collector.intern(type),
        to: this.#document.collector.intern(to),
        scope: comment === undefined ? undefined : OWN_SCOPES.get(comment),
      });
  }

  #addFile(value: unknown): void {
    const [ref, name] = [textField(value, 'SPDXID'), textField(value, 'fileName')];
    if (ref !== undefined && name !== undefined) this.#files.set(ref, name);
    this.#document.lost.add('files', name ?? '');
  }

  #addText(value: unknown): void {
    const [id, text] = [textField(value, 'licenseId'), textField(value, 'extractedText')];
    if (id !== undefined && text !== undefined) this.#texts.set(id, text);
  }

  #readCreation(value: unknown): void {
    this.#document.time = readTime(textField(value, 'created')) ?? this.#document.time;
    this.#document.comment = textField(value, 'comment') ?? this.#document.comment;
    for (const creator of listField(value, 'creators') ?? []) {
      const tool = typeof creator === 'string' ? /^Tool:\s*(.+?)(?:-(v?\d[\w.+-]*))?$/.exec(creator) : null;
      if (tool?.[1] !== undefined) this.#document.tools.push(tool[2] === undefined ? tool[1] : `${tool[1]} ${tool[2]}`);
    }
  }

  #places(): ReadonlyMap<string, SbomPackage['places']> {
    const places = new Map<string, Occurrence[]>();
    for (const [ref, file] of this.#evident) {
      const name = this.#files.get(file);
      if (name === undefined) continue;
      const known = places.get(ref);
      if (known === undefined) places.set(ref, toPlace(name));
      else known.push(...toPlace(name));
    }
    return places;
  }

  #withTexts(license: SbomLicense): SbomLicense {
    const names = [...new Set(license.raw.match(/LicenseRef-[A-Za-z0-9.-]+/g))];
    const texts = names.flatMap((name) => {
      const text = this.#texts.get(name);
      return text === undefined ? [] : [{ name, text }];
    });
    return texts.length === 0 ? license : { ...license, texts };
  }
}
