import type { Hash } from '../../../domain/component.ts';
import type { PackageLocation, ThirdPartyPackage } from '../../../domain/read-result.ts';
import { readIntegrity } from '../integrity.ts';
import { npmIdentity } from '../npm-purl.ts';

export interface LockedFacts {
  readonly key: string;
  /** The real name, never an alias. */
  readonly name: string;
  readonly version: string | undefined;
  /** Tarball URL or `git+…#sha`. */
  readonly resolved?: string | undefined;
  /** The registry, when the lockfile names it without an address of the archive. */
  readonly registry?: string | undefined;
  readonly integrity?: string | undefined;
  readonly hashes?: readonly Hash[];
  readonly lockfile: string;
  readonly line?: number | undefined;
  readonly installed?: readonly PackageLocation[];
  readonly alias?: string | undefined;
  readonly platforms?: readonly string[];
  readonly patches?: readonly string[];
  readonly bundledIn?: string | undefined;
}

/** A package of the registry, of git or of a tarball URL; `undefined` when its name or version cannot be one. */
export function toLockedPackage(facts: LockedFacts): ThirdPartyPackage | undefined {
  const identity = npmIdentity(facts);
  if (identity === undefined) return undefined;
  const hashes = [...(facts.integrity === undefined ? [] : readIntegrity(facts.integrity).hashes), ...(facts.hashes ?? [])];
  const { alias, platforms = [], patches = [], installed = [], bundledIn } = facts;
  return {
    kind: 'third-party',
    key: facts.key,
    purl: identity.purl,
    name: facts.name,
    resolution: 'locked',
    occurrences: [{ path: facts.lockfile, ...(facts.line !== undefined && { line: facts.line }) }],
    ...(hashes.length > 0 && { hashes }),
    ...(identity.origins.length > 0 && { origins: identity.origins }),
    ...(installed.length > 0 && { installed }),
    ...(alias !== undefined && alias !== facts.name && { alias }),
    ...(platforms.length > 0 && { platforms }),
    ...(patches.length > 0 && { patches }),
    ...(bundledIn !== undefined && { bundledIn }),
  };
}

/** Directories below the scan root as places where a package may be installed. */
export function directories(...paths: readonly (string | undefined)[]): PackageLocation[] {
  return paths.flatMap((path) => (path === undefined ? [] : [{ root: 'tree', path, format: 'directory' } as const]));
}

/** `os`, `cpu` and `libc` lists of an entry as `os=linux`; `!win32` stays as written. */
export function platformsOf(lists: Readonly<Record<'os' | 'cpu' | 'libc', unknown>>): string[] {
  return (['os', 'cpu', 'libc'] as const).flatMap((kind) => {
    const value = lists[kind];
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.filter((item): item is string => typeof item === 'string' && item !== 'none').map((item) => `${kind}=${item}`);
  });
}
