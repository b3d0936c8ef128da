import type { LockedPackage } from '../../domain/read-result.ts';
import type { Hash, Occurrence, Resolution } from '../../domain/component.ts';
import { DEFAULT_BAZEL_REGISTRIES } from '../../domain/default-registries.ts';
import { makePurl } from '../../domain/purl.ts';
import { repositoryPurl, vcsOrigin, withoutCredentials } from '../formats/vcs-source.ts';
import { readIntegrity } from '../npm/integrity.ts';
import type { ModuleOverride } from './module-file.ts';

export interface ModuleFacts {
  readonly key: string;
  readonly name: string;
  readonly version?: string | undefined;
  readonly registry?: string | undefined;
  readonly resolution: Resolution;
  readonly requirement?: string | undefined;
  readonly occurrences: readonly Occurrence[];
  readonly hashes?: readonly Hash[] | undefined;
  readonly urls?: readonly string[] | undefined;
}

/** A module of a registry; one of another registry than the central one names it. */
export function modulePackage(facts: ModuleFacts): LockedPackage | undefined {
  const { key, name, version, resolution, requirement, occurrences, hashes = [], urls = [] } = facts;
  const registry = facts.registry?.replace(/\/+$/, '');
  const isDefault = registry === undefined || DEFAULT_BAZEL_REGISTRIES.includes(registry);
  const purl = makePurl({ type: 'bazel', name, version, qualifiers: { repository_url: isDefault ? undefined : registry } });
  if (purl === undefined) return undefined;
  return {
    kind: 'third-party',
    key,
    purl,
    resolution,
    occurrences,
    hashes,
    origins: urls.map((url) => ({ kind: 'download', url: withoutCredentials(url) })),
    ...(requirement !== undefined && { requirement }),
  };
}

/** A module that an override takes from elsewhere: no registry knows it, whatever its name. */
export function overriddenPackage(facts: ModuleFacts, override: ModuleOverride, directory: string): LockedPackage | undefined {
  const { key, name, occurrences } = facts;
  if (override.kind === 'version')
    return modulePackage({ ...facts, version: override.version ?? facts.version, registry: override.registry ?? facts.registry });
  if (override.kind === 'local')
    return { kind: 'first-party', key, path: override.directory ?? directory, name, occurrences, licenses: [] };
  const shared = { kind: 'third-party', key, name, resolution: 'locked', occurrences } as const;
  if (override.kind === 'git') {
    const purl = repositoryPurl(override);
    return purl === undefined ? undefined : { ...shared, purl, origins: [vcsOrigin(override)] };
  }
  const url = withoutCredentials(override.url);
  const purl = makePurl({ type: 'bazel', name, qualifiers: { download_url: url } });
  const hashes = override.integrity === undefined ? [] : readIntegrity(override.integrity).hashes;
  return purl === undefined ? undefined : { ...shared, purl, hashes, origins: [{ kind: 'download', url }] };
}
