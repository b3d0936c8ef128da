import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import type { LockedEdge, LockedPackage, ReadResult } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { fileBeside } from '../formats/file-beside.ts';
import { composerPurl } from './composer-purl.ts';
import { manifestAt, toProject, type ComposerManifest } from './manifest.ts';
import { isPlatformPackage } from './platform-package.ts';
import { readInstalled } from './read-installed.ts';

/**
 * composer.json files that nothing locks. With an installed vendor folder that says the versions; without, what they ask for
 * is declared and has none. All in one call, so that packages of one repository find each other.
 */
export const composerJsonReader: Reader = {
  id: 'composer-json',
  version: 1,
  kind: 'manifest',
  claims: ['composer.json'],
  group: 'tree',
  read: readManifests,
};

function readManifests(group: ReadGroup): ReadResult {
  const packages: LockedPackage[] = [];
  const edges: LockedEdge[] = [];
  const diagnostics: Diagnostic[] = [];
  const declared: ComposerManifest[] = [];
  for (const { path } of group.files) {
    if (group.covered.has(path)) continue;
    const decoded = manifestAt(path, group.fs);
    if (decoded?.problem !== undefined) diagnostics.push(decoded.problem);
    const manifest = decoded?.value;
    if (manifest === undefined) continue;
    const installed = installedBeside(manifest, group);
    if (installed === undefined) declared.push(manifest);
    else {
      const prefix = `${path}\n`; // keys of several installations stand in one result
      packages.push(...installed.packages.map((item) => prefixed(item, prefix)));
      edges.push(...installed.edges.map((edge) => ({ ...edge, from: prefix + edge.from, to: prefix + edge.to })));
      diagnostics.push(...installed.diagnostics);
    }
  }
  addDeclared(declared, { packages, edges, diagnostics });
  return { packages, edges, diagnostics };
}

function installedBeside(manifest: ComposerManifest, group: ReadGroup): ReadResult | undefined {
  const path = joinPath(directoryOf(manifest.path), manifest.vendorDirectory, 'composer/installed.json');
  const file = fileBeside(path, group.fs);
  if (file === undefined || file.problem !== undefined || group.paths.includes(file.value.path)) return undefined;
  return readInstalled(file.value, manifest.path, group);
}

function prefixed(item: LockedPackage, prefix: string): LockedPackage {
  if (item.kind === 'first-party' || item.stated === undefined) return { ...item, key: prefix + item.key };
  return { ...item, key: prefix + item.key, stated: { ...item.stated, project: prefix + item.stated.project } };
}

interface Output {
  readonly packages: LockedPackage[];
  readonly edges: LockedEdge[];
  readonly diagnostics: Diagnostic[];
}

function addDeclared(manifests: readonly ComposerManifest[], { packages, edges, diagnostics }: Output): void {
  const named = new Map(
    manifests.flatMap((manifest) => (manifest.name === undefined ? [] : [[manifest.name.toLowerCase(), manifest]])),
  );
  for (const manifest of manifests) {
    diagnostics.push(...manifest.diagnostics);
    packages.push(toProject(manifest, manifest.path));
    let unlocked = 0;
    for (const map of ['require', 'require-dev'] as const) {
      const scope = map === 'require' ? 'runtime' : 'dev';
      for (const { name, requirement } of map === 'require' ? manifest.require : manifest.requireDev) {
        if (isPlatformPackage(name)) continue;
        const local = named.get(name.toLowerCase());
        if (local !== undefined) {
          if (local !== manifest) edges.push({ from: manifest.path, to: local.path, scope, requirement });
          continue;
        }
        const line = manifest.lineOf(map, name);
        const purl = composerPurl(name, undefined);
        if (purl === undefined) {
          const message = `\`${name.slice(0, 200)}\` is not the name of a package`;
          diagnostics.push(diagnostic('manifest-entry-invalid', message, { path: manifest.path, line }));
          continue;
        }
        const key = `${manifest.path}\n${map}\n${name}`;
        const occurrences = [{ path: manifest.path, ...(line !== undefined && { line }) }];
        packages.push({ kind: 'third-party', key, purl, name, resolution: 'declared', requirement, occurrences });
        edges.push({ from: manifest.path, to: key, scope, requirement });
        unlocked += 1;
      }
    }
    if (unlocked > 0) {
      const hint = 'run `composer update --no-install` and commit composer.lock';
      const message = `no lockfile gives the versions of its ${unlocked} dependencies`;
      diagnostics.push(diagnostic('lockfile-missing', message, { path: manifest.path, hint }));
    }
  }
}
