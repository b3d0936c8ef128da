import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import type { LockedEdge, LockedPackage, ReadResult } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { parsePackageSwift, type SwiftDependency } from './package-swift.ts';
import { toProject } from './projects.ts';
import { registryPurl, repositoryPurl } from './swift-purl.ts';

/** Package.swift files that no Package.resolved explains: what they ask for in literals. */
export const packageSwiftReader: Reader = {
  id: 'swift-manifest',
  version: 1,
  kind: 'manifest',
  claims: ['Package.swift'],
  group: 'tree',
  read: readManifests,
};

function readManifests(group: ReadGroup): ReadResult {
  const packages: LockedPackage[] = [];
  const edges: LockedEdge[] = [];
  const diagnostics: Diagnostic[] = [];
  const manifests = group.files
    .filter((file) => !group.covered.has(file.path))
    .map((file) => ({ path: file.path, manifest: parsePackageSwift(file.text()) }));
  const known = new Set(manifests.map(({ path }) => path));
  for (const { path, manifest } of manifests) {
    const project = { ...toProject(directoryOf(path), manifest.name, path), manifest: path };
    packages.push(project);
    if (manifest.name === undefined && manifest.dependencies.length === 0) {
      diagnostics.push(diagnostic('manifest-unparsable', 'no `Package(name: …)` in it', { path, line: 1 }));
    }
    let unlocked = 0;
    for (const dependency of manifest.dependencies) {
      if (dependency.kind === 'local') {
        const target = joinPath(directoryOf(path), dependency.location, 'Package.swift');
        if (target !== undefined && known.has(target) && target !== path)
          edges.push({ from: project.key, to: `project:${target}`, scope: 'runtime' });
        continue;
      }
      const made = toDeclared(dependency, path);
      if (made === undefined) {
        const message = `\`${dependency.location.slice(0, 200)}\` names no repository`;
        diagnostics.push(diagnostic('manifest-entry-invalid', message, { path, line: dependency.line }));
        continue;
      }
      const wanted = dependency.requirement === undefined ? {} : { requirement: dependency.requirement };
      packages.push(made);
      edges.push({ from: project.key, to: made.key, scope: 'runtime', ...wanted });
      unlocked += 1;
    }
    for (const line of manifest.dynamic) {
      const message = 'a dependency that only Swift could compute';
      diagnostics.push(diagnostic('manifest-entry-invalid', message, { path, line }));
    }
    if (unlocked > 0) {
      const message = `no Package.resolved gives the versions of its ${unlocked} dependencies`;
      diagnostics.push(
        diagnostic('lockfile-missing', message, { path, hint: 'run `swift package resolve` and commit Package.resolved' }),
      );
    }
  }
  return { packages, edges, diagnostics };
}

function toDeclared({ kind, location, exact, requirement, line }: SwiftDependency, path: string): LockedPackage | undefined {
  const purl = kind === 'registry' ? registryPurl(location, exact) : repositoryPurl(location, exact);
  if (purl === undefined) return undefined;
  return {
    kind: 'third-party',
    key: `${path}\n${line}\n${location}`,
    purl,
    // `exact:` and `revision:` leave nothing to resolve
    resolution: exact === undefined ? 'declared' : 'locked',
    occurrences: [{ path, line }],
    ...(requirement !== undefined && { requirement }),
  };
}
