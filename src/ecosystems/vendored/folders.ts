import { directoryOf, baseName } from '../../domain/path.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { ReadGroup } from '../ecosystem.ts';
import { readMetadata, readPackageJson, readReadmeChromium, type About } from './about.ts';
import { manifestFolders } from './owner.ts';
import { isVendoredWithin, vendoredPlace } from './places.ts';

/** A folder that holds a copy of somebody's work. */
export interface VendoredFolder {
  readonly root: string;
  readonly folder: string;
  readonly about: readonly About[];
  /** License files in it, in the order of their paths. */
  readonly licenseFiles: readonly string[];
}

export interface FoundFolders {
  readonly folders: readonly VendoredFolder[];
  /** Folders directly below a vendor folder that hold sources and neither a license nor a description. */
  readonly unidentified: readonly string[];
}

interface Draft extends VendoredFolder {
  readonly about: About[];
  readonly licenseFiles: string[];
}

const SOURCE =
  /\.(?:c|cc|cpp|cxx|h|hh|hpp|inl|m|mm|swift|rs|go|java|kt|scala|cs|py|rb|php|pl|lua|js|mjs|cjs|ts|jsx|tsx|css|scss|asm|s|sol|dart|ex|erl|hs|ml|r|jl|zig|nim|vue|ttf|otf|woff2?)$/i;
// Folders whose name says nothing: the one above them is the copy.
const NAMELESS = /^(?:src|source|sources|lib|libs|dist|code|include|main|master|trunk|js|css|upstream|repo|original)$/i;
const CERTAIN = /^(?:third[-_]?party|3rd_?party|vendored|externals?|extern)$/i;

/** Finds the folders: those with a description, and those with sources and a license file; the outermost of nested ones. */
export function findFolders({ files, paths, fs }: ReadGroup): FoundFolders {
  const withMaterial = foldersWith(paths, isMaterial);
  const withSources = foldersWith(paths, (path) => SOURCE.test(path));
  const skipped = managedRoots(paths, fs);
  const drafts = new Map<string, Draft>();
  for (const { path } of files) {
    const place = vendoredPlace(path);
    if (place === undefined || skipped(path)) continue;
    const folder = named(place.folder, place.root);
    const known = drafts.get(folder) ?? { root: place.root, folder, about: [], licenseFiles: [] };
    drafts.set(folder, known);
    const about = aboutOf(path, fs);
    if (about !== undefined) known.about.push(about);
    else if (!/^(?:README\.chromium|METADATA|package\.json)$/.test(baseName(path))) known.licenseFiles.push(path);
  }
  const ownManifests = manifestFolders(paths);
  const accepted: VendoredFolder[] = [];
  const names = new Set<string>();
  for (const draft of [...drafts.values()].toSorted((a, b) => a.folder.length - b.folder.length)) {
    const outer = outermost(draft.folder, names);
    const isOwn = outer === undefined || isVendoredWithin(draft.folder, outer) || draft.about.some(isDescription);
    // `external/widget` with a package.json is a project of the repository: `external` alone makes nothing foreign.
    if (!isForeign(draft.root) && ownManifests.has(draft.folder)) continue;
    if (!isOwn || (draft.about.length === 0 && (draft.licenseFiles.length === 0 || !withMaterial.has(draft.folder)))) continue;
    names.add(draft.folder);
    accepted.push(draft);
  }
  return {
    folders: accepted,
    unidentified: unidentifiedBelow(accepted, {
      withSources,
      ownManifests,
      skipped,
      // roots of which nothing was claimed may be in a tree that stays out by its role
      roots: new Set(files.flatMap(({ path }) => vendoredPlace(path)?.root ?? [])),
    }),
  };
}

/** Folder names for which `discover/roles.ts` takes projects for other people's. */
function isForeign(root: string): boolean {
  return /^(?:third[-_]?party|3rd[-_]?party|_?vendored|vendor)$/.test(baseName(root));
}

/** A description speaks of a copy; a package.json below one may be a part of it. */
function isDescription(about: About): boolean {
  return about.packageType === undefined;
}

function aboutOf(path: string, fs: ReadOnlyFs): About | undefined {
  const read = { 'README.chromium': readReadmeChromium, METADATA: readMetadata, 'package.json': readPackageJson }[baseName(path)];
  const bytes = read === undefined ? undefined : fs.bytes(path);
  return bytes === undefined ? undefined : read?.(path, new TextDecoder().decode(bytes));
}

function named(folder: string, root: string): string {
  let at = folder;
  while (NAMELESS.test(baseName(at)) && directoryOf(at).length > root.length) at = directoryOf(at);
  return at;
}

function outermost(folder: string, accepted: ReadonlySet<string>): string | undefined {
  for (let above = directoryOf(folder); above !== ''; above = directoryOf(above)) if (accepted.has(above)) return above;
  return undefined;
}

// What describes a copy or builds it is no copy: folders with nothing else hold copies of licenses alone.
const DESCRIBES =
  /(?:^|\/)(?:licen[cs]e|copying|copyright|notice|readme|metadata|authors|owners|build|version|moduleinfo|dir_metadata|\.git)[^/]*$|\.(?:md|txt|rst|patch|diff|bzl|bazel|gni?|cmake|ya?ml|toml)$/i;

function isMaterial(path: string): boolean {
  return !DESCRIBES.test(path);
}

/** Every folder of a vendored tree with a file of some kind at or below it. */
function foldersWith(paths: readonly string[], isWanted: (path: string) => boolean): ReadonlySet<string> {
  const out = new Set<string>();
  for (const path of paths) {
    if (!isWanted(path)) continue;
    const place = vendoredPlace(path);
    if (place === undefined) continue;
    for (let folder = directoryOf(path); folder.length > place.root.length && !out.has(folder); folder = directoryOf(folder))
      out.add(folder);
  }
  return out;
}

/** Trees that a package manager fills and another reader reads, and git submodules. */
function managedRoots(paths: readonly string[], fs: ReadOnlyFs): (path: string) => boolean {
  const roots: string[] = [];
  for (const path of paths) {
    if (/(?:^|\/)vendor\/(?:modules\.txt|composer\/installed\.json|autoload\.php)$/.test(path))
      roots.push(path.slice(0, path.lastIndexOf('vendor/') + 'vendor/'.length));
    if (path.endsWith('/.cargo-checksum.json')) roots.push(`${directoryOf(path)}/`);
    if (baseName(path) !== '.gitmodules') continue;
    const folder = directoryOf(path);
    const text = new TextDecoder().decode(fs.bytes(path) ?? new Uint8Array());
    for (const [, inside = ''] of text.matchAll(/^\s*path\s*=\s*(\S.*?)\s*$/gm))
      roots.push(`${folder === '' ? '' : `${folder}/`}${inside}/`);
  }
  const sorted = [...new Set(roots)];
  return (path) => sorted.some((root) => path.startsWith(root));
}

interface Below {
  readonly withSources: ReadonlySet<string>;
  readonly ownManifests: ReadonlySet<string>;
  readonly roots: ReadonlySet<string>;
  readonly skipped: (path: string) => boolean;
}

function unidentifiedBelow(accepted: readonly VendoredFolder[], { withSources, ownManifests, skipped, roots }: Below): string[] {
  // A folder called `deps` is a vendor folder when others in it are copies.
  const sure = new Set(accepted.map((item) => item.root));
  const known = new Set<string>();
  for (const { folder, root } of accepted) for (let at = folder; at.length > root.length; at = directoryOf(at)) known.add(at);
  return [...withSources].filter((folder) => {
    const place = vendoredPlace(`${folder}/x`);
    return (
      place !== undefined &&
      directoryOf(folder) === place.root &&
      (sure.has(place.root) || (roots.has(place.root) && CERTAIN.test(baseName(place.root)))) &&
      (isForeign(place.root) || !ownManifests.has(folder)) &&
      !known.has(folder) &&
      !skipped(`${folder}/`)
    );
  });
}
