import { BIOCONDUCTOR, CRAN_MIRROR_NAMES, DEFAULT_CRAN_HOSTS } from '../../domain/default-registries.ts';
import type { Origin } from '../../domain/component.ts';
import { makePurl, type Purl } from '../../domain/purl.ts';
import { field, isRecord, listField, recordField, textField, type UnknownRecord } from '../formats/values.ts';
import { vcsOrigin, vcsUrl, withoutCredentials } from '../formats/vcs-source.ts';

/** URLs of the repositories of a lockfile by name. */
export type Repositories = ReadonlyMap<string, string>;

export function repositoriesOf(root: UnknownRecord): Repositories {
  const listed = listField(recordField(root, 'R'), 'Repositories') ?? [];
  return new Map(
    listed.flatMap((item) => {
      const [name, url] = [textField(item, 'Name'), textField(item, 'URL')];
      return name === undefined || url === undefined ? [] : [[name, withoutCredentials(url)] as const];
    }),
  );
}

const HOSTS: Readonly<Record<string, string>> = { github: 'github.com', gitlab: 'gitlab.com', bitbucket: 'bitbucket.org' };

/**
 * Where renv got a package: `Source` is Repository, Bioconductor, a git host, URL or Local (rstudio.github.io/renv,
 * "lockfiles"). `local` is a package of the machine it was locked on.
 */
export function packageSource(
  name: string,
  version: string,
  entry: UnknownRecord,
  repositories: Repositories,
): { purl: Purl; origin?: Origin } | 'local' | undefined {
  const source = textField(entry, 'Source')?.toLowerCase();
  if (source === 'local') return 'local';
  const vcs = vcsOf(entry);
  if (vcs !== undefined && source !== 'repository' && source !== 'bioconductor') {
    const purl = makePurl({ type: 'cran', name, version, qualifiers: { vcs_url: vcsUrl(vcs) } });
    return purl === undefined ? undefined : { purl, origin: vcsOrigin(vcs) };
  }
  const named = source === 'bioconductor' ? BIOCONDUCTOR : textField(entry, 'Repository');
  const purl = makePurl({ type: 'cran', name, version, qualifiers: { repository_url: repositoryUrl(named, repositories) } });
  return purl === undefined ? undefined : { purl };
}

// A mirror of CRAN is CRAN.
function repositoryUrl(name: string | undefined, repositories: Repositories): string | undefined {
  if (name === undefined || CRAN_MIRROR_NAMES.includes(name)) return undefined;
  const url = repositories.get(name) ?? name;
  return DEFAULT_CRAN_HOSTS.some((host) => url.includes(`://${host}`)) ? undefined : url;
}

function vcsOf(entry: UnknownRecord): { url: string; revision?: string } | undefined {
  const [type, host, owner, repo, address, sha] = [
    'RemoteType',
    'RemoteHost',
    'RemoteUsername',
    'RemoteRepo',
    'RemoteUrl',
    'RemoteSha',
  ].map((key) => textField(entry, key));
  const revision = sha === undefined ? {} : { revision: sha };
  if (type === 'git' || (type ?? '').startsWith('git2r') || type === 'xgit')
    return address === undefined ? undefined : { url: address, ...revision };
  if (owner === undefined || repo === undefined || !isRecord(entry) || field(entry, 'RemoteSha') === undefined) return undefined;
  // api.github.com is the API of github.com
  const server =
    host === undefined || host.startsWith('api.')
      ? (HOSTS[type ?? 'github'] ?? 'github.com')
      : host.replace(/\/api\/v\d+\/?$/, '');
  return { url: `https://${server.replace(/^https?:\/\//, '')}/${owner}/${repo}`, ...revision };
}
