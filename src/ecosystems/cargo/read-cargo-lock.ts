import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { unreadable, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { findLocalCrates, type LocalCrate } from './local-crates.ts';
import { toEdges } from './lock-edges.ts';
import { toPackages, type LockContext } from './lock-packages.ts';
import { readLockfile } from './lockfile.ts';
import { manifestIn, manifestLoader, type ManifestLoader } from './manifest-loader.ts';
import { matchCrates } from './match-crates.ts';
import { isListedMember } from './membership.ts';
import { indexPackageIds } from './package-ids.ts';
import { findVendored, isVendoredCopy } from './vendored.ts';

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
  const packages = entries.flatMap((entry) => toPackages(entry, context));
  const known = new Set(packages.map((item) => item.key));
  const edges = entries.flatMap((entry) => toEdges(entry, context)).filter((edge) => known.has(edge.from) && known.has(edge.to));
  const [first] = context.stale;
  return {
    packages,
    edges,
    diagnostics: [...lock.diagnostics, ...loader.diagnostics, ...context.problems, ...context.stale],
    // a manifest that could not be read was named once, and need not be named again
    covers: [root?.path, ...locked, ...loader.diagnostics.map((item) => item.path)].filter((path) => path !== undefined),
    ...(first !== undefined && { stale: [{ path: file.path, reason: staleReason(context.stale) }] }),
  };
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

function staleReason(stale: readonly Diagnostic[]): string {
  const more = stale.length > 1 ? ` (and ${stale.length - 1} more)` : '';
  return `${stale[0]?.message ?? ''}${more}`;
}
