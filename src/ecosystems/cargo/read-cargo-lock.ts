import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { unreadable, type LockedEdge, type LockedPackage, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { toProject } from './first-party.ts';
import { findLocalCrates, type LocalCrate } from './local-crates.ts';
import { readLockfile, type LockEntry } from './lockfile.ts';
import { manifestIn, manifestLoader, type ManifestLoader } from './manifest-loader.ts';
import { matchCrates } from './match-crates.ts';
import { isListedMember } from './membership.ts';
import { memberEdges } from './member-edges.ts';
import { indexPackageIds, type PackageIds } from './package-ids.ts';
import { cratePurl, parseSource, sourceOrigins } from './source.ts';
import { findVendored, isVendoredCopy, type VendoredCrates } from './vendored.ts';

/** Reads Cargo.lock with the manifests of the crates it builds from the tree. */
export const cargoLockReader: Reader = {
  id: 'cargo-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['Cargo.lock'],
  group: 'file',
  read: (group) => {
    const [file] = group.files;
    if (file === undefined || isVendoredCopy(group.root, group.fs)) return unreadable();
    return readCargoLock(file, group);
  },
};

function readCargoLock(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { value: lock, problem } = readLockfile(file);
  if (problem !== undefined) return unreadable(problem);
  const loader = manifestLoader(group.fs);
  const root = loader.load(manifestIn(directoryOf(file.path)));
  const owner = root === undefined ? undefined : owningWorkspace(root.path, loader, group);
  if (owner !== undefined) {
    const reason = `Cargo does not read it: the workspace of \`${owner}\` locks this crate`;
    return { packages: [], edges: [], diagnostics: loader.diagnostics, stale: [{ path: file.path, reason }] };
  }
  const crates = root === undefined ? [] : findLocalCrates(root, loader, group.paths);
  const context: LockContext = {
    lockfile: file.path,
    crateOf: matchCrates(lock.entries, crates),
    ids: indexPackageIds(lock.entries),
    vendored: findVendored(directoryOf(file.path), group.fs),
    stale: [],
    problems: [],
  };
  const locked = new Set([...context.crateOf.values()].map((crate) => crate.manifest.path));
  for (const crate of crates) if (crate.isMember && !locked.has(crate.manifest.path)) noteUnlocked(crate, context);
  // `[replace]` keeps entries that nothing builds.
  const entries = lock.entries.filter((entry) => entry.replace === undefined);
  const packages = entries.flatMap((entry) => toPackage(entry, context));
  const known = new Set(packages.map((item) => item.key));
  const edges = entries.flatMap((entry) => toEdges(entry, context)).filter((edge) => known.has(edge.from) && known.has(edge.to));
  const [first] = context.stale;
  return {
    packages,
    edges,
    diagnostics: [...lock.diagnostics, ...loader.diagnostics, ...context.problems, ...context.stale],
    covers: [...(root === undefined ? [] : [root.path]), ...locked],
    ...(first !== undefined && { stale: [{ path: file.path, reason: staleReason(context.stale) }] }),
  };
}

interface LockContext {
  readonly lockfile: string;
  /** Local crates by the key of their lock entry. */
  readonly crateOf: ReadonlyMap<string, LocalCrate>;
  readonly ids: PackageIds;
  readonly vendored: VendoredCrates;
  readonly stale: Diagnostic[];
  readonly problems: Diagnostic[];
}

// A crate may keep the lockfile it had before it joined a workspace; Cargo reads only the one of the workspace.
function owningWorkspace(path: string, loader: ManifestLoader, group: ReadGroup): string | undefined {
  const manifest = loader.load(path);
  const root = manifest === undefined ? undefined : loader.workspaceRootOf(manifest);
  if (manifest === undefined || root === undefined || root.path === path) return undefined;
  const lockfile = root.directory === '' ? 'Cargo.lock' : `${root.directory}/Cargo.lock`;
  return isListedMember(manifest.directory, root) && group.fs.stat(lockfile)?.kind === 'file' ? root.path : undefined;
}

function noteUnlocked({ manifest }: LocalCrate, context: LockContext): void {
  if (manifest.package === undefined) return;
  const message = `workspace member \`${manifest.package.name}\` (\`${manifest.path}\`) is not in the lockfile`;
  context.stale.push(diagnostic('lockfile-stale', message, { path: context.lockfile }));
}

function toPackage(entry: LockEntry, context: LockContext): LockedPackage[] {
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

function toEdges(entry: LockEntry, context: LockContext): LockedEdge[] {
  const targets = entry.dependencies.flatMap((id) => {
    const target = context.ids.find(id);
    if (target !== undefined) return [target];
    const where = { path: context.lockfile, line: entry.line };
    const message = `\`${entry.key}\` depends on \`${id}\`, which is not one package of the lockfile`;
    context.problems.push(diagnostic('lockfile-edge-unresolved', message, where));
    return [];
  });
  const crate = context.crateOf.get(entry.key);
  if (crate === undefined) {
    // What a published crate needs to be developed is not locked; what a local one needs only its manifest tells.
    const scope = entry.source === undefined ? 'unknown' : 'runtime';
    return targets.map((target) => ({ from: entry.key, to: target.key, scope }));
  }
  const { edges, missing, surplus } = memberEdges(crate, targets);
  const { path, package: own } = crate.manifest;
  for (const { name, requirement, line } of missing) {
    const wanted = requirement === undefined ? `\`${name}\`` : `\`${name}\` \`${requirement}\``;
    const message = `\`${own?.name ?? ''}\` declares ${wanted}, and ${context.lockfile} has nothing that fits`;
    context.stale.push(diagnostic('lockfile-stale', message, { path, line }));
  }
  for (const target of surplus) {
    const message = `\`${entry.name}\` is locked with \`${target.name} ${target.version}\`, which \`${path}\` does not declare`;
    context.stale.push(diagnostic('lockfile-stale', message, { path: context.lockfile, line: entry.line }));
  }
  return edges.map(({ to, ...edge }) => ({ from: entry.key, to: to.key, ...edge }));
}

function staleReason(stale: readonly Diagnostic[]): string {
  const more = stale.length > 1 ? ` (and ${stale.length - 1} more)` : '';
  return `${stale[0]?.message ?? ''}${more}`;
}
