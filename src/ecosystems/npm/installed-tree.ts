import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import { FileProblem, type ReadOnlyFs } from '../../domain/read-only-fs.ts';
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
 * every folder. `undefined` when there is none, or one in a layout of links (`.pnpm`, `.store`) that only its own tool
 * explains: its lockfile says more, and without one the manifest's declared dependencies are all that is sure.
 */
export function readInstalledTree(manifest: Manifest, fs: ReadOnlyFs): ReadResult | undefined {
  const root = directoryOf(manifest.path);
  const modules = root === '' ? 'node_modules' : `${root}/node_modules`;
  if (fs.stat(modules)?.kind !== 'directory' || fs.stat(`${modules}/.pnpm`) || fs.stat(`${modules}/.store`)) return undefined;
  const diagnostics: Diagnostic[] = [];
  const hidden = `${modules}/.package-lock.json`;
  const recorded = readHiddenLock(hidden, fs, diagnostics);
  const tree = recorded ?? walkModules(root, fs, diagnostics);
  if (![...tree.values()].some((entry) => entry.kind === 'package')) return undefined;
  tree.set('', { kind: 'project', key: '', dependencies: manifest.dependencies, licenses: [] });
  const source = recorded === undefined ? manifest.path : hidden;
  const manifests = new Map([['', manifest]]);
  const result = treeToResult(tree, { root, source, resolution: 'installed', walked: recorded === undefined, fs, manifests });
  return { ...result, diagnostics: [...diagnostics, ...result.diagnostics] };
}

/** npm's own record of what it installed; one that cannot be read is reported, and the folders are walked instead. */
function readHiddenLock(path: string, fs: ReadOnlyFs, diagnostics: Diagnostic[]): Map<string, TreeEntry> | undefined {
  if (fs.stat(path) === undefined) return undefined;
  const text = readText(path, fs, diagnostics);
  if (text === undefined) return undefined;
  const file = { path, text: () => text, bytes: () => new Uint8Array() };
  const decoded = readJson(file, { failure: 'lockfile-unparsable', keyDepth: 2 });
  if (decoded.problem !== undefined) {
    diagnostics.push(decoded.problem);
    return undefined;
  }
  const { root, keys } = decoded.value;
  const packages = recordField(root, 'packages');
  if (packages === undefined) {
    diagnostics.push(diagnostic('lockfile-unparsable', 'there is no map of `packages`', { path, line: 1 }));
    return undefined;
  }
  const read = readLockPackages(packages, { path, keys });
  diagnostics.push(...decoded.value.diagnostics, ...read.diagnostics);
  return new Map(read.tree);
}

function readText(path: string, fs: ReadOnlyFs, diagnostics: Diagnostic[]): string | undefined {
  try {
    return fs.text(path);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    diagnostics.push(diagnostic('lockfile-unparsable', error.message, { path, line: 1 }));
    return undefined;
  }
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
      if (tree.size >= MAX_PACKAGES) {
        diagnostics.push(notWalked(`more than ${MAX_PACKAGES} packages`, joinPath(root, modules) ?? modules));
        return tree;
      }
      tree.set(key, toEntry(key, name, manifest));
      if (folder.above.length < MAX_DEPTH) queue.push({ holder: key, above: [...folder.above, id] });
      else if (fs.stat(joinPath(root, key, 'node_modules') ?? '') !== undefined)
        diagnostics.push(notWalked(`more than ${MAX_DEPTH} levels deep`, joinPath(root, key) ?? key));
    }
  }
  return tree;
}

function notWalked(reason: string, path: string): Diagnostic {
  return diagnostic('lockfile-entry-invalid', `the installed packages from here on are left out: ${reason}`, { path });
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
