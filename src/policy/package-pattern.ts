import type { Purl } from '../domain/purl.ts';
import { matchesGlob } from './glob.ts';
import { satisfiesRange } from './version-range.ts';

/** `pkg:npm/%40acme/*`, `pkg:npm/left-pad@1.3.0`, `pkg:cargo/ring@>=0.17.0 <0.18.0`. */
export interface PackagePattern {
  readonly text: string;
  readonly name: string;
  readonly range?: string;
}

/** `undefined` when it is not a package URL with an optional version range. */
export function parsePackagePattern(text: string): PackagePattern | undefined {
  const match = /^pkg:[a-z][a-z0-9.+-]*\/[^@]+?(?:@(.+))?$/i.exec(text);
  if (match === null) return undefined;
  const range = match[1]?.trim();
  const name = range === undefined ? text : text.slice(0, text.indexOf('@'));
  return { text, name: safeDecode(name), ...(range !== undefined && range !== '*' && { range }) };
}

/** A package as patterns see it, taken apart once for all of them. */
export interface NamedPackage {
  readonly type: string;
  /** Decoded purl without version, qualifiers and subpath. */
  readonly bare: string;
  readonly version: string | undefined;
}

/** A canonical purl escapes every `@`, `?` and `#` that is not a separator, so the first one ends the name. */
export function namePackage(purl: Purl): NamedPackage {
  const end = purl.search(/[@?#]/);
  const version = end !== -1 && purl[end] === '@' ? purl.slice(end + 1).replace(/[?#].*$/, '') : undefined;
  const bare = bareName(purl);
  return { type: purl.slice(4, purl.indexOf('/')), bare, version: version === undefined ? undefined : safeDecode(version) };
}

/** The decoded purl without version, qualifiers and subpath. */
export function bareName(purl: Purl): string {
  const at = purl.indexOf('@');
  const end = at === -1 ? purl.search(/[?#]/) : at;
  const name = end === -1 ? purl : purl.slice(0, end);
  return name.includes('%') ? safeDecode(name) : name;
}

export function matchesPackage(pattern: PackagePattern, item: NamedPackage): boolean {
  if (pattern.name.includes('*') ? !matchesGlob(pattern.name, item.bare) : pattern.name !== item.bare) return false;
  if (pattern.range === undefined) return true;
  return item.version !== undefined && satisfiesRange(item.type, item.version, pattern.range);
}

// `%40acme` and `@acme` are the same namespace; a broken escape stays as it is.
function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
