import type { Origin } from '../../domain/component.ts';
import { DEFAULT_PYPI_INDEXES } from '../../domain/default-registries.ts';
import { joinPath } from '../../domain/path.ts';
import { makePurl, type Purl } from '../../domain/purl.ts';

/** Where a Python distribution comes from. */
export type PypiSource =
  /** A package index; without `url` the default one. */
  | { readonly kind: 'index'; readonly url?: string }
  | {
      readonly kind: 'vcs';
      readonly type: string;
      readonly url: string;
      readonly revision?: string;
      readonly subdirectory?: string;
    }
  | { readonly kind: 'url'; readonly url: string; readonly subdirectory?: string }
  /** A directory or archive on disk: it belongs to whoever owns the repository. */
  | { readonly kind: 'local'; readonly path: string };

export const DEFAULT_INDEX: PypiSource = { kind: 'index' };

export function indexSource(url: string): PypiSource {
  const bare = withoutCredentials(url).replace(/\/+$/, '');
  return DEFAULT_PYPI_INDEXES.includes(bare.replace(/^http:/, 'https:')) ? DEFAULT_INDEX : { kind: 'index', url: bare };
}

/** From a URL as pip takes it: `git+https://host/repo@rev#subdirectory=a`, `https://…/a.whl#sha256=…`, `file:…`. */
export function urlSource(written: string): PypiSource {
  const hash = written.indexOf('#');
  const fragment = hash === -1 ? '' : written.slice(hash + 1);
  const address = withoutCredentials(hash === -1 ? written : written.slice(0, hash));
  const subdirectory = /(?:^|&)subdirectory=([^&]+)/.exec(fragment)?.[1];
  const [, type = '', inner = ''] = /^(git|hg|svn|bzr)\+(.+)$/.exec(address) ?? [];
  if (type !== '') {
    // the last `@` after the host is the revision: `git+ssh://git@host/repo@main`
    const [, url = inner, revision] = /^([a-z+]+:\/\/[^/]*\/.*?|[^/:]+@[^/:]+:.*?|[^@]*?)(?:@([^@]+))?$/.exec(inner) ?? [];
    return vcsSource({ type, url, revision, subdirectory });
  }
  if (address.startsWith('file:')) return { kind: 'local', path: fileUrlPath(address) };
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(address)) return { kind: 'local', path: address };
  return { kind: 'url', url: address, ...(subdirectory !== undefined && { subdirectory }) };
}

interface VcsParts {
  readonly type: string;
  readonly url: string;
  readonly revision: string | undefined;
  readonly subdirectory: string | undefined;
}

export function vcsSource({ type, url, revision, subdirectory }: VcsParts): PypiSource {
  return {
    kind: 'vcs',
    type,
    url: withoutCredentials(url),
    ...(revision !== undefined && revision !== '' && { revision }),
    ...(subdirectory !== undefined && subdirectory !== '' && { subdirectory }),
  };
}

/** The purl of a distribution; `undefined` when the name cannot be one, or the source is local. */
export function pypiPurl(name: string, version: string | undefined, source: PypiSource): Purl | undefined {
  if (source.kind === 'local') return undefined;
  return makePurl({ type: 'pypi', name, version, qualifiers: toQualifiers(source) });
}

function toQualifiers(source: PypiSource): Readonly<Record<string, string | undefined>> {
  if (source.kind === 'local') return {};
  if (source.kind === 'index') return { repository_url: source.url };
  const folder = source.subdirectory === undefined ? '' : `#subdirectory=${source.subdirectory}`;
  if (source.kind === 'url') return { download_url: `${source.url}${folder}` };
  const revision = source.revision === undefined ? '' : `@${source.revision}`;
  return { vcs_url: `${source.type}+${source.url}${revision}${folder}` };
}

/** Whether a source leaves no choice: a file by its URL, or a commit. */
export function isFixed(source: PypiSource): boolean {
  return source.kind === 'url' || (source.kind === 'vcs' && /^[0-9a-f]{40}$/i.test(source.revision ?? ''));
}

/** Where the bytes come from, as far as the source itself says. */
export function sourceOrigins(source: PypiSource): readonly Origin[] {
  if (source.kind === 'url') return [{ kind: 'download', url: source.url }];
  if (source.kind !== 'vcs') return [];
  const { type, url, revision } = source;
  return [{ kind: 'vcs', url: `${type}+${url}`, ...(revision !== undefined && { revision }) }];
}

/** Directory below the scan root of a local source; that of the lockfile when it lies outside. */
export function localDirectory(base: string, path: string): string {
  if (/^(?:\/|[a-z]:[\\/])/i.test(path)) return base;
  return joinPath(base, path.replaceAll('\\', '/')) ?? base;
}

/** A lockfile may hold `https://user:token@host/…`: credentials never go into an output. `git@host` is no secret. */
export function withoutCredentials(url: string): string {
  return url.replace(/^([a-z+]+:\/\/)([^/@]*)@/i, (whole, scheme: string, user: string) => (user === 'git' ? whole : scheme));
}

// `file:sub`, `file:./sub`, `file:///abs`; pdm writes `file:///${PROJECT_ROOT}/sub`
function fileUrlPath(url: string): string {
  const path = url.replace(/^file:(?:\/\/(?=\/)|\/\/localhost(?=\/)|\/\/)?/i, '');
  return path.replace(/^\/?\$\{PROJECT_ROOT\}\/?/, './');
}
