import { hasTail, makePurl, splitPath, upToVersion, type Purl, type PurlParts } from './build.ts';
import { decodePercent } from './percent.ts';
import { rulesOf } from './types.ts';

export interface ParseOptions {
  /** Reject what purl-spec calls invalid although its meaning is clear: upper-case qualifier keys. */
  readonly strict?: boolean;
}

/** Parses and canonicalises; `undefined` when the text is not a purl. Total: never throws. */
export function parsePurl(text: string, options: ParseOptions = {}): Purl | undefined {
  const parts = readParts(text, options.strict === true);
  return parts === undefined ? undefined : makePurl(parts);
}

const MOST_REMEMBERED = 20_000;
const remembered = new Map<Purl, PurlParts>();

/** The parts of a canonical purl. The last ones asked for are remembered: every stage asks for the same. */
export function purlParts(purl: Purl): PurlParts {
  const known = remembered.get(purl);
  if (known !== undefined) return known;
  const parts = readParts(purl, true);
  if (parts === undefined) throw new Error(`not a canonical purl: ${purl}`);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(purl, parts);
  return parts;
}

/** The same package without its version and qualifiers: what stays when it is upgraded. */
export function withoutVersion(purl: Purl): Purl {
  if (!hasTail(purl)) return upToVersion(purl);
  const { type, namespace, name, qualifiers, subpath } = purlParts(purl);
  const identifying = (rulesOf(type).requiredQualifiers ?? []).map((key) => [key, qualifiers?.[key]]);
  const bare = makePurl({ type, namespace, name, qualifiers: Object.fromEntries(identifying), subpath });
  if (bare === undefined) throw new Error(`no purl without version for ${purl}`);
  return bare;
}

// From right to left as in purl-spec, "How to parse a PURL string": subpath, qualifiers, version, then the path.
function readParts(text: string, strict: boolean): PurlParts | undefined {
  if (!/^pkg:/i.test(text)) return undefined;
  const [beforeSubpath, subpath] = splitFirst(text.slice(4), '#');
  const [beforeQualifiers, query] = splitFirst(beforeSubpath, '?');
  const path = beforeQualifiers.replace(/^\/+/, '');
  const slash = path.indexOf('/');
  if (slash === -1) return undefined;
  const type = path.slice(0, slash).toLowerCase();
  const qualifiers = readQualifiers(query, strict && rulesOf(type).foldsQualifierKeys !== true);
  if (qualifiers === undefined) return undefined;
  const [names, version] = splitVersion(path.slice(slash + 1));
  const located = splitName(splitPath(names), type);
  const decoded = {
    namespace: decodeSegments(located.namespace),
    name: decodeSegments(located.name),
    version: decodePercent(version),
    subpath: decodeSegments(splitPath(subpath)),
  };
  if (decoded.namespace === undefined || decoded.name === undefined) return undefined;
  if (decoded.version === undefined || decoded.subpath === undefined) return undefined;
  return {
    type,
    namespace: decoded.namespace || undefined,
    name: decoded.name,
    version: decoded.version || undefined,
    qualifiers,
    subpath: decoded.subpath || undefined,
  };
}

function splitFirst(text: string, separator: string): [before: string, after: string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

// The last `@`, except one that starts a segment with another one after it: an npm scope that was not encoded.
function splitVersion(path: string): [names: string, version: string] {
  const at = path.lastIndexOf('@');
  if (at === -1) return [path, ''];
  const startsSegment = at === 0 || path[at - 1] === '/';
  if (startsSegment && path.includes('/', at)) return [path, ''];
  // `swift/github.com/owner/@5`: a slash right before the version, so there is no name.
  return startsSegment ? ['', ''] : [path.slice(0, at), path.slice(at + 1)];
}

function splitName(segments: readonly string[], type: string): { namespace: readonly string[]; name: readonly string[] } {
  const cut = rulesOf(type).nameHoldsSlashes === true ? 1 : segments.length - 1;
  return { namespace: segments.slice(0, Math.max(cut, 0)), name: segments.slice(Math.max(cut, 0)) };
}

function decodeSegments(segments: readonly string[]): string | undefined {
  const decoded = segments.map(decodePercent);
  return decoded.includes(undefined) ? undefined : decoded.join('/');
}

// Without a prototype: a key `__proto__` is not a valid one, and must not vanish before it is refused.
function readQualifiers(query: string, strict: boolean): Record<string, string> | undefined {
  const qualifiers: Record<string, string> = Object.create(null) as Record<string, string>;
  if (query === '') return qualifiers;
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const [written, encoded] = splitFirst(pair, '=');
    const key = written.toLowerCase();
    const value = decodePercent(encoded);
    if (value === undefined || key in qualifiers || (strict && key !== written)) return undefined;
    qualifiers[key] = value;
  }
  return qualifiers;
}
