import { splitDescriptor } from '../locks/descriptor.ts';

/** Where a resolution of a berry lockfile leads. */
export type Source =
  | { readonly kind: 'registry'; readonly name: string; readonly archiveUrl?: string }
  | { readonly kind: 'remote'; readonly name: string; readonly address: string }
  | { readonly kind: 'workspace'; readonly name: string; readonly path: string }
  | { readonly kind: 'local'; readonly name: string; readonly path: string; readonly base: string }
  | { readonly kind: 'patch'; readonly name: string; readonly of: Source; readonly patches: readonly string[] };

const MOST_NESTED = 4;

/** Reads `name@protocol:…`; the protocols are those of yarnpkg/berry's plugins. */
export function parseLocator(text: string, depth = 0): Source {
  const { name, range } = splitDescriptor(text);
  const { address, parameters } = splitParameters(withoutVirtual(range));
  const base = workspacePathOf(parameters.get('locator'));
  if (address.startsWith('workspace:')) return { kind: 'workspace', name, path: address.slice('workspace:'.length) };
  if (address.startsWith('patch:') && depth < MOST_NESTED) {
    const hash = address.indexOf('#');
    const inner = decode(address.slice('patch:'.length, hash === -1 ? undefined : hash));
    const patches = hash === -1 ? [] : patchPaths(address.slice(hash + 1), base);
    return { kind: 'patch', name, of: parseLocator(inner, depth + 1), patches };
  }
  const local = /^(?:link|portal|file|exec):([^#]*)/.exec(address)?.[1];
  if (local !== undefined) return { kind: 'local', name, path: decode(local), base };
  if (address.startsWith('npm:') || !address.includes(':')) {
    const archiveUrl = parameters.get('__archiveUrl');
    return { kind: 'registry', name, ...(archiveUrl !== undefined && { archiveUrl }) };
  }
  return { kind: 'remote', name, address };
}

/** `npm:1.0.0::a=b&c=d` is an address and its parameters (berry structUtils.parseRange). */
export function splitParameters(range: string): { readonly address: string; readonly parameters: ReadonlyMap<string, string> } {
  const at = range.indexOf('::');
  if (at === -1) return { address: range, parameters: new Map() };
  const parameters = range
    .slice(at + 2)
    .split('&')
    .map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      return equals === -1 ? [pair, ''] : [pair.slice(0, equals), decode(pair.slice(equals + 1))];
    });
  return { address: range.slice(0, at), parameters: new Map(parameters) };
}

// one package instance per set of peers: `virtual:<hash>#npm:1.0.0` is the package behind `#`
function withoutVirtual(range: string): string {
  return range.startsWith('virtual:') ? range.slice(range.indexOf('#') + 1) : range;
}

function workspacePathOf(locator: string | undefined): string {
  return /@workspace:(.*)$/.exec(locator ?? '')?.[1] ?? '';
}

// `~/` is the project's root; `optional!` may fail to apply; `builtin<…>` comes with yarn (plugin-patch parsePatchFileFlag)
function patchPaths(text: string, base: string): string[] {
  return text
    .split('&')
    .map((path) => decode(path).replace(/^(?:[a-z]+!)+/, ''))
    .filter((path) => path !== '' && !/^~?builtin</.test(path))
    .map((path) => (path.startsWith('~/') ? path.slice(2) : `${base}/${path}`));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
