/** A canonical package URL. Made only here: whoever holds one holds a valid one. */
export type Purl = string & { readonly __brand: 'Purl' };

export interface PurlParts {
  readonly type: string;
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly version?: string | undefined;
  readonly qualifiers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly subpath?: string | undefined;
}

/** Builds the canonical form, or `undefined` when the parts break a rule of their type. */
export function makePurl(parts: PurlParts): Purl | undefined {
  const encode = (text: string): string => encodeURIComponent(text).replaceAll('%3A', ':');
  const namespace = (parts.namespace ?? '').split('/').filter(Boolean).map(encode);
  const version = parts.version === undefined || parts.version === '' ? '' : `@${encode(parts.version)}`;
  if (parts.name === '') return undefined;
  const qualifiers = Object.entries(parts.qualifiers ?? {})
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `${key}=${encode(value ?? '')}`)
    .toSorted();
  const query = qualifiers.length === 0 ? '' : `?${qualifiers.join('&')}`;
  return `pkg:${parts.type}/${[...namespace, encode(parts.name)].join('/')}${version}${query}` as Purl;
}

/** Parses and canonicalises; `undefined` when the text is not a purl. */
export function parsePurl(text: string): Purl | undefined {
  const match = /^pkg:([a-z]+)\/(?:(.+)\/)?([^/@?#]+)(?:@([^?#]+))?(?:\?([^#]*))?/.exec(text);
  if (match === null) return undefined;
  const decode = (part: string | undefined): string | undefined => (part === undefined ? undefined : decodeURIComponent(part));
  return makePurl({ type: match[1] ?? '', namespace: decode(match[2]), name: decode(match[3]) ?? '', version: decode(match[4]) });
}

/** The parts of a canonical purl. */
export function purlParts(purl: Purl): PurlParts {
  const match = /^pkg:([^/]+)\/(?:([^?#]+)\/)?([^/@?#]+)(?:@([^?#]+))?(?:\?([^#]*))?(?:#(.*))?$/.exec(purl);
  if (match === null) throw new Error(`not a canonical purl: ${purl}`);
  return {
    type: match[1] ?? '',
    namespace: match[2] === undefined ? undefined : match[2].split('/').map(decodeURIComponent).join('/'),
    name: decodeURIComponent(match[3] ?? ''),
    version: match[4] === undefined ? undefined : decodeURIComponent(match[4]),
    qualifiers: Object.fromEntries(new URLSearchParams(match[5] ?? '')),
    subpath: match[6] === undefined ? undefined : decodeURIComponent(match[6]),
  };
}

/** The same package without its version and qualifiers: what stays when it is upgraded. */
export function withoutVersion(purl: Purl): Purl {
  const { type, namespace, name, subpath } = purlParts(purl);
  const bare = makePurl({ type, namespace, name, subpath });
  if (bare === undefined) throw new Error(`no purl without version for ${purl}`);
  return bare;
}
