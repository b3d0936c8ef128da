import type { Origin } from '../domain/component.ts';

/** Where a package comes from, by its download location. */
export function originsOf(location: string | undefined): Origin[] {
  if (location === undefined || location === '' || location === 'NOASSERTION' || location === 'NONE') return [];
  return [splitDownload(location)];
}

// `git+https://host/repository.git@revision#path` of SPDX 2.3, clause 7.7; anything else is an archive
function splitDownload(location: string): Origin {
  const [, scheme, rest] = /^(?:git|hg|svn|bzr)\+([a-z]+:\/\/)([^\s]+)$/i.exec(location) ?? [];
  if (scheme === undefined || rest === undefined) return { kind: 'download', url: location };
  const bare = rest.replace(/#.*$/s, '');
  const at = bare.lastIndexOf('@');
  const isRevision = at > bare.indexOf('/') && at !== -1;
  return {
    kind: 'vcs',
    url: `${scheme}${isRevision ? bare.slice(0, at) : bare}`,
    ...(isRevision && { revision: bare.slice(at + 1) }),
  };
}
