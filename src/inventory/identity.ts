import type { Component } from '../domain/component.ts';
import { makePurl, parsePurl, purlParts, withoutVersion, type Purl } from '../domain/purl.ts';

// Where a copy came from is not what it is: with these, one package fetched from two places would be two components.
const ORIGIN_QUALIFIERS: ReadonlySet<string> = new Set([
  'vcs_url',
  'download_url',
  'repository_url',
  'checksum',
  'checksums',
  'file_name',
]);

// An image is named by its registry as well: there is no default one that everybody means.
const NAMED_BY_PLACE = /^pkg:(docker|oci)\//;

const remembered = new Map<Purl, string>();
const MOST_REMEMBERED = 50_000;

/** What a component is called across the organization: its purl without what only says where a copy came from. */
export function orgIdentity({ purl, id }: Pick<Component, 'purl' | 'id'>): string {
  if (purl === undefined || !purl.includes('?') || NAMED_BY_PLACE.test(purl)) return purl ?? id;
  const known = remembered.get(purl);
  if (known !== undefined) return known;
  const { qualifiers = {}, ...parts } = purlParts(purl);
  const kept = Object.fromEntries(Object.entries(qualifiers).filter(([key]) => !ORIGIN_QUALIFIERS.has(key)));
  const identity = makePurl({ ...parts, qualifiers: kept }) ?? purl;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(purl, identity);
  return identity;
}

/** An identity as the database has it: package, and version of it. */
export interface NamedComponent {
  /** Purl without version, or the identity itself when it is no purl. */
  readonly owner: string;
  readonly type: string;
  readonly name: string;
  readonly version: string | undefined;
}

// Most identities are a type, names and a version without escapes: taken apart by hand, since there are hundreds of thousands.
const PLAIN = /^pkg:([a-z0-9.+-]+)\/([^@?#%]+)@([^?#%]+)$/;

export function nameComponent(identity: string): NamedComponent {
  const plain = PLAIN.exec(identity);
  if (plain !== null) {
    const [, type = '', name = '', version] = plain;
    return { owner: identity.slice(0, identity.length - (version?.length ?? 0) - 1), type, name, version };
  }
  const purl = parsePurl(identity);
  if (purl === undefined) return { owner: identity, type: '', name: identity, version: undefined };
  const { type, namespace, name, version } = purlParts(purl);
  return { owner: withoutVersion(purl), type, name: namespace === undefined ? name : `${namespace}/${name}`, version };
}

/** How this copy differs from the one that everybody means: another origin, patches, a digest to compare. */
export function variantsOf({ purl, patches, hashes, properties }: Component): string[] {
  const qualifiers = purl?.includes('?') === true && !NAMED_BY_PLACE.test(purl) ? (purlParts(purl).qualifiers ?? {}) : {};
  const origins = Object.entries(qualifiers).flatMap(([key, value]) =>
    ORIGIN_QUALIFIERS.has(key) && !key.startsWith('checksum') ? [`origin ${key}=${value}`] : [],
  );
  const patched = (patches ?? []).map((path) => `patch ${path}`);
  // A list of hashes of several archives of one version says nothing by which of them is in it.
  const digest = properties?.['licet:hashes'] === 'any-of' ? undefined : strongest(hashes);
  return [...origins, ...patched, ...(digest === undefined ? [] : [digest])];
}

const PREFERRED = ['SHA-512', 'SHA-256', 'SHA-384', 'SHA-1'] as const;
const SHOWN_DIGITS = 32;

function strongest(hashes: Component['hashes']): string | undefined {
  for (const algorithm of PREFERRED) {
    const found = hashes.filter((hash) => hash.algorithm === algorithm);
    if (found.length > 1) return undefined;
    const [hash] = found;
    if (hash !== undefined) return `digest ${algorithm}:${hash.value.slice(0, SHOWN_DIGITS)}`;
  }
  return undefined;
}
