import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import type { LockedEdge, LockedPackage, ReadResult } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { readInstalledTree } from './installed-tree.ts';
import { readManifestAt, type Manifest } from './manifest.ts';
import { npmIdentity } from './npm-purl.ts';

/**
 * package.json files that no lockfile explains. With a `node_modules` beside it the installed tree says the versions;
 * without, its dependencies are declared and have none. All of them in one call, so that members find each other.
 */
export const packageJson: Reader = {
  id: 'npm-manifest',
  version: 1,
  kind: 'manifest',
  claims: ['package.json'],
  group: 'tree',
  read: readManifests,
};

function readManifests(group: ReadGroup): ReadResult {
  const packages: LockedPackage[] = [];
  const edges: LockedEdge[] = [];
  const diagnostics: Diagnostic[] = [];
  const declared: Manifest[] = [];
  for (const file of group.files) {
    if (group.covered.has(file.path)) continue;
    const decoded = readManifestAt(file.path, group.fs);
    if (decoded?.problem !== undefined) diagnostics.push(decoded.problem);
    const manifest = decoded?.value;
    if (manifest === undefined) continue;
    diagnostics.push(...manifest.diagnostics);
    const installed = readInstalledTree(manifest, group.fs);
    if (installed === undefined) {
      declared.push(manifest);
      continue;
    }
    const prefix = `${file.path}\n`; // keys of several trees stand in one result
    packages.push(
      ...installed.packages.map((item) => ({
        ...item,
        key: prefix + item.key,
        ...(item.kind === 'third-party' && item.bundledIn !== undefined && { bundledIn: prefix + item.bundledIn }),
        ...(item.kind === 'third-party' && item.stated && { stated: { ...item.stated, project: prefix + item.stated.project } }),
      })),
    );
    edges.push(...installed.edges.map((edge) => ({ ...edge, from: prefix + edge.from, to: prefix + edge.to })));
    diagnostics.push(...installed.diagnostics);
  }
  addDeclared(declared, { packages, edges, diagnostics });
  return { packages, edges, diagnostics };
}

interface Output {
  readonly packages: LockedPackage[];
  readonly edges: LockedEdge[];
  readonly diagnostics: Diagnostic[];
}

function addDeclared(manifests: readonly Manifest[], { packages, edges, diagnostics }: Output): void {
  const named = new Map(
    manifests.flatMap((manifest) => (manifest.name === undefined ? [] : [[manifest.name, manifest] as const])),
  );
  for (const manifest of manifests) {
    // `{"type": "module"}` marks a folder; it is not a project
    if (manifest.name === undefined && manifest.dependencies.length === 0) continue;
    const directory = directoryOf(manifest.path);
    packages.push({
      kind: 'first-party',
      key: manifest.path,
      path: directory,
      name: manifest.name ?? (directory.slice(directory.lastIndexOf('/') + 1) || '.'),
      ...(manifest.version !== undefined && { version: manifest.version }),
      ...(manifest.description !== undefined && { description: manifest.description }),
      ...(manifest.private !== undefined && { private: manifest.private }),
      manifest: manifest.path,
      occurrences: [{ path: manifest.path }],
      licenses: manifest.licenses,
    });
    let unlocked = 0;
    for (const dependency of manifest.dependencies) {
      const { name, requirement, scope, map } = dependency;
      const local = localTarget(manifest, requirement, named.get(name));
      if (local === 'outside') continue;
      const line = manifest.lineOf(map, name);
      if (local !== undefined) {
        const target = manifests.find((other) => other.path === local);
        if (target?.name !== undefined) edges.push({ from: manifest.path, to: local, scope, requirement });
        continue;
      }
      const real = /^npm:((?:@[^/@]+\/)?[^@]+)(?:@.*)?$/.exec(requirement)?.[1] ?? name;
      const identity = npmIdentity({ name: real });
      if (identity === undefined) {
        const message = `\`${name.slice(0, 200)}\` is not a package name`;
        diagnostics.push(diagnostic('manifest-entry-invalid', message, { path: manifest.path, line }));
        continue;
      }
      const key = `${manifest.path}\n${map}\n${name}`;
      unlocked += 1;
      packages.push({
        kind: 'third-party',
        key,
        purl: identity.purl,
        name: real,
        resolution: 'declared',
        requirement,
        ...(real !== name && { alias: name }),
        occurrences: [{ path: manifest.path, ...(line !== undefined && { line }) }],
      });
      edges.push({ from: manifest.path, to: key, scope, requirement });
    }
    if (unlocked > 0) {
      const message = `no lockfile gives the versions of its ${unlocked} dependencies`;
      diagnostics.push(diagnostic('lockfile-missing', message, { path: manifest.path }));
    }
  }
}

/** Path of the manifest that a local requirement means, `outside` when nobody read one there. */
function localTarget(manifest: Manifest, requirement: string, member: Manifest | undefined): string | undefined {
  const path = /^(?:file|link|portal):(.*)$/.exec(requirement)?.[1];
  if (path !== undefined) return joinPath(directoryOf(manifest.path), path, 'package.json') ?? 'outside';
  return member !== undefined && member !== manifest ? member.path : undefined;
}
