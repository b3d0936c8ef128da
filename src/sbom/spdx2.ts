import { purlParts } from '../domain/purl.ts';
import type { Scope } from '../domain/scope.ts';
import { listField, textField } from '../domain/values.ts';
import { readTime } from './cyclonedx.ts';
import type { SbomDraft, SbomEdge, SbomLicense, SbomPackage } from './draft.ts';
import type { DocumentPart } from './json-members.ts';
import type { LostCounter } from './lost.ts';
import { packageCollector } from './package-collector.ts';
import type { PartReader } from './part-reader.ts';
import { readPurl } from './purl.ts';
import { meaningOf } from './spdx-relationships.ts';
import { licensesOf, originsOf, purposeType } from './spdx2-values.ts';
import { copyrightLines } from './copyrights.ts';
import { isOwnDocument, ownDraft, OWN_SCOPES, readOwnComment } from './own-comment.ts';
import { asGroup, asRoot, groupsOf, rootsOf } from './roots.ts';
import { toEdges } from './to-edges.ts';
import { readHash, readType, toPlace } from './values.ts';

const DOCUMENT = 'SPDXRef-DOCUMENT';

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

interface Related {
  readonly from: string;
  readonly to: string;
  readonly type: string;
  /** As licet says it where SPDX 2 has no relationship for it. */
  readonly scope: Scope | undefined;
}

// A class because a document comes in parts, and relationships may stand before what they relate.
class Spdx2Reader {
  readonly #path: string;
  readonly #lost: LostCounter;
  readonly #collector: ReturnType<typeof packageCollector>;
  readonly #licenses = new Map<string, readonly SbomLicense[]>();
  readonly #files = new Map<string, string>();
  readonly #related: Related[] = [];
  readonly #evident: [packageRef: string, file: string][] = [];
  readonly #texts = new Map<string, string>();
  readonly #described = new Set<string>();
  readonly #tools: string[] = [];
  #version: string | undefined;
  #name: string | undefined;
  #time: string | undefined;
  #comment: string | undefined;

  constructor(path: string, lost: LostCounter) {
    this.#path = path;
    this.#lost = lost;
    this.#collector = packageCollector(lost);
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
        if (typeof value === 'string') this.#described.add(value);
        return;
      case 'spdxVersion':
        this.#version = /^SPDX-(2\.\d+)$/.exec(String(value))?.[1];
        return;
      case 'name':
        this.#name = typeof value === 'string' && value !== '' ? value : undefined;
        return;
      case 'CreatorComment':
        this.#comment = String(value);
        return;
      case 'creationInfo':
        return this.#readCreation(value);
      default:
        if (!FRAME.has(key)) this.#lost.add(key, textField(value, 'SPDXID') ?? textField(value, 'comment') ?? '');
    }
  }

  finish(format: SbomDraft['format']): SbomDraft | undefined {
    if (this.#version === undefined) return undefined;
    const { needs, inside } = this.#relate();
    const { edges, dangling } = this.#edges(needs, inside);
    for (const [from, to] of dangling) this.#lost.add('relationships with elements that are not there', `${from} → ${to}`);
    const places = this.#places();
    const listed = this.#collector.packages();
    const roots = rootsOf(listed, this.#described, edges);
    const licensed = listed.map((item): SbomPackage => ({
      ...item,
      licenses: (this.#licenses.get(item.ref) ?? []).map((license) => this.#withTexts(license)),
      places: places.get(item.ref) ?? [],
    }));
    const [root] = roots;
    const own = isOwnDocument(this.#tools) ? ownDraft(licensed, { root, comment: this.#comment, path: this.#path }) : undefined;
    const groups = own === undefined ? groupsOf(licensed, edges) : new Set<string>();
    const packages =
      own?.packages ?? licensed.map((item) => (roots.has(item.ref) ? asRoot(item) : groups.has(item.ref) ? asGroup(item) : item));
    return {
      format,
      specVersion: this.#version,
      name: roots.size === 1 && root !== undefined ? this.#collector.get(root)?.name : this.#name,
      time: this.#time,
      tools: this.#tools,
      repository: own?.repository,
      packages,
      edges,
      lost: this.#lost.items(),
      diagnostics: own?.diagnostics ?? [],
      ...(own !== undefined && { own: own.own }),
    };
  }

  #addPackage(value: unknown, line: number): void {
    const ref = this.#collector.freeRef(textField(value, 'SPDXID'), undefined);
    const name = textField(value, 'name');
    if (name === undefined || name.trim() === '') {
      this.#lost.add('packages without a name', ref);
      this.#collector.leaveOut(ref);
      return;
    }
    const purpose = textField(value, 'primaryPackagePurpose')?.toLowerCase().replaceAll('_', '-');
    const type = readType(purpose === 'operating-system' ? purpose : purpose === undefined ? undefined : purposeType(purpose));
    const stated = textField(value, 'versionInfo');
    const version = stated === undefined || stated === '' || stated === 'NOASSERTION' ? undefined : stated;
    const purl = this.#purlOf(value, version);
    if (type === undefined && purl === undefined) {
      this.#lost.add(`packages with purpose ${purpose ?? ''}`, name);
      this.#collector.leaveOut(ref);
      return;
    }
    for (const key of Object.keys(value as object)) if (!READ.has(key)) this.#lost.add(`\`${key}\` of packages`, name);
    this.#licenses.set(ref, licensesOf(value));
    const own = isOwnDocument(this.#tools) ? readOwnComment(textField(value, 'comment') ?? '') : undefined;
    const description = textField(value, 'description') ?? textField(value, 'summary');
    this.#collector.add({
      ref,
      line,
      name,
      version: version ?? (purl === undefined ? undefined : purlParts(purl).version),
      purl,
      type: type ?? 'library',
      scope: undefined,
      description: description === undefined || description === 'NOASSERTION' ? undefined : description,
      hashes: (listField(value, 'checksums') ?? []).flatMap((item) =>
        readHash(textField(item, 'algorithm'), textField(item, 'checksumValue'), this.#lost),
      ),
      origins: originsOf(textField(value, 'downloadLocation')),
      licenses: [],
      places: [],
      patches: [],
      copyrights: copyrightLines(textField(value, 'copyrightText')),
      ...(own !== undefined && { own }),
    });
  }

  #purlOf(value: unknown, version: string | undefined): SbomPackage['purl'] {
    let found: SbomPackage['purl'];
    for (const item of listField(value, 'externalRefs') ?? []) {
      const [type, locator] = [textField(item, 'referenceType') ?? '', textField(item, 'referenceLocator')];
      if (type !== 'purl' && !type.endsWith('/purl')) this.#lost.add(`external references of type ${type}`, locator ?? '');
      else if (found !== undefined) this.#lost.add('further package URLs of one package', locator ?? '');
      else found = readPurl(locator, version, this.#lost);
    }
    return found;
  }

  #addRelationship(value: unknown): void {
    const [from, type, to] = ['spdxElementId', 'relationshipType', 'relatedSpdxElement'].map((key) => textField(value, key));
    const comment = textField(value, 'comment');
    if (from === undefined || to === undefined || type === undefined) {
      return this.#lost.add('relationships that are not complete', JSON.stringify(value ?? null));
    }
    if (to === 'NONE' || to === 'NOASSERTION') return;
    // syft: a package's existence "is evident by the given file"
    if (type === 'OTHER' && (comment ?? '').startsWith('evident-by')) this.#evident.push([from, to]);
    else
      this.#related.push({
        from: this.#collector.intern(from),
        type: this.#collector.intern(type),
        to: this.#collector.intern(to),
        scope: comment === undefined ? undefined : OWN_SCOPES.get(comment),
      });
  }

  #addFile(value: unknown): void {
    const [ref, name] = [textField(value, 'SPDXID'), textField(value, 'fileName')];
    if (ref !== undefined && name !== undefined) this.#files.set(ref, name);
    this.#lost.add('files', name ?? '');
  }

  #addText(value: unknown): void {
    const [id, text] = [textField(value, 'licenseId'), textField(value, 'extractedText')];
    if (id !== undefined && text !== undefined) this.#texts.set(id, text);
  }

  #readCreation(value: unknown): void {
    this.#time = readTime(textField(value, 'created')) ?? this.#time;
    this.#comment = textField(value, 'comment') ?? this.#comment;
    for (const creator of listField(value, 'creators') ?? []) {
      const tool = typeof creator === 'string' ? /^Tool:\s*(.+?)(?:-(v?\d[\w.+-]*))?$/.exec(creator) : null;
      if (tool?.[1] !== undefined) this.#tools.push(tool[2] === undefined ? tool[1] : `${tool[1]} ${tool[2]}`);
    }
  }

  #relate(): { needs: (Related & { scope: Scope })[]; inside: (Related & { scope: Scope })[] } {
    const needs: (Related & { scope: Scope })[] = [];
    const inside: (Related & { scope: Scope })[] = [];
    const isOwn = isOwnDocument(this.#tools);
    for (const { from, type, to, scope } of this.#related) {
      const meaning = meaningOf(type);
      const [first, second] = meaning?.reversed === true ? [to, from] : [from, to];
      if (meaning === undefined) this.#lost.add(`relationships ${type}`, `${from} → ${to}`);
      else if (meaning.kind === 'describes') this.#described.add(second);
      else if (this.#files.has(first) || this.#files.has(second)) this.#lost.add('relationships with files', `${from} → ${to}`);
      else if (first === DOCUMENT) this.#described.add(second);
      else {
        // We write what runs as DEPENDS_ON; of others nobody knows what they mean by it.
        const plain = isOwn && type === 'DEPENDS_ON' ? (scope ?? 'runtime') : (meaning.scope ?? 'runtime');
        (meaning.kind === 'needs' ? needs : inside).push({ from: first, to: second, type, scope: plain });
      }
    }
    return { needs, inside };
  }

  #edges(
    needs: readonly (Related & { scope: Scope })[],
    inside: readonly (Related & { scope: Scope })[],
  ): { edges: readonly SbomEdge[]; dangling: readonly (readonly [string, string])[] } {
    const edges: SbomEdge[] = [];
    const dangling: (readonly [string, string])[] = [];
    const scopes = [...new Set([...needs, ...inside].map((item) => item.scope))];
    for (const scope of scopes) {
      const of = (items: readonly (Related & { scope: Scope })[]): [string, string][] =>
        items.flatMap((item) => (item.scope === scope ? [[item.from, item.to] as [string, string]] : []));
      const found = toEdges(this.#collector, { needs: of(needs), inside: of(inside) });
      for (const edge of found.edges) edges.push({ ...edge, scope });
      dangling.push(...found.dangling);
    }
    return { edges, dangling };
  }

  #places(): ReadonlyMap<string, SbomPackage['places']> {
    const places = new Map<string, SbomPackage['places']>();
    for (const [ref, file] of this.#evident) {
      const name = this.#files.get(file);
      if (name !== undefined) places.set(ref, [...(places.get(ref) ?? []), ...toPlace(name)]);
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
