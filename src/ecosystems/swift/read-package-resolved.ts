import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName, directoryOf, joinPath } from '../../domain/path.ts';
import {
  unreadable,
  type FirstPartyPackage,
  type LockedEdge,
  type LockedPackage,
  type PackageLocation,
  type ReadResult,
} from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { fileBeside } from '../formats/file-beside.ts';
import { ofOneFile } from '../formats/one-file.ts';
import { vcsOrigin } from '../formats/source-url.ts';
import { parsePackageSwift, type SwiftManifest } from './package-swift.ts';
import { readPins, type Pin } from './pins.ts';
import { localProject, projectDirectory, toProject } from './projects.ts';
import { registryPurl, repositoryIdentity, repositoryPurl } from './swift-purl.ts';

/** Reads Package.resolved, of a package or inside an Xcode project. It holds no graph. */
export const packageResolvedReader: Reader = {
  id: 'swift-package-resolved',
  version: 1,
  kind: 'lockfile',
  claims: ['Package.resolved', '.package.resolved'],
  group: 'file',
  read: ofOneFile(readResolved),
};

function readResolved(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { value, problem } = readPins(file);
  if (problem !== undefined) return unreadable(problem);
  const directory = projectDirectory(file.path);
  const manifestFile = fileBeside(joinPath(directory, 'Package.swift'), group.fs)?.value;
  const manifest = manifestFile === undefined ? undefined : parsePackageSwift(manifestFile.text());
  const project: FirstPartyPackage = {
    ...toProject(directory, manifest?.name, manifestFile?.path ?? file.path),
    lockfile: file.path,
  };
  const root = manifestFile === undefined ? project : { ...project, manifest: manifestFile.path };
  const packages = new Map<string, LockedPackage>([[root.key, root]]);
  const diagnostics = [...value.diagnostics];
  for (const pin of value.pins) {
    const made = toPackage(pin, root, file.path, group);
    if (made === undefined) {
      const where = { path: file.path, line: pin.line };
      diagnostics.push(
        diagnostic('lockfile-entry-invalid', `the pin \`${pin.identity.slice(0, 200)}\` names no repository`, where),
      );
    } else packages.set(made.key, made);
  }
  for (const target of localManifests(manifest, directory, group)) {
    packages.set(`project:${target}`, { ...toProject(directoryOf(target), parsedName(target, group), target), manifest: target });
  }
  const { edges, missing } = linkManifest(manifest, root, packages);
  const stale = missing.map(({ location, line }) => {
    const message = `\`${location}\` is a dependency, and ${file.path} has no pin of it`;
    return diagnostic('lockfile-stale', message, { path: manifestFile?.path, line });
  });
  return {
    packages: [...packages.values()],
    edges,
    diagnostics: [...diagnostics, ...stale],
    covers: manifestFile === undefined ? [] : [manifestFile.path],
    ...(stale[0] !== undefined && { stale: [{ path: file.path, reason: stale[0].message }] }),
  };
}

function toPackage(pin: Pin, root: FirstPartyPackage, path: string, group: ReadGroup): LockedPackage | undefined {
  const at = { path, ...(pin.line !== undefined && { line: pin.line }) };
  if (pin.kind === 'local') return localProject(pin.identity, root.path, at);
  // A branch moves; a commit is a version, and a pin without either has none.
  const version = pin.version ?? pin.revision;
  const purl = pin.kind === 'registry' ? registryPurl(pin.identity, version) : repositoryPurl(pin.location, version);
  if (purl === undefined) return undefined;
  const installed = pin.kind === 'repository' ? checkout(pin, root.path, group) : [];
  return {
    kind: 'third-party',
    key: pinKey(pin),
    purl,
    resolution: version === undefined ? 'declared' : 'locked',
    ...(version === undefined && { requirement: pin.branch ?? 'any' }),
    occurrences: [at],
    origins: pin.kind === 'repository' ? [vcsOrigin(pin.location, pin.revision)] : [],
    ...(installed.length > 0 && { installed }),
    stated: { project: root.key, scopes: ['unknown'] },
  };
}

function pinKey(pin: Pick<Pin, 'kind' | 'identity' | 'location'>): string {
  return pin.kind === 'registry' ? `registry:${pin.identity.toLowerCase()}` : `repository:${repositoryIdentity(pin.location)}`;
}

// `.build/checkouts/<last part of the URL>`
function checkout(pin: Pin, directory: string, { fs }: ReadGroup): PackageLocation[] {
  const name = /([^/:]+?)(?:\.git)?\/?$/.exec(pin.location)?.[1] ?? '';
  const path = joinPath(directory, '.build/checkouts', name);
  return path !== undefined && name !== '' && fs.stat(path)?.kind === 'directory'
    ? [{ root: 'tree', path, format: 'directory' }]
    : [];
}

interface Linked {
  readonly edges: readonly LockedEdge[];
  readonly missing: SwiftManifest['dependencies'];
}

/** Manifests of packages that lie in the repository and are named by path; they are never pinned. */
function localManifests(manifest: SwiftManifest | undefined, directory: string, { fs }: ReadGroup): string[] {
  return (manifest?.dependencies ?? []).flatMap(({ kind, location }) => {
    const target = kind === 'local' ? joinPath(directory, location, 'Package.swift') : undefined;
    return target !== undefined && fs.stat(target)?.kind === 'file' ? [target] : [];
  });
}

function parsedName(path: string, { fs }: ReadGroup): string | undefined {
  const file = fileBeside(path, fs)?.value;
  return file === undefined ? undefined : parsePackageSwift(file.text()).name;
}

function linkManifest(
  manifest: SwiftManifest | undefined,
  { key: root, path: directory }: FirstPartyPackage,
  packages: ReadonlyMap<string, LockedPackage>,
): Linked {
  const edges: LockedEdge[] = [];
  const missing: SwiftManifest['dependencies'][number][] = [];
  for (const dependency of manifest?.dependencies ?? []) {
    const { kind, location, requirement } = dependency;
    if (kind === 'local') {
      const keys = [
        `project:${joinPath(directory, location, 'Package.swift') ?? ''}`,
        `local:${baseName(location).toLowerCase()}`,
      ];
      const local = keys.find((key) => packages.has(key) && key !== root);
      if (local !== undefined) edges.push({ from: root, to: local, scope: 'runtime' });
      continue;
    }
    const to = pinKey({ kind, identity: location, location });
    if (packages.has(to)) edges.push({ from: root, to, scope: 'runtime', ...(requirement !== undefined && { requirement }) });
    else missing.push(dependency);
  }
  return { edges, missing };
}
