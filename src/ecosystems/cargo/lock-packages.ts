import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import type { LockedPackage } from '../../domain/read-result.ts';
import { toProject } from './first-party.ts';
import type { LocalCrate } from './local-crates.ts';
import type { LockEntry } from './lockfile.ts';
import type { PackageIds } from './package-ids.ts';
import { cratePurl, parseSource, sourceOrigins } from './source.ts';
import type { VendoredCrates } from './vendored.ts';

/** What the entries of one lockfile are read with, and the problems found on the way. */
export interface LockContext {
  readonly lockfile: string;
  /** Local crates by the key of their lock entry. */
  readonly crateOf: ReadonlyMap<string, LocalCrate>;
  readonly ids: PackageIds;
  readonly vendored: VendoredCrates;
  readonly stale: Diagnostic[];
  readonly problems: Diagnostic[];
}

/** The package of a lock entry; `[]` when there is none to make. */
export function toPackages(entry: LockEntry, context: LockContext): LockedPackage[] {
  const here = { path: context.lockfile, ...(entry.line !== undefined && { line: entry.line }) };
  if (entry.source === undefined) return [toLocalPackage(entry, context, here)];
  const source = parseSource(entry.source);
  const purl = cratePurl(entry.name, entry.version, source);
  if (purl === undefined) {
    context.problems.push(diagnostic('lockfile-entry-invalid', `\`${entry.key}\` has no valid package URL`, here));
    return [];
  }
  const installed = context.vendored.locate(entry.name, entry.version);
  return [
    {
      kind: 'third-party',
      key: entry.key,
      purl,
      resolution: 'locked',
      occurrences: [here],
      hashes: entry.checksum === undefined ? [] : [{ algorithm: 'SHA-256', value: entry.checksum }],
      origins: sourceOrigins(source),
      ...(installed.length > 0 && { installed }),
    },
  ];
}

// A local crate whose manifest is not in the tree is first-party all the same, and stands where the lockfile stands.
function toLocalPackage(entry: LockEntry, context: LockContext, here: { path: string; line?: number }): LockedPackage {
  const crate = context.crateOf.get(entry.key);
  const project = crate === undefined ? undefined : toProject(crate.manifest, entry.key);
  return {
    kind: 'first-party',
    key: entry.key,
    path: directoryOf(context.lockfile),
    name: entry.name,
    version: entry.version,
    licenses: [],
    ...project,
    lockfile: context.lockfile,
    occurrences: [here, ...(project?.occurrences ?? [])],
  };
}
