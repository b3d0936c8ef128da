import { isRecord, listField, recordField, textField } from '../../domain/values.ts';
import type { ScoredComponent, ScoredDocument } from './subject.ts';

/** A decoded SPDX 2 JSON document. Packages are components; the one that the document describes is the primary one. */
export function fromSpdx2(document: unknown): ScoredDocument {
  const creation = recordField(document, 'creationInfo');
  const creators = texts(creation, 'creators');
  const relations = records(document, 'relationships').map(toRelation);
  const described = [
    ...texts(document, 'documentDescribes'),
    ...relations.filter((one) => one.type === 'DESCRIBES').map((one) => one.to),
  ];
  const packages = records(document, 'packages');
  const primary = packages.find((item) => textField(item, 'SPDXID') === described[0]);
  return {
    format: { name: 'SPDX', version: (textField(document, 'spdxVersion') ?? '').replace('SPDX-', '') },
    authors: creators
      .filter((creator) => /^(?:Person|Organization): *\S/.test(creator))
      .map((creator) => ({ isNamed: true, isReachable: /\(.*@.*\)/.test(creator) })),
    timestamp: textField(creation, 'created'),
    tools: creators
      .filter((creator) => creator.startsWith('Tool:'))
      .map((creator) => {
        const [, name, version] = /^Tool: *(.*?)(?:-(\d\S*))?$/.exec(creator) ?? [];
        return { name, version };
      }),
    context: [],
    identity: textField(document, 'documentNamespace'),
    hasVulnerabilities: false,
    primary:
      primary === undefined
        ? undefined
        : { id: described[0] ?? '', name: textField(primary, 'name'), version: textField(primary, 'versionInfo') },
    components: packages.filter((item) => item !== primary).map(toComponent),
    dependencies: dependenciesOf(packages, relations),
    completeness: new Map(),
  };
}

interface Relation {
  readonly from: string;
  readonly type: string;
  readonly to: string;
}

function toRelation(one: unknown): Relation {
  return {
    from: textField(one, 'spdxElementId') ?? '',
    type: textField(one, 'relationshipType') ?? '',
    to: textField(one, 'relatedSpdxElement') ?? '',
  };
}

const FORWARD = new Set(['DEPENDS_ON', 'CONTAINS']);
const REVERSED = /_?DEPENDENCY_OF$|^CONTAINED_BY$/;

// SPDX has no entry for "needs nothing": every package has one.
function dependenciesOf(packages: readonly unknown[], relations: readonly Relation[]): ReadonlyMap<string, readonly string[]> {
  const needs = new Map<string, string[]>(
    packages.flatMap((item) => (textField(item, 'SPDXID') === undefined ? [] : [[textField(item, 'SPDXID') ?? '', []]])),
  );
  const add = (from: string, to: string): void => {
    const list = needs.get(from);
    if (list !== undefined) list.push(to);
  };
  for (const { from, type, to } of relations) {
    if (FORWARD.has(type)) add(from, to);
    else if (REVERSED.test(type)) add(to, from);
  }
  return needs;
}

function toComponent(item: unknown, index: number): ScoredComponent {
  const references = records(item, 'externalRefs');
  const locatorOf = (type: RegExp): string | undefined =>
    textField(
      references.find((one) => type.test(textField(one, 'referenceType') ?? '')),
      'referenceLocator',
    );
  const hashes = records(item, 'checksums').flatMap(
    (one) => textField(one, 'algorithm')?.replace(/^SHA(?=\d{1,3}$)/, 'SHA-') ?? [],
  );
  const supplier = stated(item, 'supplier');
  const creator = stated(item, 'originator') ?? supplier;
  const location = stated(item, 'downloadLocation');
  const isSource = location !== undefined && /^(?:git|hg|svn|bzr)\+/.test(location);
  const filename = textField(item, 'packageFileName');
  return {
    id: textField(item, 'SPDXID') ?? `packages/${index}`,
    name: textField(item, 'name'),
    version: textField(item, 'versionInfo'),
    purl: locatorOf(/^purl$/),
    hasOtherId: locatorOf(/^(?:cpe22Type|cpe23Type|swid|swh|gitoid)$/) !== undefined,
    hashes,
    // A checksum of a package is that of the file at its download location (SPDX 2.3, 7.10).
    deliveredHashes: location !== undefined && !isSource ? hashes : [],
    hasSupplier: supplier !== undefined,
    isCreatorReachable: creator !== undefined && /\(.*@.*\)/.test(creator),
    concludedLicense: stated(item, 'licenseConcluded'),
    declaredLicense: stated(item, 'licenseDeclared'),
    hasCopyright: stated(item, 'copyrightText') !== undefined,
    hasSourceUrl: isSource,
    hasDownloadUrl: location !== undefined && !isSource,
    bsi: new Map(filename === undefined ? [] : [['filename', filename]]),
  };
}

function stated(item: unknown, key: string): string | undefined {
  const text = textField(item, key)?.trim();
  return text === undefined || text === '' || text === 'NOASSERTION' || text === 'NONE' ? undefined : text;
}

function records(value: unknown, key: string): readonly Readonly<Record<string, unknown>>[] {
  return (listField(value, key) ?? []).filter(isRecord);
}

function texts(value: unknown, key: string): readonly string[] {
  return (listField(value, key) ?? []).filter((one): one is string => typeof one === 'string');
}
