import { byCodeUnit } from '../order.ts';
import { encodePercent } from './percent.ts';
import { rulesOf, type PurlTypeRules } from './types.ts';

/** A canonical package URL. Made only here: whoever holds one holds a valid one. */
export type Purl = string & { readonly __brand: 'Purl' };

/** The decoded parts of a purl. */
export interface PurlParts {
  readonly type: string;
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly version?: string | undefined;
  readonly qualifiers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly subpath?: string | undefined;
}

const TYPE = /^[a-z][a-z0-9.-]*$/;
const QUALIFIER_KEY = /^[a-z][a-z0-9._-]*$/;

/**
 * Builds the canonical form, or `undefined` when the parts break a rule of purl-spec or of their type.
 * `{ type: 'npm', namespace: '@angular', name: 'core', version: '1' }` gives `pkg:npm/%40angular/core@1`.
 */
export function makePurl(parts: PurlParts): Purl | undefined {
  const type = parts.type.toLowerCase();
  if (!TYPE.test(type)) return undefined;
  const rules = rulesOf(type);
  const namespace = canonicalNamespace(parts.namespace ?? '', rules);
  const name = canonicalName(parts, rules);
  const version = canonicalVersion(parts.version ?? '', rules);
  const qualifiers = canonicalQualifiers(parts.qualifiers, rules);
  const subpath = encodeSegments(splitPath(parts.subpath ?? '').filter((segment) => segment !== '.' && segment !== '..'));
  if (namespace === undefined || name === undefined || version === undefined) return undefined;
  if (qualifiers === undefined || subpath === undefined) return undefined;
  const path = namespace === '' ? name : `${namespace}/${name}`;
  const tail = `${version && `@${version}`}${qualifiers && `?${qualifiers}`}${subpath && `#${subpath}`}`;
  return `pkg:${type}/${path}${tail}` as Purl;
}

/** Does it have qualifiers or a subpath? */
export function hasTail(purl: Purl): boolean {
  return purl.includes('?') || purl.includes('#');
}

/** What stands before the version; every other `@` is escaped in a canonical purl. */
export function upToVersion(purl: Purl): Purl {
  const at = purl.indexOf('@');
  return at === -1 ? purl : (purl.slice(0, at) as Purl);
}

/** The segments between slashes; empty ones mean nothing. */
export function splitPath(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function encodeSegments(segments: readonly string[]): string | undefined {
  const encoded = segments.map(encodePercent);
  return encoded.includes(undefined) ? undefined : encoded.join('/');
}

function canonicalNamespace(given: string, rules: PurlTypeRules): string | undefined {
  const lower = rules.lowerCase?.includes('namespace') === true ? given.toLowerCase() : given;
  const segments = splitPath(rules.upperCase?.includes('namespace') === true ? lower.toUpperCase() : lower);
  if (rules.namespace === 'required' && segments.length === 0) return undefined;
  if (rules.namespace === 'prohibited' && segments.length > 0) return undefined;
  if (rules.nameHoldsSlashes === true && segments.length > 1) return undefined;
  return encodeSegments(segments);
}

function canonicalName(parts: PurlParts, rules: PurlTypeRules): string | undefined {
  const repository = parts.qualifiers?.['repository_url'] ?? '';
  const lower = rules.lowerCase?.includes('name') === true || rules.lowerCaseNameAt?.test(repository) === true;
  const trimmed = parts.name.replace(/^\/+/, '').replace(/(?<!\/)\/+$/, '');
  const cased = lower ? trimmed.toLowerCase() : trimmed;
  const { replaceInName } = rules;
  const name = replaceInName === undefined ? cased : cased.replaceAll(replaceInName.pattern, replaceInName.by);
  if (name === '' || rules.namePattern?.test(name) === false) return undefined;
  return rules.nameHoldsSlashes === true ? encodeSegments(splitPath(name)) : encodePercent(name);
}

function canonicalVersion(given: string, rules: PurlTypeRules): string | undefined {
  const version = rules.lowerCase?.includes('version') === true ? given.toLowerCase() : given;
  if (version !== '' && rules.versionPattern?.test(version) === false) return undefined;
  return encodePercent(version);
}

function canonicalQualifiers(given: PurlParts['qualifiers'], rules: PurlTypeRules): string | undefined {
  const pairs: string[] = [];
  const keys = new Set<string>();
  for (const [written, value] of Object.entries(given ?? {})) {
    const key = written.toLowerCase();
    if (!QUALIFIER_KEY.test(key) || keys.has(key)) return undefined;
    if (value === undefined || value === '') continue;
    const encoded = encodePercent(value);
    if (encoded === undefined) return undefined;
    keys.add(key);
    pairs.push(`${key}=${encoded}`);
  }
  if (rules.requiredQualifiers?.every((key) => keys.has(key)) === false) return undefined;
  return pairs.length < 2 ? pairs.join('') : sortPairs(pairs).join('&');
}

// By key: `a` before `a.b`, although `=` sorts after `.`.
function sortPairs(pairs: readonly string[]): string[] {
  const keyOf = (pair: string): string => pair.slice(0, pair.indexOf('='));
  return pairs.toSorted((a, b) => byCodeUnit(keyOf(a), keyOf(b)));
}
