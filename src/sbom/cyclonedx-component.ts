import type { Origin } from '../domain/component.ts';
import { directoryOf } from '../domain/path.ts';
import { type Purl, purlParts } from '../domain/purl.ts';
import type { Scope } from '../domain/scope.ts';
import { listField, textField, recordField } from '../domain/values.ts';
import { readEvidenceLicenses, readLicenses } from './cyclonedx-licenses.ts';
import type { OwnComponent, SbomPackage, SbomProject } from './draft.ts';
import { readOwnIdentity } from './own-identity.ts';
import { ownProject } from './own-project.ts';
import { rootProject } from './roots.ts';
import type { LostCounter } from './lost.ts';
import { joinName, readPurl } from './purl.ts';
import { readHash, readType, toPlace } from './values.ts';

/** Members of a component that are read; what else stands there is counted as lost. */
const READ: ReadonlySet<string> = new Set(
  ['type', 'bom-ref', 'group', 'name', 'version', 'description', 'scope', 'hashes', 'licenses', 'purl', 'properties'].concat([
    'externalReferences',
    'components',
    'evidence',
    '#line',
    'mime-type',
    'tags',
  ]),
);

const SCOPES: Readonly<Record<string, Scope>> = { required: 'runtime', optional: 'optional', excluded: 'dev' };

export interface ReadContext {
  readonly lost: LostCounter;
  /** It is what the document is about. */
  readonly isRoot: boolean;
  readonly line: number | undefined;
  readonly ref: string;
}

/** One component in our terms; `undefined` when it is no package. */
export function readComponent(value: unknown, { lost, isRoot, line, ref }: ReadContext): SbomPackage | undefined {
  const bare = textField(value, 'name');
  const version = present(textField(value, 'version'));
  const type = readType(textField(value, 'type'));
  const purl = readPurl(textField(value, 'purl'), version, lost);
  if (bare === undefined || bare.trim() === '') {
    lost.add('components without a name', ref);
    return undefined;
  }
  const properties = readProperties(value);
  const own = ownProperties(properties);
  const project = projectOf(value, { isRoot, own, properties, bare, purl });
  if (project === undefined && purl === undefined && (type === undefined || type === 'file')) {
    lost.add(`components of type ${textField(value, 'type') ?? '?'}`, bare);
    return undefined;
  }
  countUnread(value, lost);
  const identity = own === undefined ? undefined : readOwnIdentity(value);
  return {
    ref,
    line,
    name: joinName(present(textField(value, 'group')), bare, purl),
    version: own?.get('licet:version')?.[0] ?? version ?? (purl === undefined ? undefined : purlParts(purl).version),
    purl: project === undefined ? purl : undefined,
    type: readType(own?.get('licet:type')?.[0] ?? textField(value, 'type')) ?? 'library',
    scope: statedScope(value, properties),
    description: present(textField(value, 'description')),
    hashes: (listField(value, 'hashes') ?? []).flatMap((hash) =>
      readHash(textField(hash, 'alg'), textField(hash, 'content'), lost),
    ),
    origins: readOrigins(value, lost),
    licenses: [
      ...readLicenses(listField(value, 'licenses'), 'declared', lost),
      ...readEvidenceLicenses(recordField(value, 'evidence'), lost),
    ],
    places: readPlaces(value, properties),
    patches: own === undefined ? [] : readPatches(value),
    copyrights: (listField(recordField(value, 'evidence'), 'copyright') ?? []).flatMap(
      (item) => present(textField(item, 'text')) ?? [],
    ),
    ...(identity !== undefined && { identity }),
    ...(project !== undefined && { project }),
    ...(own !== undefined && { own }),
  };
}

type Properties = ReadonlyMap<string, readonly string[]>;

function readProperties(value: unknown): Properties {
  const properties = new Map<string, string[]>();
  for (const item of listField(value, 'properties') ?? []) {
    const name = textField(item, 'name');
    if (name === undefined) continue;
    const known = properties.get(name);
    const text = textField(item, 'value') ?? '';
    if (known === undefined) properties.set(name, [text]);
    else known.push(text);
  }
  return properties;
}

function ownProperties(properties: Properties): OwnComponent | undefined {
  return properties.has('licet:ecosystem') ? properties : undefined;
}

interface ProjectFacts {
  readonly isRoot: boolean;
  readonly own: OwnComponent | undefined;
  readonly properties: Properties;
  readonly bare: string;
  readonly purl: Purl | undefined;
}

function projectOf(value: unknown, { isRoot, own, properties, bare, purl }: ProjectFacts): SbomProject | undefined {
  if (own !== undefined) return own.get('licet:first-party')?.[0] === 'true' ? ownProject(own) : undefined;
  if (isRoot) return rootProject(purl);
  // trivy: a lockfile or other file with packages is a component, and its packages are what it depends on
  const kind = properties.get('aquasecurity:trivy:Type')?.[0];
  if (kind !== undefined && textField(value, 'purl') === undefined && textField(value, 'type') === 'application') {
    const path = directoryOf(toPlace(bare)[0]?.path ?? '');
    return { path, ecosystem: kind, role: 'product', isGroup: true, roleReason: 'a file with packages, by the SBOM' };
  }
  return undefined;
}

// cyclonedx-npm and cdxgen mark packages of development in the taxonomy of cdx:npm
function statedScope(value: unknown, properties: Properties): Scope | undefined {
  if (properties.get('cdx:npm:package:development')?.[0] === 'true') return 'dev';
  const scope = textField(value, 'scope');
  return scope !== undefined && Object.hasOwn(SCOPES, scope) ? SCOPES[scope] : undefined;
}

const DOWNLOADS: ReadonlySet<string> = new Set(['distribution', 'source-distribution']);

function readOrigins(value: unknown, lost: LostCounter): Origin[] {
  return (listField(value, 'externalReferences') ?? []).flatMap((reference): Origin[] => {
    const [type, url] = [textField(reference, 'type'), textField(reference, 'url')];
    if (type === undefined || url === undefined || url === '') return [];
    if (DOWNLOADS.has(type)) return [{ kind: 'download', url }];
    if (type !== 'vcs') {
      lost.add(`external references of type ${type}`, url);
      return [];
    }
    const revision = /^revision (\S+)$/.exec(textField(reference, 'comment') ?? '')?.[1];
    return [{ kind: 'vcs', url, ...(revision !== undefined && { revision }) }];
  });
}

// `syft:location:0:path`, `aquasecurity:trivy:FilePath`, `SrcFile` of cdxgen name the file that a package was found in.
function readPlaces(value: unknown, properties: Properties): SbomPackage['places'] {
  const occurrences = listField(recordField(value, 'evidence'), 'occurrences') ?? [];
  const places = occurrences.flatMap((item) => {
    const location = textField(item, 'location');
    const line: unknown = typeof item === 'object' && item !== null && 'line' in item ? item.line : undefined;
    return location === undefined ? [] : toPlace(location, line);
  });
  for (const [name, values] of properties) {
    if (!/^syft:location:\d+:path$|^aquasecurity:trivy:FilePath$|^SrcFile$/.test(name)) continue;
    for (const path of values) places.push(...toPlace(path));
  }
  return places;
}

// Only our own documents say it with a path below the scan root.
function readPatches(value: unknown): string[] {
  return (listField(recordField(value, 'pedigree'), 'patches') ?? []).flatMap((patch) => {
    const diff = recordField(patch, 'diff');
    const url = textField(diff, 'url') ?? textField(recordField(diff, 'text'), 'content');
    return url === undefined ? [] : [decodePath(url)];
  });
}

function decodePath(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

function countUnread(value: unknown, lost: LostCounter): void {
  for (const key of Object.keys(value as object))
    if (!READ.has(key)) lost.add(`\`${key}\` of components`, textField(value, 'name') ?? '');
  const evidence = recordField(value, 'evidence');
  for (const key of evidence === undefined ? [] : Object.keys(evidence)) {
    if (key !== 'occurrences' && key !== 'licenses' && key !== 'identity' && key !== 'copyright')
      lost.add(`\`evidence.${key}\` of components`, textField(value, 'name') ?? '');
  }
  const foreign = (listField(value, 'properties') ?? []).find((item) => textField(item, 'name')?.startsWith('licet:') !== true);
  if (foreign !== undefined) lost.add('`properties` of components', textField(foreign, 'name') ?? '');
}

function present(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}
