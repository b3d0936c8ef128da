import type { RawLicense } from '../../domain/license.ts';
import type { Scope } from '../../domain/scope.ts';
import type { DeclaredDependency } from './dependencies.ts';

/** A `node_modules` tree as a lockfile or the disk describes it. Keys are install paths below the tree's root, `''` is the root. */
export type InstallTree = ReadonlyMap<string, TreeEntry>;

export type TreeEntry = TreeProject | TreePackage | TreeLink;

/** A first-party project: the root, a workspace member, a linked directory. */
export interface TreeProject {
  readonly kind: 'project';
  readonly key: string;
  readonly name?: string;
  readonly version?: string;
  readonly dependencies: readonly DeclaredDependency[];
  readonly licenses: readonly RawLicense[];
  readonly line?: number;
}

export interface TreePackage {
  readonly kind: 'package';
  readonly key: string;
  /** The real name. */
  readonly name: string;
  readonly version?: string;
  /** The name it is installed under, when that is another one. */
  readonly alias?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dependencies: readonly DeclaredDependency[];
  readonly licenses: readonly RawLicense[];
  readonly platforms: readonly string[];
  /** Shipped inside the archive of the package above it. */
  readonly inBundle: boolean;
  /** What the file itself says of how the root needs it. */
  readonly flagged: Scope;
  readonly line?: number;
}

/** `node_modules/name` that is a link to a project, or to a tarball of the repository. */
export interface TreeLink {
  readonly kind: 'link';
  readonly key: string;
  /** Key of the target; may be a path outside the tree (`../lib`), may be missing in the tree. */
  readonly target: string;
  readonly line?: number;
}

/** Longer than any path that an operating system accepts (Linux PATH_MAX): such an entry is an attack, not a package. */
const MAX_KEY = 4096;
const SEGMENT = 'node_modules/';

export interface InstallPath {
  /** Directory that holds the `node_modules` folder. */
  readonly holder: string;
  /** Name in that folder: `a` or `@scope/a`. */
  readonly name: string;
}

/** Splits `x/node_modules/@s/a` into its holder `x` and name; `undefined` for paths of projects and impossible ones. */
export function parseInstallPath(key: string): InstallPath | undefined {
  if (key.length > MAX_KEY) return undefined;
  const at = key.startsWith(SEGMENT) && !key.includes(`/${SEGMENT}`) ? 0 : key.lastIndexOf(`/${SEGMENT}`) + 1;
  if (!key.startsWith(SEGMENT, at) || (at === 0 && !key.startsWith(SEGMENT))) return undefined;
  const name = key.slice(at + SEGMENT.length);
  return /^(?:@[^/]+\/)?[^/]+$/.test(name) ? { holder: key.slice(0, Math.max(0, at - 1)), name } : undefined;
}

/** True for paths inside some `node_modules`. */
export function isInsideModules(key: string): boolean {
  return key.startsWith(SEGMENT) || key.includes(`/${SEGMENT}`);
}

/**
 * Keys of projects that lie outside the root and have no packages of their own in the tree. npm links to them and leaves it
 * to them to install what they need (docs.npmjs "npm install <folder>"), so the lockfile says nothing of that.
 */
export function outsideProjects(tree: InstallTree): ReadonlySet<string> {
  const holders = new Set([...tree.keys()].map((key) => parseInstallPath(key)?.holder));
  return new Set(
    [...tree.values()].flatMap(({ kind, key }) =>
      kind === 'project' && key.startsWith('../') && !holders.has(key) ? [key] : [],
    ),
  );
}

export interface TreeIndex {
  /** What `require(name)` finds from a package: the nearest `node_modules` on the way up from its path. */
  resolve(from: string, name: string): TreeEntry | undefined;
}

/** Indexes a tree by folder, so that finding costs one look-up per `node_modules` above the depender. */
export function indexTree(tree: InstallTree): TreeIndex {
  const folders = new Map<string, Map<string, TreeEntry>>();
  for (const entry of tree.values()) {
    const path = parseInstallPath(entry.key);
    if (path === undefined) continue;
    const folder = folders.get(path.holder);
    if (folder === undefined) folders.set(path.holder, new Map([[path.name, entry]]));
    else folder.set(path.name, entry);
  }
  const above = new Map<string, readonly ReadonlyMap<string, TreeEntry>[]>();
  const foldersAbove = (from: string): readonly ReadonlyMap<string, TreeEntry>[] => {
    const known = above.get(from);
    if (known !== undefined) return known;
    const found = holdersAbove(from).flatMap((holder) => folders.get(holder) ?? []);
    above.set(from, found);
    return found;
  };
  return {
    resolve(from, name) {
      for (const folder of foldersAbove(from)) {
        const entry = folder.get(name);
        if (entry !== undefined) return entry;
      }
      return undefined;
    },
  };
}

/** The path itself and every directory above it; also `..` for links to directories beside the root. */
function holdersAbove(from: string): string[] {
  const out = [from];
  for (let at = from.lastIndexOf('/'); at !== -1; at = from.lastIndexOf('/', at - 1)) {
    if (at > 0) out.push(from.slice(0, at));
    else break;
  }
  if (from !== '' && !from.startsWith('..')) out.push('');
  return out;
}
