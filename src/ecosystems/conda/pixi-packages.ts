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
}

/**
 * A package that is built from its source: `conda_source: name[hash] @ place` since version 7, with a hash for each set of
 * variants that it is built for.
 */
export function sourceAddress(entry: unknown): string | undefined {
  return textField(entry, 'conda_source')?.replace(/\[[0-9a-f]*\](?= @ )/, '');
}

/**
 * Reads an entry of any version: `conda: <url>` or `pypi: <url>` since 6, `kind:` with fields in 4 and 5
 * (pixi.sh, "Lock file"). An address without a scheme is a package of the repository.
 */
export function toPixiPackage(
  entry: UnknownRecord,
  here: { path: string; line?: number; directory: string },
): PixiPackage | undefined {
  const source = sourceAddress(entry);
  const isConda = source !== undefined || textField(entry, 'conda') !== undefined || textField(entry, 'kind') === 'conda';
  const kind = isConda ? 'conda' : 'pypi';
  const address = source ?? textField(entry, kind) ?? textField(entry, 'url') ?? textField(entry, 'path');
  if (address === undefined) return undefined;
  const [sourceName, place = address] = source?.split(' @ ') ?? [];
  const located = kind === 'conda' ? parseCondaUrl(address) : undefined;
  const name = sourceName ?? textField(entry, 'name') ?? located?.name;
  const version = textField(entry, 'version') ?? located?.version;
  if (name === undefined) return undefined;
  const needs = (listField(entry, kind === 'conda' ? 'depends' : 'requires_dist') ?? []).filter(
    (item) => typeof item === 'string',
  );
  const occurrences = [{ path: here.path, ...(here.line !== undefined && { line: here.line }) }];
  const shared = { address, kind, name, needs } as const;
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
  const vcs = address.startsWith('git+') ? withoutCredentials(address) : undefined;
  const purl =
    kind === 'conda'
      ? condaPurl({
          ...located,
          name,
          version,
          build: textField(entry, 'build') ?? located?.build,
          subdir: textField(entry, 'subdir') ?? located?.subdir,
        })
      : vcs === undefined
        ? pipPurl(name, version)
        : makePurl({ type: 'pypi', name, version, qualifiers: { vcs_url: vcs } });
  if (purl === undefined || purlParts(purl).version === undefined) return undefined;
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
      origins: [originOf(address)],
      licenses:
        license === undefined ? [] : [{ method: 'lockfile-field', raw: license, location: { root: 'tree', path: here.path } }],
      ...(kind === 'pypi' && { properties: { 'licet:hashes': 'any-of' } }),
    },
  };
}
