import type { Scope } from '../domain/scope.ts';
import { field, listField, textField } from '../domain/values.ts';
import { readTime } from './cyclonedx.ts';
import type { SbomDraft, SbomEdge, SbomLicense, SbomPackage } from './draft.ts';
import type { DocumentPart } from './json-members.ts';
import type { LostCounter } from './lost.ts';
import type { PartReader } from './part-reader.ts';
import { readPurl } from './purl.ts';
import { openSpdxDocument, toSpdxDraft, type SpdxDocument } from './spdx-draft.ts';
import { addSpdxPackage } from './spdx-package.ts';
import { LIFECYCLES, MEANINGS_3 } from './spdx-relationships.ts';
import { OWN_SCOPES } from './own-comment.ts';
import { licenses3 } from './spdx3-licenses.ts';
import { toEdges } from './to-edges.ts';
import { readType } from './values.ts';

const CONTEXT = /spdx\.org\/rdf\/3\.\d/;

/** Elements that are packages (SPDX 3.0.1, profiles Software, AI and Dataset). */
const PACKAGES: Readonly<Record<string, string>> = {
  software_Package: 'library',
  ai_AIPackage: 'machine-learning-model',
  dataset_DatasetPackage: 'data',
};

/** Properties of a package that are read. */
const READ: ReadonlySet<string> = new Set(
  [
    'type',
    '@type',
    'spdxId',
    '@id',
    'creationInfo',
    'name',
    'description',
    'summary',
    'verifiedUsing',
    'externalIdentifier',
  ].concat([
    'software_copyrightText',
    'comment',
    'software_packageVersion',
    'software_packageUrl',
    'software_downloadLocation',
    'software_primaryPurpose',
  ]),
);

/** Elements of the frame: who, when, how. */
const FRAME: ReadonlySet<string> = new Set(['CreationInfo', 'Person', 'Organization', 'SoftwareAgent', 'Agent', 'Tool']);

/** Reads SPDX 3.0 and 3.0.1 from the elements of a JSON-LD graph. */
export function spdx3Reader(path: string, lost: LostCounter): PartReader {
  const reader = new Spdx3Reader(path, lost);
  return { part: (part) => reader.part(part), finish: (format) => reader.finish(format) };
}

interface Related {
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly scope: Scope | undefined;
}

// A class because elements come in any order: relationships and licenses may stand before what they are about.
class Spdx3Reader {
  readonly #document: SpdxDocument;
  readonly #licenses = licenses3();
  readonly #related: Related[] = [];
  readonly #claims = new Map<string, { role: SbomLicense['role']; id: string }[]>();
  readonly #notPackages = new Set<string>();
  #isSpdx3 = false;
  #specVersion = '3.0';

  constructor(path: string, lost: LostCounter) {
    this.#document = openSpdxDocument(path, lost);
  }

  part({ key, value, line }: DocumentPart): void {
    if (key === '@context') this.#isSpdx3 ||= typeof value === 'string' && CONTEXT.test(value);
    else if (key === '@graph') this.#addElement(value, line);
    else this.#document.lost.add(key, '');
  }

  finish(format: SbomDraft['format']): SbomDraft | undefined {
    if (!this.#isSpdx3) return undefined;
    const edges = this.#edges();
    return toSpdxDraft(this.#document, {
      format,
      specVersion: this.#specVersion,
      edges,
      complete: (item) => {
        const licenses = (this.#claims.get(item.ref) ?? []).flatMap(({ role, id }) => this.#licenses.claim(id, role) ?? []);
        return { ...item, licenses: mergeClaims(licenses) };
      },
    });
  }

  #addElement(value: unknown, line: number): void {
    const type = textField(value, 'type') ?? textField(value, '@type') ?? '';
    const id = textField(value, 'spdxId') ?? textField(value, '@id');
    if (Object.hasOwn(PACKAGES, type)) return this.#addPackage(value, { id, type, line });
    if (type === 'Relationship' || type === 'LifecycleScopedRelationship') return this.#addRelationship(value);
    if (id !== undefined && this.#licenses.add(id, value)) return;
    if (type === 'SpdxDocument' || type === 'software_Sbom' || type === 'Bom') {
      for (const root of textsOf(value, 'rootElement')) this.#document.described.add(root);
      if (id !== undefined) this.#document.described.add(id);
      if (type === 'SpdxDocument') this.#document.comment ??= textField(value, 'comment');
      this.#document.name ??= type === 'SpdxDocument' ? textField(value, 'name') : undefined;
    } else if (FRAME.has(type)) this.#readFrame(type, value);
    else this.#document.lost.add(`elements ${type}`, textField(value, 'name') ?? id ?? '');
    if (id !== undefined) this.#notPackages.add(id);
  }

  #readFrame(type: string, value: unknown): void {
    if (type === 'CreationInfo') {
      this.#document.time ??= readTime(textField(value, 'created'));
      this.#specVersion = textField(value, 'specVersion') ?? this.#specVersion;
    } else if (type === 'Tool') this.#document.tools.push(textField(value, 'name') ?? '?');
  }

  #addPackage(value: unknown, { id, type, line }: { id: string | undefined; type: string; line: number }): void {
    const purpose = textField(value, 'software_primaryPurpose');
    addSpdxPackage(
      {
        id,
        line,
        value,
        read: READ,
        version: textField(value, 'software_packageVersion'),
        purl: (version) => this.#purlOf(value, version),
        purpose,
        type: purpose === 'operatingSystem' ? undefined : (readType(purposeType(purpose)) ?? readType(PACKAGES[type])),
        hashes: (listField(value, 'verifiedUsing') ?? []).map((hash) => [
          textField(hash, 'algorithm'),
          textField(hash, 'hashValue'),
        ]),
        download: textField(value, 'software_downloadLocation'),
        copyright: textField(value, 'software_copyrightText'),
      },
      this.#document,
    );
  }

  #purlOf(value: unknown, version: string | undefined): SbomPackage['purl'] {
    const stated = textField(value, 'software_packageUrl');
    const others = (listField(value, 'externalIdentifier') ?? []).flatMap((item) => {
      const [type, text] = [textField(item, 'externalIdentifierType'), textField(item, 'identifier') ?? ''];
      if (type === 'packageUrl') return [text];
      this.#document.lost.add(`external identifiers of type ${type ?? '?'}`, text);
      return [];
    });
    return readPurl(stated ?? others[0], version, this.#document.lost);
  }

  #addRelationship(value: unknown): void {
    const [from, type] = [textField(value, 'from'), textField(value, 'relationshipType')];
    const targets = textsOf(value, 'to');
    if (from === undefined || type === undefined) {
      return this.#document.lost.add('relationships that are not complete', JSON.stringify(value ?? null));
    }
    const role = type === 'hasDeclaredLicense' ? 'declared' : type === 'hasConcludedLicense' ? 'concluded' : undefined;
    if (role !== undefined) {
      const known = this.#claims.get(from) ?? [];
      for (const id of targets) known.push({ role, id });
      this.#claims.set(from, known);
      return;
    }
    const lifecycle = textField(value, 'scope');
    const stated = lifecycle !== undefined && Object.hasOwn(LIFECYCLES, lifecycle) ? LIFECYCLES[lifecycle] : undefined;
    const scope = OWN_SCOPES.get(textField(value, 'comment') ?? '') ?? stated;
    for (const to of targets) {
      const { intern } = this.#document.collector;
      this.#related.push({ from: intern(from), to: intern(to), type: intern(type), scope });
    }
  }

  #edges(): readonly SbomEdge[] {
    const edges: SbomEdge[] = [];
    for (const { from, to, type, scope } of this.#related) {
      const meaning = Object.hasOwn(MEANINGS_3, type) ? MEANINGS_3[type] : undefined;
      const [first, second] = meaning?.reversed === true ? [to, from] : [from, to];
      if (meaning === undefined) this.#document.lost.add(`relationships ${type}`, `${from} → ${to}`);
      else if (
        meaning.kind === 'describes' ||
        (meaning.kind === 'contains' && this.#document.described.has(first) && this.#document.collector.get(first) === undefined)
      ) {
        this.#document.described.add(second);
      } else {
        const pair = [first, second] as const;
        const found = toEdges(
          this.#document.collector,
          meaning.kind === 'needs' ? { needs: [pair], inside: [] } : { needs: [], inside: [pair] },
        );
        for (const edge of found.edges) edges.push({ ...edge, scope: scope ?? meaning.scope ?? 'runtime' });
        const isKnown = this.#notPackages.has(first) || this.#notPackages.has(second);
        if (found.dangling.length > 0) {
          this.#document.lost.add(
            isKnown ? 'relationships with other elements' : 'relationships with elements that are not there',
            `${first} → ${second}`,
          );
        }
      }
    }
    return edges;
  }
}

function purposeType(purpose: string | undefined): string | undefined {
  if (purpose === undefined) return '';
  return purpose === 'deviceDriver' ? 'device-driver' : purpose === 'model' ? 'machine-learning-model' : purpose;
}

// Several license elements of one kind are all claimed: SPDX 3 means each of them.
function mergeClaims(claims: readonly SbomLicense[]): SbomLicense[] {
  return (['declared', 'concluded'] as const).flatMap((role): SbomLicense[] => {
    const own = claims.filter((claim) => claim.role === role);
    const raws = [...new Set(own.map((claim) => claim.raw))];
    const [first] = own;
    if (first === undefined) return [];
    if (raws.length < 2) return [first];
    return [{ role, raw: raws.map((raw) => `(${raw})`).join(' AND '), texts: own.flatMap((claim) => claim.texts ?? []) }];
  });
}

function textsOf(value: unknown, key: string): string[] {
  const found = field(value, key);
  const items: readonly unknown[] = Array.isArray(found) ? found : [found];
  return items.filter((item) => typeof item === 'string');
}
