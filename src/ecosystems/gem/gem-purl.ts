import type { Hash, Origin } from '../../domain/component.ts';
import { DEFAULT_GEM_HOSTS } from '../../domain/default-registries.ts';
import { makePurl, type Purl } from '../../domain/purl.ts';
import { vcsOrigin, vcsUrl, withoutCredentials } from '../formats/source-url.ts';
import type { LockedSource, LockedSpec } from './lockfile.ts';

export interface GemId {
  readonly name: string;
  readonly version?: string | undefined;
  readonly platform?: string | undefined;
  readonly qualifiers?: Readonly<Record<string, string>>;
}

export function gemPurl({ name, version, platform, qualifiers }: GemId): Purl | undefined {
  if (!/^[\w.-]+$/.test(name)) return undefined;
  return makePurl({ type: 'gem', name, version, qualifiers: { ...qualifiers, platform } });
}

export function specPurl({ name, version, platform, source }: LockedSpec): Purl | undefined {
  return gemPurl({ name, version, platform, qualifiers: sourceQualifiers(source) });
}

function sourceQualifiers({ kind, remotes, revision }: LockedSource): Record<string, string> {
  const [remote, another] = remotes;
  if (remote === undefined || remote === '') return {};
  if (kind === 'GIT') return { vcs_url: vcsUrl(remote, revision) };
  // with several remotes in one section the lockfile does not say which of them a gem is from
  if (another !== undefined || isDefaultRemote(remote)) return {};
  return { repository_url: withoutCredentials(remote).replace(/\/+$/, '') };
}

export function isDefaultRemote(remote: string): boolean {
  const host = /^https?:\/\/(?:[^/@]*@)?([^/:]+)\/?$/i.exec(remote)?.[1]?.toLowerCase();
  return host !== undefined && DEFAULT_GEM_HOSTS.includes(host);
}

export function specOrigins({ kind, remotes, revision }: LockedSource): Origin[] {
  const [remote] = remotes;
  return kind === 'GIT' && remote !== undefined ? [vcsOrigin(remote, revision)] : [];
}

const ALGORITHMS: Readonly<Record<string, { readonly algorithm: Hash['algorithm']; readonly digits: number }>> = {
  sha256: { algorithm: 'SHA-256', digits: 64 },
  sha384: { algorithm: 'SHA-384', digits: 96 },
  sha512: { algorithm: 'SHA-512', digits: 128 },
};

/** `sha256=…` of the `.gem` file, from the CHECKSUMS section of Bundler 2.5 and later. */
export function checksumHashes(checksums: readonly string[]): Hash[] {
  return checksums.flatMap((checksum) => {
    const [, name = '', value = ''] = /^(\w+)=([0-9a-f]+)$/i.exec(checksum) ?? [];
    const known = Object.hasOwn(ALGORITHMS, name) ? ALGORITHMS[name] : undefined;
    return known?.digits === value.length ? [{ algorithm: known.algorithm, value: value.toLowerCase() }] : [];
  });
}
