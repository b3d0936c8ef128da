import type { Origin } from '../../domain/component.ts';
import { DEFAULT_POD_REPOSITORIES } from '../../domain/default-registries.ts';
import { makePurl, type Purl } from '../../domain/purl.ts';
import { vcsOrigin, vcsUrl, withoutCredentials } from '../formats/source-url.ts';
import type { PodSource } from './podfile-lock.ts';

/** The purl of a root pod; one from elsewhere than CocoaPods' own repository says from where. */
export function podPurl(name: string, version: string | undefined, source?: PodSource, repository?: string): Purl | undefined {
  if (!/^[^\s/]+$/.test(name)) return undefined;
  return makePurl({ type: 'cocoapods', name, version, qualifiers: qualifiersOf(source, repository) });
}

function qualifiersOf(source: PodSource | undefined, repository: string | undefined): Record<string, string> {
  if (source?.git !== undefined) return { vcs_url: vcsUrl(source.git, source.revision) };
  if (source?.http !== undefined) return { download_url: withoutCredentials(source.http) };
  const url = repository?.replace(/\/+$/, '');
  if (url === undefined || DEFAULT_POD_REPOSITORIES.includes(url.toLowerCase())) return {};
  return { repository_url: withoutCredentials(url) };
}

export function podOrigins(source: PodSource | undefined): Origin[] {
  if (source?.git !== undefined) return [vcsOrigin(source.git, source.revision)];
  return source?.http === undefined ? [] : [{ kind: 'download', url: withoutCredentials(source.http) }];
}
