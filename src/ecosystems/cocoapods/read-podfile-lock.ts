import { createHash } from 'node:crypto';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
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
import { podOrigins, podPurl } from './pod-purl.ts';
import { readPodfileLock, rootPod, type LockedPod, type PodfileLock } from './podfile-lock.ts';
import { readPodspec, toProject } from './podspec.ts';

/** Reads Podfile.lock. Subspecs are parts of one pod, so a pod is one component whatever parts of it are used. */
export const podfileLockReader: Reader = {
  id: 'cocoapods-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['Podfile.lock'],
  group: 'file',
  read: ofOneFile(readLock),
};

const ROOT = 'Podfile/'; // no pod is called so

function readLock(file: ClaimedFile, group: ReadGroup): ReadResult {
  const { value: lock, problem } = readPodfileLock(file);
  if (problem !== undefined) return unreadable(problem);
  const directory = directoryOf(file.path);
  const podfile = fileBeside(joinPath(directory, 'Podfile'), group.fs)?.value;
  const context: LockContext = {
    lock,
    path: file.path,
    directory,
    group,
    installed: installedPods(directory, group),
    diagnostics: [],
  };
  const packages = new Map<string, LockedPackage>([[ROOT, toRoot(directory, file.path, podfile?.path)]]);
  for (const [name, parts] of byRoot(lock.pods)) {
    const made = toPackage(name, parts, context);
    if (made !== undefined) packages.set(name, made);
  }
  const edges: LockedEdge[] = [
    ...lock.dependencies.map(({ name, requirement }) => toEdge(ROOT, name, requirement)),
    ...lock.pods.flatMap((pod) => pod.dependencies.map(({ name, requirement }) => toEdge(rootPod(pod.name), name, requirement))),
  ].filter(({ from, to }) => from !== to && packages.has(from));
  for (const { from, to } of edges) {
    if (packages.has(to)) continue;
    const message = `\`${from === ROOT ? 'the project' : from}\` depends on \`${to}\`, which is not locked`;
    context.diagnostics.push(diagnostic('lockfile-edge-unresolved', message, { path: file.path }));
  }
  const stale = podfile === undefined ? undefined : staleReason(lock, podfile);
  const manifests = [...packages.values()].flatMap((item) => (item.kind === 'first-party' ? (item.manifest ?? []) : []));
  return {
    packages: [...packages.values()],
    edges: edges.filter(({ to }) => packages.has(to)),
    diagnostics: [
      ...lock.diagnostics,
      ...context.diagnostics,
      ...(stale === undefined ? [] : [diagnostic('lockfile-stale', stale, { path: file.path })]),
    ],
    covers: manifests,
    ...(stale !== undefined && { stale: [{ path: file.path, reason: stale }] }),
  };
}

interface LockContext {
  readonly lock: PodfileLock;
  readonly path: string;
  readonly directory: string;
  readonly group: ReadGroup;
  /** Versions of the pods in the `Pods` folder. */
  readonly installed: ReadonlyMap<string, string>;
  readonly diagnostics: Diagnostic[];
}

function byRoot(pods: readonly LockedPod[]): ReadonlyMap<string, readonly LockedPod[]> {
  const groups = new Map<string, LockedPod[]>();
  for (const pod of pods) {
    const known = groups.get(rootPod(pod.name));
    if (known === undefined) groups.set(rootPod(pod.name), [pod]);
    else known.push(pod);
  }
  return groups;
}

function toRoot(directory: string, lockfile: string, manifest: string | undefined): FirstPartyPackage {
  return {
    kind: 'first-party',
    key: ROOT,
    path: directory,
    name: directory.slice(directory.lastIndexOf('/') + 1) || '.',
    ...(manifest !== undefined && { manifest }),
    lockfile,
    occurrences: [{ path: manifest ?? lockfile }],
    licenses: [],
  };
}

function toPackage(name: string, parts: readonly LockedPod[], context: LockContext): LockedPackage | undefined {
  const { lock, path } = context;
  const [first] = parts;
  const source = lock.sources.get(name);
  const occurrences = parts.map(({ line }) => ({ path, ...(line !== undefined && { line }) }));
  if (source?.path !== undefined)
    return { ...localPod(name, source.path, context), version: first?.version ?? '', lockfile: path, occurrences };
  const purl = podPurl(name, first?.version, source, lock.repositories.get(name));
  if (purl === undefined) {
    context.diagnostics.push(
      diagnostic('lockfile-entry-invalid', `\`${name.slice(0, 200)}\` is not the name of a pod`, { path, line: first?.line }),
    );
    return undefined;
  }
  const subspecs = parts.flatMap((part) => (part.name === name ? [] : [part.name.slice(name.length + 1)])).toSorted();
  const checksum = lock.checksums.get(name);
  const installed = installedAt(name, first?.version, context);
  return {
    kind: 'third-party',
    key: name,
    purl,
    resolution: 'locked',
    occurrences,
    origins: podOrigins(source),
    ...(installed.length > 0 && { installed }),
    // the checksum is one of the podspec, not of what is downloaded
    properties: {
      ...(subspecs.length > 0 && { 'licet:cocoapods:subspecs': subspecs.join(' ') }),
      ...(checksum !== undefined && { 'licet:cocoapods:podspec-sha1': checksum }),
    },
    stated: { project: ROOT, scopes: ['unknown'] },
  };
}

function localPod(name: string, path: string, { directory, group }: LockContext): FirstPartyPackage {
  const isFile = path.endsWith('.podspec');
  const local = path.startsWith('/') || path.startsWith('~') ? undefined : joinPath(directory, isFile ? directoryOf(path) : path);
  const file = local === undefined ? undefined : fileBeside(joinPath(local, `${name}.podspec`), group.fs)?.value;
  const project = file === undefined ? undefined : toProject(readPodspec(file), name);
  return {
    kind: 'first-party',
    key: name,
    path: local ?? directory,
    type: 'library',
    licenses: [],
    occurrences: [],
    ...project,
    name,
  };
}

function toEdge(from: string, to: string, requirement: string | undefined): LockedEdge {
  // CocoaPods does not tell what only tests or tools need
  return {
    from,
    to: rootPod(to),
    scope: from === ROOT ? 'unknown' : 'runtime',
    ...(requirement !== undefined && { requirement }),
  };
}

// `Pods/Manifest.lock` is the lockfile as it was installed.
function installedPods(directory: string, { fs }: ReadGroup): ReadonlyMap<string, string> {
  const manifest = fileBeside(joinPath(directory, 'Pods/Manifest.lock'), fs)?.value;
  const lock = manifest === undefined ? undefined : readPodfileLock(manifest).value;
  return new Map(lock?.pods.map((pod) => [rootPod(pod.name), pod.version]));
}

function installedAt(name: string, version: string | undefined, { directory, group, installed }: LockContext): PackageLocation[] {
  const path = joinPath(directory, 'Pods', name);
  if (path === undefined || installed.get(name) !== version) return [];
  return group.fs.stat(path)?.kind === 'directory' ? [{ root: 'tree', path, format: 'directory' }] : [];
}

// The checksum is the sha1 of the Podfile (CocoaPods/Core lib/cocoapods-core/podfile.rb, `checksum`).
function staleReason({ podfileChecksum }: PodfileLock, podfile: ClaimedFile): string | undefined {
  if (podfileChecksum === undefined || !/^[0-9a-f]{40}$/.test(podfileChecksum)) return undefined;
  const current = createHash('sha1').update(podfile.bytes()).digest('hex');
  return current === podfileChecksum ? undefined : `its PODFILE CHECKSUM is not that of ${podfile.path}`;
}
