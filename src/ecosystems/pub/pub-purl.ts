import { DEFAULT_PUB_HOSTS } from '../../domain/default-registries.ts';
import { makePurl, type Purl } from '../../domain/purl.ts';
import { vcsUrl, withoutCredentials } from '../formats/source-url.ts';
import type { PubSource } from './pubspec.ts';

/** The purl of a package that is not of this repository; names of Dart packages are lower-case identifiers. */
export function pubPurl(name: string, version: string | undefined, source: PubSource): Purl | undefined {
  if (!/^\w+$/.test(name)) return undefined;
  const subpath = source.kind === 'git' && source.path !== undefined && source.path !== '.' ? { subpath: source.path } : {};
  return makePurl({ type: 'pub', name, version, qualifiers: qualifiersOf(source), ...subpath });
}

function qualifiersOf(source: PubSource): Record<string, string> {
  if (source.kind === 'git') return { vcs_url: vcsUrl(source.url, source.ref) };
  if (source.kind !== 'hosted' || source.url === undefined || isDefaultHost(source.url)) return {};
  return { repository_url: withoutCredentials(source.url).replace(/\/+$/, '') };
}

export function isDefaultHost(url: string): boolean {
  return DEFAULT_PUB_HOSTS.includes(hostOf(url));
}

/** Folder of a registry below the cache's `hosted/`. */
export function hostOf(url: string): string {
  return /^https?:\/\/(?:[^/@]*@)?([^/]+)/i.exec(url)?.[1]?.toLowerCase() ?? '';
}
