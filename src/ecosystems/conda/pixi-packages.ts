import { purlParts } from '../../domain/purl.ts';
import { joinPath } from '../../domain/path.ts';
import type { FirstPartyPackage, ThirdPartyPackage } from '../../domain/read-result.ts';
import { makePurl } from '../../domain/purl.ts';
import { hexHash } from '../formats/hex-hash.ts';
import { listField, textField, type UnknownRecord } from '../formats/values.ts';
import { originOf, withoutCredentials } from '../formats/vcs-source.ts';
import { condaPurl, parseCondaUrl, pipPurl } from './conda-purl.ts';

/** An entry of the `packages` of a pixi.lock. */
export interface PixiPackage {
  /** The address by which environments name it. */
  readonly address: string;
  readonly kind: 'conda' | 'pypi';
  readonly name: string;
  readonly item: ThirdPartyPackage | FirstPartyPackage;
  /** Specifications of what it needs. */
  readonly needs: readonly string[];
  /** Addresses of what it is built with, for a package that pixi builds from source. */
  readonly buildsWith: readonly string[];
}

/** `name[hash of the variant] @ place`: a conda package that is built from source (since 7). */
const FROM_SOURCE = /^([^\s[\]]+)\[[^\]]*\] @ (.+)$/;

/**
 * Reads an entry of any version: `conda: <url>` or `pypi: <url>` since 6, `conda_source:` since 7, `kind:` with fields in 4
 * and 5 (pixi.sh, "Lock file"; rattler_lock). A place without a scheme is a package of the repository.
 */
export function toPixiPackage(
  entry: UnknownRecord,
  here: { path: string; line?: number; directory: string },
): PixiPackage | undefined {
  const source = textField(entry, 'conda_source');
  const isConda = source !== undefined || textField(entry, 'conda') !== undefined || textField(entry, 'kind') === 'conda';
  const kind = isConda ? 'conda' : 'pypi';
  const address = source ?? textField(entry, kind) ?? textField(entry, 'url') ?? textField(entry, 'path');
  if (address === undefined) return undefined;
  const [, sourceName, written = address] = (source === undefined ? null : FROM_SOURCE.exec(source)) ?? [];
  const place = pinned(written);
  const located = isConda && source === undefined ? parseCondaUrl(address) : undefined;
  const name = textField(entry, 'name') ?? sourceName ?? located?.name;
  const version = textField(entry, 'version') ?? located?.version;
  if (name === undefined) return undefined;
  const needs = (listField(entry, kind === 'conda' ? 'depends' : 'requires_dist') ?? []).filter(
    (item) => typeof item === 'string',
  );
  const occurrences = [{ path: here.path, ...(here.line !== undefined && { line: here.line }) }];
  const buildsWith = ['build_packages', 'host_packages'].flatMap((key) =>
    (listField(entry, key) ?? []).flatMap((item) => addressOf(item) ?? []),
  );
  const shared = { address, kind, name, needs, buildsWith } as const;
  if (!/^[a-z][a-z0-9+]*:/i.test(place)) {
    const path = joinPath(here.directory, place) ?? here.directory;
    return {
      ...shared,
      item: {
        kind: 'first-party',
        key: address,
        path,
        name,
        ...(version !== undefined && { version }),
        lockfile: here.path,
        occurrences,
        licenses: [],
      },
    };
  }
  const vcs = place.startsWith('git+') ? withoutCredentials(place) : undefined;
  const purl =
    kind === 'conda' && vcs === undefined
      ? condaPurl({
          ...located,
          name,
          version,
          build: textField(entry, 'build') ?? located?.build,
          subdir: textField(entry, 'subdir') ?? located?.subdir,
        })
      : vcs === undefined
        ? pipPurl(name, version)
        : makePurl({ type: kind, name, version, qualifiers: { vcs_url: vcs } });
  if (purl === undefined || (source === undefined && purlParts(purl).version === undefined)) return undefined;
  const license = textField(entry, 'license');
  return {
    ...shared,
    item: {
      kind: 'third-party',
      key: address,
      purl,
      resolution: 'locked',
      occurrences,
      hashes: [...hexHash('MD5', textField(entry, 'md5')), ...hexHash('SHA-256', textField(entry, 'sha256'))],
      origins: [originOf(place)],
      licenses:
        license === undefined ? [] : [{ method: 'lockfile-field', raw: license, location: { root: 'tree', path: here.path } }],
      ...(kind === 'pypi' && { properties: { 'licet:hashes': 'any-of' } }),
    },
  };
}

// pixi writes `git+https://…?branch=main#<commit>`: what was asked for, and what it was
function pinned(place: string): string {
  const [, repository, commit] = /^(git\+[^?#]+)(?:\?[^#]*)?#([0-9a-f]{7,64})$/i.exec(place) ?? [];
  return repository === undefined ? place : `${repository}@${commit ?? ''}`;
}

/** How an environment, or a package from source, names another one. */
export function addressOf(item: unknown): string | undefined {
  return ['conda', 'pypi', 'conda_source'].map((key) => textField(item, key)).find((text) => text !== undefined);
}
