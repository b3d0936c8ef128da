import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { LockedEdge, LockedPackage, ReadResult } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { addDeclared } from './declared.ts';
import { readInstalledTree } from './installed-tree.ts';
import { readManifestAt, type Manifest } from './manifest.ts';

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
  addDeclared(declared, { packages, edges, diagnostics }, group);
  return { packages, edges, diagnostics };
}
