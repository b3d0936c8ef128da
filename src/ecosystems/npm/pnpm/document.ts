import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import { field, recordField, textField, type UnknownRecord } from '../../formats/values.ts';
import type { dependencyMaps } from '../locks/dependency-map.ts';
import type { YamlKeyLines } from '../locks/yaml-key-lines.ts';
import { withoutPeers, type KeyFormat } from './dep-path.ts';

/** One YAML document of a pnpm lockfile, with what all parts of the reader need. */
export interface PnpmDocument {
  readonly format: KeyFormat;
  readonly root: UnknownRecord;
  /** Put before every key, so that two documents of one file do not meet. */
  readonly prefix: string;
  readonly path: string;
  /** Directory of the lockfile below the scan root. */
  readonly directory: string;
  readonly lines: YamlKeyLines | undefined;
  readonly fs: ReadOnlyFs;
  readonly pairs: ReturnType<typeof dependencyMaps>;
  /** `patchedDependencies` of pnpm-workspace.yaml. */
  readonly workspacePatches: UnknownRecord | undefined;
}

/** `5.4`, `5.4-inlineSpecifiers`, `6.0`, `9.0`, written as number or text. */
export function keyFormatOf(root: UnknownRecord): KeyFormat | undefined {
  const major = /^(\d+)(?:\.\d+)?(?:-inlineSpecifiers)?$/.exec(textField(root, 'lockfileVersion') ?? '')?.[1];
  if (major === '5') return 5;
  if (major === '6') return 6;
  if (major !== '9') return undefined;
  // Early builds of pnpm 9 wrote the keys of format 6, and no snapshots.
  const old = field(root, 'snapshots') === undefined && Object.keys(recordField(root, 'packages') ?? {})[0]?.startsWith('/');
  return old === true ? 6 : 9;
}

/** Importers by directory relative to the lockfile; a lockfile of one project has its maps at the top. */
export function importersOf(root: UnknownRecord): readonly (readonly [id: string, importer: unknown])[] {
  const importers = recordField(root, 'importers');
  return importers === undefined ? [['.', root]] : Object.entries(importers);
}

/** The environment of pnpm itself (since 11): its own version and its config dependencies, not those of the project. */
export function isEnvironment(root: UnknownRecord): boolean {
  const importers = recordField(root, 'importers');
  return Object.values(importers ?? {}).some(
    (importer) =>
      field(importer, 'packageManagerDependencies') !== undefined ||
      (field(importer, 'configDependencies') !== undefined && field(importer, 'dependencies') === undefined),
  );
}

/** All package keys: since format 9 `packages` holds the facts and `snapshots` the graph, with one key per set of peers. */
export function packageKeys(document: PnpmDocument): readonly string[] {
  const packages = Object.keys(recordField(document.root, 'packages') ?? {});
  if (document.format !== 9) return packages;
  const snapshots = Object.keys(recordField(document.root, 'snapshots') ?? {});
  const explained = new Set(snapshots.map(withoutPeers));
  return [...snapshots, ...packages.filter((key) => !explained.has(key))];
}

/** The entry with resolution, platforms and peer ranges. */
export function factsOf(document: PnpmDocument, key: string): unknown {
  return field(field(document.root, 'packages'), document.format === 9 ? withoutPeers(key) : key);
}

/** The entry with the dependency maps. */
export function graphEntryOf(document: PnpmDocument, key: string): unknown {
  return document.format === 9 ? field(field(document.root, 'snapshots'), key) : factsOf(document, key);
}

export function lineOfPackage(document: PnpmDocument, key: string): number | undefined {
  return document.format === 9
    ? (document.lines?.line('packages', withoutPeers(key)) ?? document.lines?.line('snapshots', key))
    : document.lines?.line('packages', key);
}
