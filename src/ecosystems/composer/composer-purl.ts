import { DEFAULT_COMPOSER_HOSTS } from '../../domain/default-registries.ts';
import { makePurl, type Purl } from '../../domain/purl.ts';
import { vcsUrl, withoutCredentials } from '../formats/source-url.ts';
import type { PackageEntry } from './package-entry.ts';

/** The purl of a locked package. One that no registry announces says where it is taken from: it may be somebody's fork. */
export function entryPurl(entry: PackageEntry): Purl | undefined {
  return composerPurl(entry.name, entry.version, qualifiersOf(entry));
}

export function composerPurl(
  name: string,
  version: string | undefined,
  qualifiers: Readonly<Record<string, string>> = {},
): Purl | undefined {
  const [, namespace, own] = /^([^/\s]+)\/([^/\s]+)$/.exec(name) ?? [];
  if (namespace === undefined || own === undefined) return undefined;
  return makePurl({ type: 'composer', namespace, name: own, version, qualifiers });
}

function qualifiersOf({ version, notificationUrl, source, dist }: PackageEntry): Record<string, string> {
  const isBranch = /^dev-|-dev$/i.test(version);
  const repository = notificationUrl === undefined ? undefined : repositoryOf(notificationUrl);
  const isRegistry = notificationUrl !== undefined;
  return {
    ...(repository !== undefined && { repository_url: repository }),
    // a branch moves: only the commit says what is meant
    ...((!isRegistry || isBranch) &&
      source !== undefined &&
      source.type !== 'path' && { vcs_url: vcsUrl(source.url, source.reference, source.type === '' ? 'git' : source.type) }),
    ...(!isRegistry && source === undefined && dist !== undefined && { download_url: withoutCredentials(dist.url) }),
  };
}

// Repositories announce `<repository>/downloads/` (getcomposer.org/doc/05-repositories.md#notify-batch).
function repositoryOf(notificationUrl: string): string | undefined {
  const host = /^https?:\/\/(?:[^/@]*@)?([^/:]+)/i.exec(notificationUrl)?.[1]?.toLowerCase();
  if (host === undefined || DEFAULT_COMPOSER_HOSTS.includes(host)) return undefined;
  return withoutCredentials(notificationUrl).replace(/\/downloads\/?$/, '');
}
