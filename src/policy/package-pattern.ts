import { purlParts, withoutVersion, type Purl } from '../domain/purl.ts';
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

export function matchesPackage(pattern: PackagePattern, purl: Purl): boolean {
  const bare = safeDecode(withoutVersion(purl));
  if (pattern.name.includes('*') ? !matchesGlob(pattern.name, bare) : pattern.name !== bare) return false;
  if (pattern.range === undefined) return true;
  const { type, version } = purlParts(purl);
  return version !== undefined && satisfiesRange(type, version, pattern.range);
}

// `%40acme` and `@acme` are the same namespace; a broken escape stays as it is.
function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
