import type { Origin } from '../../domain/component.ts';
import { DEFAULT_NPM_REGISTRY_HOSTS } from '../../domain/default-registries.ts';
import { makePurl, type Purl } from '../../domain/purl.ts';

export interface NpmPackageId {
  /** The real name, never an alias. */
  readonly name: string;
  readonly version?: string | undefined;
  /** What the lockfile says of where it came from: tarball URL, `git+…#sha`, or nothing. */
  readonly resolved?: string | undefined;
  /** The registry, when the lockfile names it without an address of the archive. */
  readonly registry?: string | undefined;
}

export interface NpmIdentity {
  readonly purl: Purl;
  readonly origins: readonly Origin[];
}

/** The purl of an npm package and where its bytes come from; `undefined` when the name or version cannot be one. */
export function npmIdentity({ name, version, resolved, registry }: NpmPackageId): NpmIdentity | undefined {
  if (!isPackageName(name) || (version !== undefined && !isWellFormed(version))) return undefined;
  const slash = name.indexOf('/');
  const origin = resolved === undefined || !isWellFormed(resolved) ? undefined : readOrigin(resolved, name);
  const purl = makePurl({
    type: 'npm',
    namespace: slash === -1 ? undefined : name.slice(0, slash),
    name: name.slice(slash + 1),
    version,
    qualifiers: origin?.qualifiers ?? (registry === undefined ? undefined : registryQualifier(registry)),
  });
  return purl === undefined ? undefined : { purl, origins: origin === undefined ? [] : [origin.origin] };
}

/** `name` or `@scope/name`. Old packages have names that npm does not allow any more (upper case, `~`), so only the shape counts. */
export function isPackageName(name: string): boolean {
  return /^(?:@[^/\s]+\/)?[^@/\s][^/\s]*$/.test(name) && isWellFormed(name);
}

/** Git hosts that npm has a short form for (npm/hosted-git-info). */
const HOSTS: Readonly<Record<string, string>> = {
  github: 'git+https://github.com/',
  gitlab: 'git+https://gitlab.com/',
  bitbucket: 'git+https://bitbucket.org/',
  gist: 'git+https://gist.github.com/',
};

/** True for specs and `resolved` values that name a git repository. */
export function isGitSource(text: string): boolean {
  return /^git(?:\+[a-z]+)?:/.test(text) || /^(?:github|gitlab|bitbucket|gist):/.test(text);
}

/** The version in a registry's own tarball name: `…/is-odd/-/is-odd-3.0.1.tgz`. */
export function registryVersion(url: string): string | undefined {
  return /\/-\/[^/]*?-(\d+\.\d+\.\d+[^/]*)\.tgz$/.exec(url)?.[1];
}

interface ReadOrigin {
  readonly origin: Origin;
  readonly qualifiers: Readonly<Record<string, string | undefined>>;
}

function readOrigin(resolved: string, name: string): ReadOrigin | undefined {
  if (isGitSource(resolved)) return readGit(resolved);
  if (!/^https?:\/\//.test(resolved)) return undefined;
  const url = withoutCredentials(resolved);
  const registry = registryOf(url, name);
  const qualifiers = registry === undefined ? { download_url: url } : registryQualifier(registry);
  return { origin: { kind: 'download', url }, qualifiers };
}

function readGit(text: string): ReadOrigin {
  const hash = text.indexOf('#');
  const revision = hash === -1 ? '' : text.slice(hash + 1);
  const base = hash === -1 ? text : text.slice(0, hash);
  const short = /^(github|gitlab|bitbucket|gist):(?!\/\/)(.*)$/.exec(base);
  const url = short === null ? withoutCredentials(base) : `${HOSTS[short[1] ?? '']}${short[2]}.git`;
  return {
    origin: { kind: 'vcs', url, ...(revision !== '' && { revision }) },
    // SPDX form of a download location, which purl's `vcs_url` takes over: `git+https://host/path@revision`
    qualifiers: { vcs_url: revision === '' ? url : `${url}@${revision}` },
  };
}

/** The registry that a tarball URL belongs to: what stands before `/<name>/-/`, or before GitHub's `/download/<name>/`. */
function registryOf(url: string, name: string): string | undefined {
  for (const spelling of [name, name.replace('/', '%2f'), name.replace('/', '%2F')]) {
    for (const marker of [`/${spelling}/-/`, `/download/${spelling}/`]) {
      const at = url.indexOf(marker);
      if (at !== -1) return url.slice(0, at);
    }
  }
  return undefined;
}

function registryQualifier(url: string): Readonly<Record<string, string | undefined>> {
  return { repository_url: isWellFormed(url) && !isDefaultRegistry(url) ? url : undefined };
}

function isDefaultRegistry(url: string): boolean {
  return DEFAULT_NPM_REGISTRY_HOSTS.some((host) => url === `https://${host}` || url === `http://${host}`);
}

/** A lockfile may hold `https://user:token@host/…`: credentials never go into an output. `git@host` is no secret. */
function withoutCredentials(url: string): string {
  return url.replace(/^([a-z+]+:\/\/)([^/@]*)@/i, (whole, scheme: string, user: string) => (user === 'git' ? whole : scheme));
}

// a lone surrogate cannot be percent-encoded
function isWellFormed(text: string): boolean {
  return !/[\ud800-\udfff]/u.test(text);
}
