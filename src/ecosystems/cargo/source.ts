import { DEFAULT_CARGO_REGISTRIES } from '../../domain/default-registries.ts';
import type { Origin } from '../../domain/component.ts';
import { makePurl, type Purl } from '../../domain/purl.ts';

/** Where Cargo takes a crate from, read from the `source` of a lock entry. A crate without one is local. */
export type CargoSource =
  | { readonly kind: 'registry'; /** Index URL, absent for the default registry. */ readonly index?: string }
  | { readonly kind: 'git'; readonly url: string; readonly revision?: string }
  | { readonly kind: 'unknown'; readonly text: string };

/**
 * Parses `registry+URL`, `sparse+URL` and `git+URL?branch=…#revision` (Cargo `SourceId::from_url`).
 * Credentials in a URL are dropped: they must not reach an SBOM.
 */
export function parseSource(text: string): CargoSource {
  const plus = text.indexOf('+');
  const protocol = text.slice(0, Math.max(plus, 0));
  const url = withoutCredentials(text.slice(plus + 1));
  if (protocol === 'registry' || protocol === 'sparse') {
    return isDefaultRegistry(url) ? { kind: 'registry' } : { kind: 'registry', index: url };
  }
  if (protocol !== 'git') return { kind: 'unknown', text: withoutCredentials(text) };
  const [beforeHash = '', revision] = url.split('#', 2);
  const [location = ''] = beforeHash.split('?', 1);
  return { kind: 'git', url: location, ...(revision !== undefined && revision !== '' && { revision }) };
}

/** The purl of a crate; a crate from git or another registry says so, since it is not the default registry's crate. */
export function cratePurl(name: string, version: string | undefined, source: CargoSource): Purl | undefined {
  return makePurl({ type: 'cargo', name, version, qualifiers: sourceQualifiers(source) });
}

function sourceQualifiers(source: CargoSource): Record<string, string | undefined> {
  if (source.kind === 'registry') return { repository_url: source.index };
  if (source.kind === 'unknown') return { download_url: source.text };
  return { vcs_url: `git+${source.url}${source.revision === undefined ? '' : `@${source.revision}`}` };
}

/** The repository of a git source; registries say nothing that the purl does not. */
export function sourceOrigins(source: CargoSource): Origin[] {
  if (source.kind !== 'git') return [];
  return [{ kind: 'vcs', url: source.url, ...(source.revision !== undefined && { revision: source.revision }) }];
}

export function isDefaultRegistry(url: string): boolean {
  return DEFAULT_CARGO_REGISTRIES.includes(url.replace(/\/+$/, ''));
}

// `https://user:token@host/…`; the user of an ssh URL is part of its address and stays.
function withoutCredentials(url: string): string {
  return url.replace(/^((?:[a-z]+\+)?https?:\/\/)[^/@]*@/, '$1');
}
