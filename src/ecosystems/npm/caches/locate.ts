import type { Component } from '../../../domain/component.ts';
import { purlParts } from '../../../domain/purl.ts';
import type { PackageLocation } from '../../../domain/read-result.ts';
import type { LocateContext } from '../../ecosystem.ts';
import { inBunCache, inDenoCache, inYarnClassicCache } from './by-name.ts';
import { inNpmCache } from './npm-cache.ts';
import { inPnpmStore } from './pnpm-store.ts';

/** Where each package manager keeps packages: those first whose entries are found by hash. */
const CACHES = [
  ['npm', inNpmCache],
  ['pnpm', inPnpmStore],
  ['yarn', inYarnClassicCache],
  ['deno', inDenoCache],
  ['bun', inBunCache],
] as const;

/** Places that a reader found for this very version, then the caches of all package managers: they hold the same packages. */
export function locateNpm(component: Component, { caches, installed }: LocateContext): readonly PackageLocation[] {
  const { purl } = component;
  // a revision of a repository has no archive of a registry
  if (purl === undefined || purlParts(purl).qualifiers?.['vcs_url'] !== undefined) return installed;
  const cached = CACHES.flatMap(([name, find]) => {
    const cache = caches.get(name);
    return cache === undefined ? [] : find(cache, component);
  });
  return [...installed, ...cached];
}
