import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { joinPath } from '../../domain/path.ts';
import { unreadable, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { readJson, type JsonDocument } from '../formats/json.ts';
import { scanJsonKeys } from '../formats/json-keys.ts';
import { field, recordField, textField } from '../formats/values.ts';
import { outsideProjects, type InstallTree, type TreeEntry } from './install-tree.ts';
import { readLockDependencies } from './lock-dependencies.ts';
import { readLockPackages, type ReadTree } from './lock-packages.ts';
import { readManifestAt, type Manifest } from './manifest.ts';
import { findStale } from './stale.ts';
import { treeToResult } from './tree-to-result.ts';

export const packageLock: Reader = {
  id: 'npm-package-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['package-lock.json'],
  group: 'file',
  read: readGroup,
};

/** Same format as package-lock.json, and npm prefers it when both are there (docs.npmjs npm-shrinkwrap-json). */
export const npmShrinkwrap: Reader = {
  ...packageLock,
  id: 'npm-shrinkwrap',
  claims: ['npm-shrinkwrap.json'],
  supersedes: [packageLock.id],
};

/** Keys of a version 1 file nest; lines are recorded down to this depth and left out below. */
const V1_KEY_DEPTH = 16;

function readGroup(group: ReadGroup): ReadResult {
  const [file] = group.files;
  return file === undefined ? unreadable() : readPackageLock(file, group);
}

/** Reads one lockfile of version 1, 2 or 3 with the manifests it locks. */
export function readPackageLock(file: ClaimedFile, group: Pick<ReadGroup, 'root' | 'fs'>): ReadResult {
  const decoded = readJson(file, { failure: 'lockfile-unparsable', keyDepth: 2 });
  if (decoded.problem !== undefined) return unreadable(decoded.problem);
  const document = decoded.value;
  const format = formatOf(document, file.path);
  if (typeof format !== 'string') return unreadable(format, ...document.diagnostics);
  const read = readTree(document, format, file);
  const { tree, manifests, diagnostics } = withProjects(read.tree, format, { document, group });
  const context = {
    root: group.root,
    source: file.path,
    lockfile: file.path,
    resolution: 'locked',
    fs: group.fs,
    manifests,
  } as const;
  const result = treeToResult(tree, context);
  const outside = outsideProjects(tree);
  const locked = new Map([...manifests].filter(([key]) => !outside.has(key)));
  const outdated = staleOf(read.tree, locked, format);
  return {
    ...result,
    diagnostics: [...document.diagnostics, ...read.diagnostics, ...diagnostics, ...result.diagnostics, ...outdated],
    covers: [...locked.values()].map((manifest) => manifest.path),
    ...(outdated.length > 0 && { stale: [{ path: file.path, reason: outdated[0]?.message ?? '' }] }),
  };
}

type Format = 'packages' | 'dependencies';

/** Which of the two maps to read. Files of npm 4 and older have no version and only `dependencies`. */
function formatOf({ root, keys }: JsonDocument, path: string): Format | Diagnostic {
  const version = field(root, 'lockfileVersion');
  if (version !== undefined && version !== 1 && version !== 2 && version !== 3) {
    const message = `lockfileVersion \`${JSON.stringify(version).slice(0, 40)}\` is not one that is read (1, 2, 3)`;
    return diagnostic('lockfile-version-unsupported', message, { path, line: keys.line('lockfileVersion') });
  }
  if (version !== 1 && recordField(root, 'packages') !== undefined) return 'packages';
  if (
    version === 3 || field(root, 'dependencies') !== undefined
      ? recordField(root, 'dependencies') === undefined
      : version === undefined
  ) {
    return diagnostic('lockfile-unparsable', 'there is neither a map of `packages` nor one of `dependencies`', { path, line: 1 });
  }
  return 'dependencies';
}

function readTree({ root, keys }: JsonDocument, format: Format, file: ClaimedFile): ReadTree {
  if (format === 'packages') return readLockPackages(recordField(root, 'packages') ?? {}, { path: file.path, keys });
  return readLockDependencies(root, { path: file.path, keys: scanJsonKeys(file.text(), V1_KEY_DEPTH) });
}

interface Completed {
  readonly tree: InstallTree;
  readonly manifests: ReadonlyMap<string, Manifest>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Adds the root that version 1 does not have, the targets of links that are only on disk, and reads the manifests. */
function withProjects(
  read: InstallTree,
  format: Format,
  { document, group }: { document: JsonDocument; group: Pick<ReadGroup, 'root' | 'fs'> },
): Completed {
  const tree = new Map<string, TreeEntry>(read);
  if (!tree.has('')) tree.set('', { kind: 'project', key: '', dependencies: [], licenses: [] });
  const manifests = new Map<string, Manifest>();
  const diagnostics: Diagnostic[] = [];
  const targets = [...read.values()].flatMap((entry) => (entry.kind === 'link' && !read.has(entry.target) ? [entry.target] : []));
  const projects = [...tree.values()].flatMap((entry) => (entry.kind === 'project' ? [entry.key] : []));
  for (const key of new Set([...projects, ...targets])) {
    const path = joinPath(group.root, key, 'package.json');
    const decoded = path === undefined ? undefined : readManifestAt(path, group.fs);
    if (decoded?.problem !== undefined) diagnostics.push(decoded.problem);
    const manifest = decoded?.value;
    if (manifest !== undefined) manifests.set(key, manifest);
    const known = tree.get(key);
    if (known === undefined || (format === 'dependencies' && known.kind === 'project')) {
      const own = manifest?.dependencies ?? (known?.kind === 'project' ? known.dependencies : []);
      tree.set(key, { kind: 'project', key, dependencies: own, licenses: [] });
    }
    diagnostics.push(...(manifest?.diagnostics ?? []));
  }
  const root = tree.get('');
  if (root?.kind === 'project' && root.name === undefined) {
    const name = textField(document.root, 'name');
    const version = root.version ?? textField(document.root, 'version');
    tree.set('', { ...root, ...(name !== undefined && name !== '' && { name }), ...(version !== undefined && { version }) });
  }
  return { tree, manifests, diagnostics };
}

function staleOf(tree: InstallTree, manifests: ReadonlyMap<string, Manifest>, format: Format): readonly Diagnostic[] {
  return [...manifests].flatMap(([key, manifest]) => {
    if (format === 'dependencies') {
      return key === '' ? findStale(manifest, ({ name, mayBeAbsent }) => mayBeAbsent || tree.has(`node_modules/${name}`)) : [];
    }
    const entry = tree.get(key);
    if (entry?.kind !== 'project') return [];
    const known = new Set(entry.dependencies.map((item) => `${item.map}\n${item.name}\n${item.requirement}`));
    return findStale(manifest, (item) => known.has(`${item.map}\n${item.name}\n${item.requirement}`));
  });
}
