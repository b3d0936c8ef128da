import { diagnostic } from '../../../diagnostics/diagnostic.ts';
import { coveredManifest, type LockContext } from '../locks/rows.ts';
import { localDirectory } from '../source.ts';
import { foldName } from '../names.ts';
import type { UvPackage } from './decode.ts';

/** Compares what the manifests ask for with what they asked for when the lockfile was made. */
export function noteUnlocked(packages: readonly UvPackage[], context: LockContext): void {
  for (const item of packages) {
    if (item.source.kind !== 'local' || item.requires === undefined) continue;
    const directory = localDirectory(context.directory, item.source.path);
    const manifest = coveredManifest(directory, { ...context, diagnostics: [] });
    if (manifest?.name === undefined || foldName(manifest.name) !== foldName(item.name)) continue;
    const missing = new Map(
      manifest.dependencies
        .filter(({ name }) => item.requires?.has(foldName(name)) === false && foldName(name) !== foldName(item.name))
        .map((dependency) => [foldName(dependency.name), dependency]),
    );
    for (const { name, line } of missing.values()) {
      const message = `\`${item.name}\` declares \`${name}\`, which ${context.lockfile} was not made for`;
      context.stale.push(diagnostic('lockfile-stale', message, { path: manifest.path, line }));
    }
  }
}
