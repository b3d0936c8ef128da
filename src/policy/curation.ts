import type { Component } from '../domain/component.ts';
import type { Curation, Policy } from './model.ts';
import { matchesPackage, type NamedPackage } from './package-pattern.ts';

/** Path below the package -> sha256. A function, because hashing files is the caller's business and rarely needed. */
export type FileDigests = (path: string) => string | undefined;

export interface FoundCuration {
  /** `stale`: a file it was made from is another one now, so the fact is not believed. */
  readonly status: 'applies' | 'stale';
  readonly curation: Curation;
}

/** The first curation of this package that still holds, else the first stale one. */
export function findCuration(
  curations: readonly Curation[],
  item: NamedPackage | undefined,
  files: FileDigests | undefined,
): FoundCuration | undefined {
  if (item === undefined || curations.length === 0) return undefined;
  const found = curations
    .filter((curation) => matchesPackage(curation.package, item))
    .map((curation): FoundCuration => {
      const holds = curation.files.every((file) => files?.(file.path) === file.sha256);
      return { curation, status: holds ? 'applies' : 'stale' };
    });
  return found.find((one) => one.status === 'applies') ?? found[0];
}

/** The digests that the scan recorded for the package's license files, by their path below the package. */
export function digestsOf(component: Component, policy: Policy): FileDigests | undefined {
  if (policy.curations.length === 0) return undefined;
  return (path) =>
    component.licenseEvidence.find(({ location }) => location.path === path || location.path.endsWith(`/${path}`))?.location
      .sha256;
}
