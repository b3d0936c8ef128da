import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { UsageError } from '../../domain/usage-error.ts';
import { sortedUnique } from '../../domain/order.ts';
import type { Registry } from '../../evidence/registry/registry.ts';

export const REGISTRY_FILE = 'licet.evidence.yaml';

/** Larger documents are registered by their digest and a link. */
const LARGEST = 50_000_000;

/** Every file that a registry names, sorted. */
export function namedFiles(registry: Registry): readonly string[] {
  return sortedUnique([
    ...registry.documents.flatMap(({ file }) => file ?? []),
    ...registry.checklists,
    ...(registry.audiences === undefined ? [] : [registry.audiences]),
    ...registry.questionnaires.flatMap(({ file }) => file ?? []),
    ...registry.gates.map(({ file }) => file),
    ...registry.notices.map(({ file }) => file),
    ...registry.scorecards.map(({ file }) => file),
    ...registry.vulnerabilities.map(({ file }) => file),
    ...registry.suppliers.flatMap(({ sboms }) => sboms.map(({ file }) => file)),
    ...registry.deployables.flatMap(({ sbom }) => sbom ?? []),
  ]);
}

/**
 * Reads the named files below a directory. What is missing is left out, so that it shows as unknown; what leads out of the
 * directory is an error, since a pack is handed to others.
 */
export function readRegistryFiles(directory: string, paths: readonly string[]): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  const root = realpathSync(directory);
  for (const path of paths) {
    const full = join(root, path);
    if (!existsSync(full)) continue;
    const real = realpathSync(full);
    if (!real.startsWith(root + sep))
      throw new UsageError(`\`${path}\` leads out of the directory of the registry`, 'copy the file there');
    const stats = statSync(real);
    if (!stats.isFile()) continue;
    if (stats.size > LARGEST)
      throw new UsageError(`\`${path}\` has more than ${LARGEST / 1e6} MB`, 'register it by `link` and `sha256` instead');
    found.set(path, readFileSync(real));
  }
  return found;
}
