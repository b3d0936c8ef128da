import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import {
  unreadable,
  type FirstPartyPackage,
  type LockedEdge,
  type LockedPackage,
  type ReadResult,
  type ThirdPartyPackage,
} from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { manifestLicense } from '../formats/manifest-license.ts';
import { portPurl } from './port-purl.ts';
import { NO_REGISTRIES, readRegistries } from './registries.ts';
import { readInstalledPort } from './spdx-document.ts';
import { readVcpkgJson, type PortDependency, type PortManifest } from './vcpkg-json.ts';

/**
 * Reads a vcpkg.json with the vcpkg-configuration.json beside it. A manifest has no lockfile: an override pins a version,
 * an installed port shows one, everything else is decided by the baseline of the registry, which is not in the tree.
 */
export const vcpkgManifestReader: Reader = {
  id: 'vcpkg-manifest',
  version: 1,
  kind: 'manifest',
  claims: ['vcpkg.json', 'vcpkg-configuration.json'],
  group: 'directory',
  read: (group) => {
    const file = group.files.find(({ path }) => path.endsWith('vcpkg.json'));
    const configuration = group.files.find(({ path }) => path.endsWith('vcpkg-configuration.json'));
    if (file === undefined) return unreadable(...(configuration === undefined ? [] : readRegistries(configuration).diagnostics));
    return read(file, configuration, group);
  },
};

function read(file: ClaimedFile, configuration: ClaimedFile | undefined, group: ReadGroup): ReadResult {
  const manifest = readVcpkgJson(file);
  const registries = configuration === undefined ? NO_REGISTRIES : readRegistries(configuration);
  if ('code' in manifest) return unreadable(manifest, ...registries.diagnostics);
  const diagnostics: Diagnostic[] = [...manifest.diagnostics, ...registries.diagnostics];
  const project = toProject(manifest);
  const packages = new Map<string, LockedPackage>([[project.key, project]]);
  const edges: LockedEdge[] = [];
  let isOpen = false;
  for (const dependency of manifest.dependencies) {
    // A feature that needs another feature of its own port says so by the port's own name.
    if (dependency.name === manifest.name) continue;
    for (const item of resolve(dependency, manifest, { registry: registries.registryOf(dependency.name), group, diagnostics })) {
      isOpen ||= item.resolution === 'declared';
      const known = packages.get(item.key);
      packages.set(item.key, known === undefined ? item : { ...item, occurrences: [...known.occurrences, ...item.occurrences] });
      const { requirement, scope } = dependency;
      edges.push({ from: project.key, to: item.key, scope, ...(requirement !== undefined && { requirement }) });
    }
  }
  if (isOpen) {
    const hint = 'pin versions with `overrides`, or scan after `vcpkg install`';
    diagnostics.push(
      diagnostic('lockfile-missing', 'the baseline of a registry decides the versions', { path: file.path, hint }),
    );
  }
  return { packages: [...packages.values()], edges, diagnostics };
}

interface ResolveContext {
  readonly registry: string | undefined;
  readonly group: ReadGroup;
  readonly diagnostics: Diagnostic[];
}

function resolve(dependency: PortDependency, manifest: PortManifest, context: ResolveContext): ThirdPartyPackage[] {
  const { name, requirement, platform, line } = dependency;
  const installed = installedPorts(name, manifest.directory, context);
  const here = { path: manifest.path, ...(line !== undefined && { line }) };
  if (installed.length > 0) return installed.map((item) => ({ ...item, occurrences: [here, ...item.occurrences] }));
  const pinned = manifest.overrides.get(name);
  const purl = portPurl(name, pinned, context.registry);
  if (purl === undefined) {
    context.diagnostics.push(diagnostic('manifest-entry-invalid', `\`${name}\` has no valid package URL`, here));
    return [];
  }
  return [
    {
      kind: 'third-party',
      key: purl,
      purl,
      resolution: pinned === undefined ? 'declared' : 'locked',
      occurrences: [here],
      ...(platform !== undefined && { platforms: [platform] }),
      ...(requirement !== undefined && { requirement: `>=${requirement}` }),
    },
  ];
}

// One per triplet; the same version for several triplets is one component.
function installedPorts(name: string, directory: string, { group, diagnostics }: ResolveContext): ThirdPartyPackage[] {
  const root = pathIn(directory, 'vcpkg_installed');
  const ports = group.fs.list(root).flatMap((triplet) => {
    const file = siblingFile(group.fs, pathIn(root, `${triplet}/share/${name}/vcpkg.spdx.json`), diagnostics);
    const port = file === undefined ? undefined : readInstalledPort(file);
    return port === undefined || 'code' in port ? [] : [port.item];
  });
  return ports;
}

function toProject(manifest: PortManifest): FirstPartyPackage {
  const { path, directory, license, licenseLine, version, description } = manifest;
  return {
    kind: 'first-party',
    key: `project ${path}`,
    path: directoryOf(path),
    name: manifest.name ?? (directory.split('/').at(-1) || '.'),
    ...(version !== undefined && { version: version.version }),
    ...(description !== undefined && { description }),
    manifest: path,
    occurrences: [{ path }],
    licenses: manifestLicense(license, { path, line: licenseLine }),
  };
}
