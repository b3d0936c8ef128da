/** Host and path of a git address in any of its spellings: `https://host/a/b.git`, `ssh://git@host/a/b`, `git@host:a/b.git`. */
export interface RepositoryUrl {
  /** Lower case, without port. */
  readonly host: string;
  /** Path without `.git`, at least one segment. */
  readonly segments: readonly string[];
}

export function parseRepositoryUrl(url: string): RepositoryUrl | undefined {
  const [, host, path] =
    /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([^/:]+)(?::\d+)?\/(.*)$/i.exec(url) ??
    /^(?:[\w.-]+@)?([\w-]+(?:\.[\w-]+)+):(?!\/\/)(.*)$/.exec(url) ??
    [];
  if (host === undefined || path === undefined) return undefined;
  const segments = path
    .replace(/[?#].*$/s, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
  return segments.length === 0 ? undefined : { host: host.toLowerCase(), segments };
}
