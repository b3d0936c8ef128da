import type { Origin } from '../../domain/component.ts';
import { makePurl, type Purl } from '../../domain/purl.ts';

export interface VcsSource {
  /** As the file writes it: `https://…`, `ssh://git@…`, `git@host:owner/repo.git`. */
  readonly url: string;
  readonly revision?: string | undefined;
  readonly subpath?: string | undefined;
}

/**
 * The purl of a repository at a revision, for packages that no registry knows: `pkg:github/owner/repo@revision` for
 * the hosts that have a type of their own, else `pkg:git/host/path@revision` (purl-spec types/git-definition.json).
 */
export function repositoryPurl({ url, revision, subpath }: VcsSource): Purl | undefined {
  const match = /^(?:git\+)?(?:[a-z][a-z+]*:\/\/)?(?:[^/@]*@)?([^/:]+)(?::\d+(?=\/))?[/:](.+?)\/?$/i.exec(url);
  const [host = '', path = ''] = [match?.[1]?.toLowerCase(), match?.[2]?.replace(/\.git$/, '').replace(/^\/+/, '')];
  const [owner = '', name = '', ...deeper] = path.split('/');
  const type = host === 'github.com' ? 'github' : host === 'bitbucket.org' ? 'bitbucket' : 'git';
  if (type !== 'git' && owner !== '' && name !== '' && deeper.length === 0)
    return makePurl({ type, namespace: owner, name, version: revision, subpath });
  if (host === '' || path === '') return undefined;
  return makePurl({ type: 'git', namespace: host, name: path, version: revision, subpath });
}

/** The value of a `vcs_url` qualifier (SPDX download location): `git+https://…@revision`. */
export function vcsUrl({ url, revision }: VcsSource): string {
  const scp = /^(?:[^/@:]*@)([^/:]+):(?!\/\/)(.+)$/.exec(url);
  const address = scp === null ? withoutCredentials(url) : `ssh://git@${scp[1] ?? ''}/${scp[2] ?? ''}`;
  const prefixed = address.startsWith('git+') ? address : `git+${address}`;
  return revision === undefined ? prefixed : `${prefixed}@${revision}`;
}

export function vcsOrigin({ url, revision }: VcsSource): Origin {
  return { kind: 'vcs', url: withoutCredentials(url), ...(revision !== undefined && { revision }) };
}

/** The origin of an address that may be `git+https://…@revision`, as Python tools write it. */
export function originOf(address: string): Origin {
  const match = /^git\+(.+?)(?:@([^@/#?]+))?(?:[?#].*)?$/.exec(address);
  if (match === null) return { kind: 'download', url: withoutCredentials(address) };
  return vcsOrigin({ url: match[1] ?? '', revision: match[2] });
}

/** Without `user:token@`: credentials must not reach an SBOM. The user of an ssh address is part of it and stays. */
export function withoutCredentials(url: string): string {
  return url.replace(/^((?:[a-z]+\+)?https?:\/\/)[^/@]*@/i, '$1');
}
