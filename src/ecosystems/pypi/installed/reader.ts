import { diagnostic, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { baseName, directoryOf } from '../../../domain/path.ts';
import { FileProblem, type ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import type { LockedEdge, LockedPackage, ReadResult, ThirdPartyPackage } from '../../../domain/read-result.ts';
import type { ClaimedFile, Reader, ReadGroup } from '../../ecosystem.ts';
import { loadProject } from '../load-project.ts';
import { groupByName } from '../locks/rows.ts';
import { toProject } from '../manifest.ts';
import { foldName, isName } from '../names.ts';
import { parseRequirement } from '../requirement.ts';
import { pypiPurl, sourceOrigins } from '../source.ts';
import { fits } from '../specifier.ts';
import { readDirectUrl } from './direct-url.ts';
import { parseMetadata, type CoreMetadata } from './metadata.ts';

/** Reads installed distributions that are part of the tree: an image's file system, an environment that nothing locks. */
export const installedReader: Reader = {
  id: 'python-installed',
  version: 1,
  kind: 'installed',
  claims: ['*.dist-info/METADATA', '*.egg-info/PKG-INFO', '*.egg/EGG-INFO/PKG-INFO'],
  group: 'tree',
  read: readInstalled,
};

const LOCKFILES = new Set(['uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock', 'pylock.toml']);

interface Distribution {
  readonly key: string;
  readonly name: string;
  readonly version: string;
  readonly metadata: CoreMetadata;
}

function readInstalled(group: ReadGroup): ReadResult {
  const diagnostics: Diagnostic[] = [];
  const packages: LockedPackage[] = [];
  const edges: LockedEdge[] = [];
  const covers: string[] = [];
  const locked = new Set(group.paths.filter((path) => LOCKFILES.has(baseName(path))).map(directoryOf));
  for (const [library, files] of byLibrary(group.files)) {
    const project = environmentOwner(library);
    // a lockfile says more of an environment than what happens to be in it; its files still tell the licenses
    if (project !== undefined && locked.has(project)) continue;
    const distributions = files.flatMap((file) => readDistribution(file, group.fs, { packages, diagnostics }));
    const byName = groupByName(distributions);
    edges.push(...distributions.flatMap((item) => toEdges(item, byName)));
    if (project !== undefined) covers.push(...addOwner(project, byName, { fs: group.fs, packages, edges }));
  }
  return { packages, edges, diagnostics, covers };
}

function byLibrary(files: readonly ClaimedFile[]): ReadonlyMap<string, readonly ClaimedFile[]> {
  const libraries = new Map<string, ClaimedFile[]>();
  for (const file of files) {
    if (!isInstalled(file.path)) continue;
    const folder = directoryOf(file.path);
    const library = directoryOf(baseName(folder) === 'EGG-INFO' ? directoryOf(folder) : folder);
    const known = libraries.get(library);
    if (known === undefined) libraries.set(library, [file]);
    else known.push(file);
  }
  return libraries;
}

// `setup.py develop` and builds leave an egg-info of the project itself beside its code.
function isInstalled(path: string): boolean {
  return !path.endsWith('.egg-info/PKG-INFO') || /(?:^|\/)(?:site|dist)-packages\//.test(path);
}

/** The directory that holds the virtual environment. */
function environmentOwner(library: string): string | undefined {
  return /^(?:(.*)\/)?(?:\.?venv|\.?env|virtualenv|__pypackages__)\/.*$/
    .exec(library)
    ?.slice(1, 2)
    .map((path) => path ?? '')[0];
}

function readDistribution(
  file: ClaimedFile,
  fs: ReadOnlyFs,
  out: { readonly packages: LockedPackage[]; readonly diagnostics: Diagnostic[] },
): Distribution[] {
  let text: string;
  try {
    text = file.text();
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    out.diagnostics.push(diagnostic('file-unreadable', error.message, { path: file.path }));
    return [];
  }
  const metadata = parseMetadata(text);
  const [name, version, description] = [metadata.first('Name'), metadata.first('Version'), metadata.first('Summary')];
  const folder = directoryOf(file.path);
  const source = readDirectUrl(`${folder}/direct_url.json`, fs.text(`${folder}/direct_url.json`));
  // an editable install: the project itself, or another one of this machine
  if (source.kind === 'local') return [];
  const purl = name === undefined || version === undefined || !isName(name) ? undefined : pypiPurl(name, version, source);
  if (name === undefined || version === undefined || purl === undefined) {
    out.diagnostics.push(
      diagnostic('manifest-unparsable', 'no valid `Name` and `Version`: not package metadata', { path: file.path, line: 1 }),
    );
    return [];
  }
  const origins = sourceOrigins(source);
  out.packages.push({
    kind: 'third-party',
    key: file.path,
    purl,
    name,
    resolution: 'installed',
    ...(description !== undefined && description !== 'UNKNOWN' && { description }),
    occurrences: [{ path: file.path }],
    ...(origins.length > 0 && { origins }),
    installed: [{ root: 'tree', path: folder, format: 'directory' }],
  } satisfies ThirdPartyPackage);
  return [{ key: file.path, name, version, metadata }];
}

// What an extra adds was asked for by somebody who is not named, so only the plain requirements are edges.
function toEdges({ key, metadata }: Distribution, byName: ReadonlyMap<string, readonly Distribution[]>): LockedEdge[] {
  return metadata.all('Requires-Dist').flatMap(({ value }) => {
    const requirement = parseRequirement(value);
    if (requirement === undefined || /\bextra\b/.test(requirement.marker ?? '')) return [];
    const { name, specifier } = requirement;
    return (byName.get(foldName(name)) ?? [])
      .filter((target) => target.key !== key)
      .map((target) => ({
        from: key,
        to: target.key,
        scope: 'runtime',
        ...(specifier !== undefined && { requirement: specifier }),
      }));
  });
}

/** The project that an environment was made for, with what it asks for; it is explained when all of that is there. */
function addOwner(
  directory: string,
  byName: ReadonlyMap<string, readonly Distribution[]>,
  out: { readonly fs: ReadOnlyFs; readonly packages: LockedPackage[]; readonly edges: LockedEdge[] },
): readonly string[] {
  const manifest = loadProject(directory, out.fs, []);
  if (manifest === undefined) return [];
  const project = toProject(manifest, manifest.path);
  if (!out.packages.some((item) => item.key === project.key)) out.packages.push(project);
  let isWhole = true;
  for (const { name, rule, scope, marker } of manifest.dependencies) {
    const targets = (byName.get(foldName(name)) ?? []).filter((item) => fits(item.version, rule));
    if (targets.length === 0 && marker === undefined) isWhole = false;
    for (const { key } of targets) {
      out.edges.push({ from: project.key, to: key, scope, ...(rule !== undefined && { requirement: rule.text }) });
    }
  }
  return isWhole ? [manifest.path] : [];
}
