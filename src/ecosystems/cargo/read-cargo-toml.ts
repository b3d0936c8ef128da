import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import type { LockedEdge, LockedPackage, ReadResult, ThirdPartyPackage } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { toProject } from './first-party.ts';
import { manifestIn, manifestLoader, type ManifestLoader } from './manifest-loader.ts';
import type { CargoManifest, DeclaredDependency } from './manifest.ts';
import { dependencyScope } from './member-edges.ts';
import { isVendoredCopy } from './vendored.ts';
import { cratePurl, type CargoSource } from './source.ts';

/** Reads the manifests that no Cargo.lock explains: what they ask for, with no version invented. */
export const cargoTomlReader: Reader = {
  id: 'cargo-toml',
  version: 1,
  kind: 'manifest',
  claims: ['Cargo.toml'],
  group: 'tree',
  read: readCargoTomls,
};

function readCargoTomls(group: ReadGroup): ReadResult {
  const loader = manifestLoader(group.fs);
  const packages = new Map<string, LockedPackage>();
  const edges: LockedEdge[] = [];
  const unlocked = new Map<string, Diagnostic>();
  for (const { path } of group.files) {
    if (group.covered.has(path) || isVendoredCopy(directoryOf(path), group.fs)) continue;
    const manifest = loader.load(path);
    const project = manifest === undefined ? undefined : toProject(manifest, path);
    if (manifest === undefined || project === undefined) continue;
    packages.set(project.key, project);
    for (const dependency of manifest.dependencies) {
      const target = toTarget(dependency, manifest, loader);
      if (target === undefined) continue;
      packages.set(target.key, joinDeclarations(packages.get(target.key), target));
      const { requirement } = dependency;
      edges.push({
        from: project.key,
        to: target.key,
        scope: dependencyScope(dependency),
        ...(requirement !== undefined && { requirement }),
      });
      if (target.kind !== 'third-party') continue;
      // One warning per workspace, at its root; a lockfile that is there was called stale or unreadable already.
      const root = loader.workspaceRootOf(manifest) ?? manifest;
      if (!hasLockfile(root, group)) unlocked.set(root.path, noLockfile(root.path));
    }
  }
  return { packages: [...packages.values()], edges, diagnostics: [...loader.diagnostics, ...unlocked.values()] };
}

function toTarget(dependency: DeclaredDependency, from: CargoManifest, loader: ManifestLoader): LockedPackage | undefined {
  if (dependency.outside === true) return undefined;
  if (dependency.directory === undefined) return toDeclared(dependency, from);
  const manifest = loader.load(manifestIn(dependency.directory));
  return manifest === undefined ? undefined : toProject(manifest, manifest.path);
}

function toDeclared(dependency: DeclaredDependency, from: CargoManifest): ThirdPartyPackage | undefined {
  const purl = cratePurl(dependency.name, undefined, toSource(dependency));
  if (purl === undefined) return undefined;
  const { requirement, line } = dependency;
  return {
    kind: 'third-party',
    key: purl,
    purl,
    resolution: 'declared',
    occurrences: [{ path: from.path, ...(line !== undefined && { line }) }],
    ...(requirement !== undefined && { requirement }),
  };
}

function toSource({ git, registryIndex }: DeclaredDependency): CargoSource {
  if (git !== undefined) return { kind: 'git', ...git };
  return { kind: 'registry', ...(registryIndex !== undefined && { index: registryIndex }) };
}

// Each requirement stays on its edge; the component keeps the first, and every place that declares it.
function joinDeclarations(known: LockedPackage | undefined, next: LockedPackage): LockedPackage {
  if (known === undefined || known.kind === 'first-party') return known ?? next;
  return { ...known, occurrences: [...known.occurrences, ...next.occurrences] };
}

function hasLockfile(root: CargoManifest, group: ReadGroup): boolean {
  return group.fs.stat(root.directory === '' ? 'Cargo.lock' : `${root.directory}/Cargo.lock`)?.kind === 'file';
}

function noLockfile(path: string): Diagnostic {
  const hint = 'run `cargo generate-lockfile` and commit Cargo.lock';
  return diagnostic('lockfile-missing', 'no Cargo.lock says which versions are used', { path, hint });
}
