import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Resolution } from '../../domain/component.ts';
import { joinPath } from '../../domain/path.ts';
import type { FirstPartyPackage, LockedPackage, PackageLocation } from '../../domain/read-result.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import { entryPurl } from './composer-purl.ts';
import { manifestAt, toProject } from './manifest.ts';
import { entryHashes, entryOrigins, toRawLicenses } from './package-entry.ts';
import type { PackageSet, SetMember } from './package-set.ts';

export interface PackageContext {
  /** The lockfile or installed.json. */
  readonly path: string;
  /** Directory of the project. */
  readonly root: string;
  /** Key of the project. */
  readonly project: string;
  readonly resolution: Resolution;
  readonly fs: ReadOnlyFs;
  locate(member: SetMember): readonly PackageLocation[];
}

export interface Packages {
  readonly packages: readonly LockedPackage[];
  /** Manifests of local packages. */
  readonly manifests: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Packages of a set; those of path repositories are projects of this repository. */
export function toPackages(set: PackageSet, context: PackageContext): Packages {
  const packages: LockedPackage[] = [];
  const manifests: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const member of set.values()) {
    const made = isLocal(member) ? toLocalPackage(member, context) : toThirdParty(member, context);
    if (made === undefined) {
      const where = { path: context.path, line: member.line };
      diagnostics.push(diagnostic('lockfile-entry-invalid', `\`${member.entry.name}\` is not the name of a package`, where));
      continue;
    }
    packages.push(made);
    if (made.kind === 'first-party' && made.manifest !== undefined) manifests.push(made.manifest);
  }
  return { packages, manifests, diagnostics };
}

function isLocal({ entry }: SetMember): boolean {
  return entry.dist?.type === 'path' || entry.source?.type === 'path';
}

function toThirdParty(member: SetMember, context: PackageContext): LockedPackage | undefined {
  const { entry, key, scope, line } = member;
  const purl = entryPurl(entry);
  if (purl === undefined) return undefined;
  const at = { path: context.path, ...(line !== undefined && { line }) };
  const location = { root: 'tree', path: context.path, ...(line !== undefined && { lines: [line, line] as const }) } as const;
  const installed = context.locate(member);
  const reference = entry.source?.reference ?? entry.dist?.reference;
  return {
    kind: 'third-party',
    key,
    purl,
    name: entry.name,
    resolution: context.resolution,
    ...(entry.description !== undefined && { description: entry.description }),
    occurrences: [at],
    hashes: entryHashes(entry),
    origins: entryOrigins(entry),
    licenses: toRawLicenses(entry.license, location, 'lockfile-field'),
    ...(installed.length > 0 && { installed }),
    properties: {
      ...(reference !== undefined && { 'licet:composer:reference': reference }),
      ...(entry.standsFor.length > 0 && { 'licet:composer:stands-for': entry.standsFor.toSorted().join(' ') }),
    },
    stated: { project: context.project, scopes: [scope] },
  };
}

// A path that leads out of the scanned directory is somebody's project all the same, and stands where the lockfile stands.
function toLocalPackage({ entry, key, line }: SetMember, context: PackageContext): FirstPartyPackage {
  const url = (entry.dist?.type === 'path' ? entry.dist.url : entry.source?.url) ?? '';
  const directory = url.startsWith('/') ? undefined : joinPath(context.root, url);
  const manifest = directory === undefined ? undefined : manifestAt(joinPath(directory, 'composer.json'), context.fs)?.value;
  const project = manifest === undefined ? undefined : toProject(manifest, key);
  const location = { root: 'tree', path: context.path, ...(line !== undefined && { lines: [line, line] as const }) } as const;
  return {
    kind: 'first-party',
    key,
    path: directory ?? context.root,
    licenses: toRawLicenses(entry.license, location, 'lockfile-field'),
    ...project,
    name: entry.name,
    version: entry.version,
    lockfile: context.path,
    occurrences: [{ path: context.path, ...(line !== undefined && { line }) }, ...(project?.occurrences ?? [])],
  };
}
