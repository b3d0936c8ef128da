import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { ReadResult } from '../../domain/read-result.ts';
import { recordField } from '../formats/values.ts';
import { readJson } from '../formats/json.ts';
import type { TreeEntry, TreePackage } from './install-tree.ts';
import { readLockPackages, readPlatforms } from './lock-packages.ts';
import { readManifestAt, type Manifest } from './manifest.ts';
import { treeToResult } from './tree-to-result.ts';

const MAX_DEPTH = 32;
const MAX_PACKAGES = 200_000;

/**
 * The `node_modules` beside a manifest that nothing locks: npm's hidden lockfile when it is there, else the package.json of
 * every folder. `undefined` when there is none, or one in a layout of links (`.pnpm`, `.store`) that only its own tool explains.
 */
export function readInstalledTree(manifest: Manifest, fs: ReadOnlyFs): ReadResult | undefined {
  const root = directoryOf(manifest.path);
  const modules = root === '' ? 'node_modules' : `${root}/node_modules`;
  if (fs.stat(modules)?.kind !== 'directory' || fs.stat(`${modules}/.pnpm`) || fs.stat(`${modules}/.store`)) return undefined;
  const diagnostics: Diagnostic[] = [];
  const hidden = `${modules}/.package-lock.json`;
  const tree = readHiddenLock(hidden, fs) ?? walkModules(root, fs, diagnostics);
  if (![...tree.values()].some((entry) => entry.kind === 'package')) return undefined;
  tree.set('', { kind: 'project', key: '', dependencies: manifest.dependencies, licenses: [] });
  const source = fs.stat(hidden) === undefined ? manifest.path : hidden;
  const manifests = new Map([['', manifest]]);
  const result = treeToResult(tree, { root, source, resolution: 'installed', fs, manifests });
  return { ...result, diagnostics: [...diagnostics, ...result.diagnostics] };
}

function readHiddenLock(path: string, fs: ReadOnlyFs): Map<string, TreeEntry> | undefined {
  const text = fs.text(path);
  if (text === undefined) return undefined;
  const file = { path, text: () => text, bytes: () => new Uint8Array() };
  const document = readJson(file, { failure: 'lockfile-unparsable', keyDepth: 3 }).value;
  const packages = document === undefined ? undefined : recordField(document.root, 'packages');
  if (document === undefined || packages === undefined) return undefined;
  return new Map(readLockPackages(packages, { path, keys: document.keys }).tree);
}

interface Folder {
  /** Install path of the package that holds the `node_modules`, `''` for the root. */
  readonly holder: string;
  /** `name@version` of the packages above: a link back to one of them is a loop. */
  readonly above: readonly string[];
}

function walkModules(root: string, fs: ReadOnlyFs, diagnostics: Diagnostic[]): Map<string, TreeEntry> {
  const tree = new Map<string, TreeEntry>();
  const queue: Folder[] = [{ holder: '', above: [] }];
  for (let folder = queue.pop(); folder !== undefined; folder = queue.pop()) {
    const modules = folder.holder === '' ? 'node_modules' : `${folder.holder}/node_modules`;
    for (const name of packageNames(joinPath(root, modules) ?? '', fs)) {
      const key = `${modules}/${name}`;
      const decoded = readManifestAt(joinPath(root, key, 'package.json') ?? '', fs);
      if (decoded?.problem !== undefined)
        diagnostics.push(diagnostic('license-file-unreadable', decoded.problem.message, { path: decoded.problem.path }));
      const manifest = decoded?.value;
      const id = `${manifest?.name ?? ''}@${manifest?.version ?? ''}`;
      if (manifest?.name === undefined || manifest.version === undefined || folder.above.includes(id)) continue;
      if (tree.size >= MAX_PACKAGES) return tree;
      tree.set(key, toEntry(key, name, manifest));
      if (folder.above.length < MAX_DEPTH) queue.push({ holder: key, above: [...folder.above, id] });
    }
  }
  return tree;
}

function packageNames(modules: string, fs: ReadOnlyFs): string[] {
  return fs
    .list(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => (name.startsWith('@') ? fs.list(`${modules}/${name}`).map((inner) => `${name}/${inner}`) : [name]));
}

function toEntry(key: string, folder: string, manifest: Manifest): TreePackage {
  const name = manifest.name ?? folder;
  return {
    kind: 'package',
    key,
    name,
    ...(name !== folder && { alias: folder }),
    ...(manifest.version !== undefined && { version: manifest.version }),
    dependencies: manifest.dependencies.filter(({ map }) => map !== 'devDependencies'),
    licenses: [],
    platforms: readPlatforms(manifest.source),
    inBundle: false,
    flagged: 'unknown',
  };
}
