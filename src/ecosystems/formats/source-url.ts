import type { Origin } from '../../domain/component.ts';

/** `https://user:token@host/…` without what is before the `@`: credentials never go into an output. `git@host` is no secret. */
export function withoutCredentials(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)([^/@\s]*)@/i, (whole, scheme: string, user: string) =>
    user === 'git' || user === 'hg' ? whole : scheme,
  );
}

export function vcsOrigin(url: string, revision: string | undefined): Origin {
  return { kind: 'vcs', url: withoutCredentials(url), ...(revision !== undefined && revision !== '' && { revision }) };
}

/** Value of purl's `vcs_url`, in the SPDX form of a download location: `git+https://host/path@revision`. */
export function vcsUrl(url: string, revision: string | undefined, tool = 'git'): string {
  const clean = withoutCredentials(url);
  // scp-like addresses (`git@host:path`) have no scheme of their own
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(clean) ? clean : clean.replace(/^([^/:\s]+@[^/:\s]+):/, 'ssh://$1/');
  const located = /^[a-z]+\+/i.test(address) ? address : `${tool}+${address}`;
  return revision === undefined || revision === '' ? located : `${located}@${revision}`;
}
