/** The lockfile formats differ in how a package is addressed: `/a/1.0.0_b@2`, `/a@1.0.0(b@2)`, `a@1.0.0(b@2)`. */
export type KeyFormat = 5 | 6 | 9;

export interface DepPath {
  readonly name?: string;
  /** A version, or for other sources the address: `https://…`, `file:…`. */
  readonly version?: string;
  /** Host of a registry that is not the default one. */
  readonly host?: string;
}

/** The key without what was added for peers and patches: `a@1.0.0(patch_hash=x)(b@2)` is `a@1.0.0`. */
export function withoutPeers(key: string): string {
  let end = key.length;
  // from the back, group by group: a file path may hold parentheses of its own (pnpm dependency-path indexOfPeersSuffix)
  while (end > 0 && key[end - 1] === ')') {
    let depth = 0;
    let at = end;
    do {
      at -= 1;
      if (key[at] === ')') depth += 1;
      else if (key[at] === '(') depth -= 1;
    } while (depth > 0 && at > 0);
    if (depth !== 0) break;
    end = at;
  }
  return key.slice(0, end);
}

/** What a key says of name and version. Entries that are not from a registry carry both themselves. */
export function parseDepPath(key: string, format: KeyFormat): DepPath {
  const bare = format === 5 ? key : withoutPeers(key);
  if (format === 9) return splitAt(bare);
  if (/^(?:file|link):/.test(bare)) return {};
  const absolute = !bare.startsWith('/');
  const slash = bare.indexOf('/');
  if (absolute && slash === -1) return format === 6 ? splitAt(bare) : {};
  const host = absolute ? bare.slice(0, slash) : undefined;
  const rest = bare.slice(slash + 1);
  const parsed = format === 6 ? splitAt(rest) : splitV5(rest);
  return { ...parsed, ...(host !== undefined && host !== '' && { host }) };
}

function splitAt(text: string): DepPath {
  const at = text.indexOf('@', 1);
  return at === -1 ? { name: text } : { name: text.slice(0, at), version: text.slice(at + 1) };
}

// `@scope/name/1.0.0_peer@2+other@3`: only the version is cut at `_`, names such as `string_decoder` hold one themselves
function splitV5(text: string): DepPath {
  const slash = text.indexOf('/', text.startsWith('@') ? text.indexOf('/') + 1 : 0);
  if (slash === -1) return { name: text };
  const version = text.slice(slash + 1);
  const peers = version.search(/[_(]/);
  return { name: text.slice(0, slash), version: peers === -1 ? version : version.slice(0, peers) };
}

/** The keys a reference in a dependency map may stand for, the format's own rule first (pnpm dependency-path refToRelative). */
export function keysOfReference(name: string, reference: string, format: KeyFormat): readonly string[] {
  if (format === 9) return [`${name}@${reference}`, reference];
  const plain = format === 6 ? `/${name}@${reference}` : `/${name}/${reference}`;
  return [plain, reference];
}
