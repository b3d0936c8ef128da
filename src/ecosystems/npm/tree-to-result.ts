import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName, joinPath } from '../../domain/path.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { FirstPartyPackage, LockedEdge, LockedPackage, ReadResult } from '../../domain/read-result.ts';
import type { Resolution } from '../../domain/component.ts';
import type { DeclaredDependency } from './dependencies.ts';
import {
  indexTree,
  outsideProjects,
  type InstallTree,
  type TreeEntry,
  type TreePackage,
  type TreeProject,
} from './install-tree.ts';
import { readIntegrity } from './integrity.ts';
import { archiveRole } from './locks/member.ts';
import type { Manifest } from './manifest.ts';
import { npmIdentity } from './npm-purl.ts';

export interface TreeContext {
  /** Directory of the tree below the scan root. */
  readonly root: string;
  /** The file that describes it. */
  readonly source: string;
  readonly lockfile?: string;
  readonly resolution: Resolution;
  /** Nothing describes the tree: each package was found through its own package.json. */
  readonly walked?: boolean;
  readonly fs: ReadOnlyFs;
  /** package.json files of projects, by key. */
  readonly manifests: ReadonlyMap<string, Manifest>;
}

/** Turns a tree into packages and edges: every edge ends at the entry that `require` would find from the depender's path. */
export function treeToResult(tree: InstallTree, context: TreeContext): ReadResult {
  const diagnostics: Diagnostic[] = [];
  const packages: LockedPackage[] = [];
  const dropped = new Set<string>();
  for (const entry of tree.values()) {
    if (entry.kind === 'project') packages.push(toProject(entry, context));
    else if (entry.kind === 'package') {
      const made = toPackage(entry, { tree, context, diagnostics });
      if (made === undefined) dropped.add(entry.key);
      else packages.push(made);
    }
  }
  const edges = linkTree(tree, { context, diagnostics, dropped });
  return { packages, edges, diagnostics };
}

function toProject(entry: TreeProject, context: TreeContext): FirstPartyPackage {
  const manifest = context.manifests.get(entry.key);
  const path = projectPath(context.root, entry.key);
  const version = entry.version ?? manifest?.version;
  return {
    kind: 'first-party',
    key: entry.key,
    path,
    name: entry.name ?? manifest?.name ?? (baseName(path) || '.'),
    ...(version !== undefined && { version }),
    ...(manifest?.description !== undefined && { description: manifest.description }),
    ...(manifest?.private !== undefined && { private: manifest.private }),
    ...(manifest !== undefined && { manifest: manifest.path }),
    ...(context.lockfile !== undefined && { lockfile: context.lockfile }),
    occurrences: [
      { path: context.source, ...(entry.line !== undefined && { line: entry.line }) },
      ...(manifest === undefined || manifest.path === context.source ? [] : [{ path: manifest.path }]),
    ],
    licenses: manifest !== undefined && manifest.licenses.length > 0 ? manifest.licenses : entry.licenses,
    ...archiveRole(path),
  };
}

/** A link may lead out of the scanned directory; its path is then kept as written. */
function projectPath(root: string, key: string): string {
  return joinPath(root, key) ?? (root === '' ? key : `${root}/${key}`);
}

interface PackageMaking {
  readonly tree: InstallTree;
  readonly context: TreeContext;
  readonly diagnostics: Diagnostic[];
}

function toPackage(entry: TreePackage, { tree, context, diagnostics }: PackageMaking): LockedPackage | undefined {
  const { line } = entry;
  if (entry.resolved?.startsWith('file:') === true) return toArchive(entry, entry.resolved.slice('file:'.length), context);
  const identity = npmIdentity(entry);
  if (identity === undefined) {
    const message = `entry \`${entry.key.slice(0, 200)}\` has no valid package name`;
    diagnostics.push(diagnostic('lockfile-entry-invalid', message, { path: context.source, line }));
    return undefined;
  }
  const { hashes, invalid } = readIntegrity(entry.integrity ?? '');
  for (const part of invalid) {
    const message = `\`${part.slice(0, 100)}\` of \`${entry.key.slice(0, 200)}\` is not an integrity hash`;
    diagnostics.push(diagnostic('lockfile-entry-invalid', message, { path: context.source, line }));
  }
  const installed = joinPath(context.root, entry.key);
  const isInstalled = installed !== undefined && context.fs.stat(installed)?.kind === 'directory';
  const bundler = entry.inBundle ? bundlerOf(entry.key, tree) : undefined;
  return {
    kind: 'third-party',
    key: entry.key,
    purl: identity.purl,
    name: entry.name,
    resolution: context.resolution,
    occurrences: [
      context.walked === true && installed !== undefined
        ? { path: `${installed}/package.json` }
        : { path: context.source, ...(line !== undefined && { line }) },
    ],
    hashes,
    origins: identity.origins,
    licenses: entry.licenses,
    ...(isInstalled && { installed: [{ root: 'tree', path: installed, format: 'directory' }] }),
    ...(entry.alias !== undefined && { alias: entry.alias }),
    ...(bundler !== undefined && { bundledIn: bundler }),
    platforms: entry.platforms,
    stated: { project: '', scopes: [entry.flagged] },
    ...(new Set(hashes.map((hash) => hash.algorithm)).size < hashes.length && { properties: { 'licet:hashes': 'any-of' } }),
  };
}

/** An archive of the repository, unpacked at the entry's path: what it needs is found from there. */
function toArchive(entry: TreePackage, file: string, { root, source }: TreeContext): FirstPartyPackage {
  const path = projectPath(root, file);
  return {
    kind: 'first-party',
    key: entry.key,
    path,
    name: entry.name,
    ...(entry.version !== undefined && { version: entry.version }),
    occurrences: [{ path: source, ...(entry.line !== undefined && { line: entry.line }) }],
    licenses: entry.licenses,
    ...archiveRole(path),
  };
}

/** The nearest package above that is not bundled itself; a bundle of a first-party project is no foreign archive. */
function bundlerOf(key: string, tree: InstallTree): string | undefined {
  let at = key.lastIndexOf('/node_modules/');
  for (; at > 0; at = key.lastIndexOf('/node_modules/', at - 1)) {
    const above = tree.get(key.slice(0, at));
    if (above?.kind === 'package' && !above.inBundle) return above.key;
  }
  return undefined;
}

interface Linking {
  readonly context: TreeContext;
  readonly diagnostics: Diagnostic[];
  readonly dropped: ReadonlySet<string>;
}

function linkTree(tree: InstallTree, { context, diagnostics, dropped }: Linking): LockedEdge[] {
  const index = indexTree(tree);
  const outside = outsideProjects(tree);
  const edges: LockedEdge[] = [];
  const unresolved = (entry: TreeEntry, dependency: DeclaredDependency): void => {
    const message = `\`${entry.key || 'the root'}\` needs \`${dependency.name}\` (${dependency.requirement}), and it is not there`;
    diagnostics.push(diagnostic('lockfile-edge-unresolved', message, { path: context.source, line: entry.line }));
  };
  for (const entry of tree.values()) {
    if (entry.kind === 'link' || dropped.has(entry.key)) continue;
    for (const dependency of entry.dependencies) {
      const found = index.resolve(entry.key, dependency.name);
      const target = found?.kind === 'link' ? tree.get(found.target) : found;
      if (target === undefined || target.kind === 'link') {
        if (!dependency.mayBeAbsent && !outside.has(entry.key)) unresolved(entry, dependency);
      } else if (!dropped.has(target.key) && target.key !== entry.key) {
        edges.push({
          from: entry.key,
          to: target.key,
          scope: scopeOf(entry, dependency, target),
          requirement: dependency.requirement,
        });
      }
    }
  }
  return edges;
}

// version 1 does not say which `requires` are optional; a target that is only optional, of a depender that is not, is one
function scopeOf(entry: TreeEntry, dependency: DeclaredDependency, target: TreeEntry): LockedEdge['scope'] {
  // An optional peer installs nothing. What the lockfile flags `dev` is there for development alone, and this edge
  // must not carry it into production (a runtime package with an optional peer `typescript`).
  const isOptionalPeer = dependency.map === 'peerDependencies' && dependency.scope === 'optional';
  if (isOptionalPeer && entry.kind === 'package' && target.kind === 'package' && target.flagged === 'dev') return 'dev';
  if (entry.kind !== 'package' || target.kind !== 'package' || dependency.scope !== 'runtime') return dependency.scope;
  return target.flagged === 'optional' && (entry.flagged === 'runtime' || entry.flagged === 'peer') ? 'optional' : 'runtime';
}
