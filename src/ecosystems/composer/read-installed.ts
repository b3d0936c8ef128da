import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf, joinPath } from '../../domain/path.ts';
import { unreadable, type FirstPartyPackage, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { readJsonValue } from '../formats/json.ts';
import { listField } from '../formats/values.ts';
import { installedEntries, locationOf } from './installation.ts';
import { linkPackages } from './link.ts';
import { manifestAt, toProject, unnamed, type ComposerManifest } from './manifest.ts';
import { nameLines } from './name-lines.ts';
import { toPackageSet } from './package-set.ts';
import { toPackages } from './to-packages.ts';

/** Reads an installed vendor folder that is part of the repository. A composer.lock beside it says the same and more. */
export const composerInstalledReader: Reader = {
  id: 'composer-installed',
  version: 1,
  kind: 'installed',
  claims: ['composer/installed.json'],
  group: 'file',
  projectOf,
  read: (group) => {
    const [file] = group.files;
    if (file === undefined) return unreadable();
    const root = projectOf(file.path);
    if (group.fs.stat(joinPath(root, 'composer.lock') ?? '')?.kind === 'file') return unreadable();
    return readInstalled(file, joinPath(root, 'composer.json'), group);
  },
};

// `<project>/vendor/composer/installed.json`
function projectOf(path: string): string {
  return directoryOf(directoryOf(directoryOf(path)));
}

/** Reads an installed.json as what its project uses. */
export function readInstalled(file: ClaimedFile, manifestPath: string | undefined, group: Pick<ReadGroup, 'fs'>): ReadResult {
  const { value, problem } = readJsonValue(file, 'lockfile-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const entries = installedEntries(value);
  if (entries === undefined) {
    return unreadable(diagnostic('lockfile-unparsable', 'there is no list of packages', { path: file.path, line: 1 }));
  }
  const decoded = manifestAt(manifestPath, group.fs);
  const manifest = decoded?.value;
  const dev = listField(value, 'dev-package-names');
  const devNames = new Set((dev ?? []).map((name) => (typeof name === 'string' ? name.toLowerCase() : '')));
  const { set, diagnostics } = toPackageSet(
    // Composer 1 does not say what is only for development
    [{ entries, scopeOf: ({ name }) => (dev === undefined ? 'unknown' : devNames.has(name.toLowerCase()) ? 'dev' : 'runtime') }],
    { path: file.path, lines: nameLines(file.text()) },
  );
  const folder = directoryOf(file.path);
  const project = toRoot(projectOf(file.path), file.path, manifest);
  const made = toPackages(set, {
    path: file.path,
    // the path of a local package is written in `install-path` and `dist.url`, the latter relative to the project
    root: projectOf(file.path),
    project: project.key,
    resolution: 'installed',
    fs: group.fs,
    locate: ({ entry }) => locationOf(entry, folder, group.fs),
  });
  const { edges } = linkPackages(set, project.key, manifest);
  const known = new Set([project.key, ...made.packages.map((item) => item.key)]);
  return {
    packages: [project, ...made.packages],
    edges: edges.filter((edge) => known.has(edge.from) && known.has(edge.to)),
    diagnostics: [
      ...(decoded?.problem === undefined ? [] : [decoded.problem]),
      ...(manifest?.diagnostics ?? []),
      ...diagnostics,
      ...made.diagnostics,
    ],
    covers: [...(manifest === undefined ? [] : [manifest.path]), ...made.manifests],
  };
}

function toRoot(directory: string, source: string, manifest: ComposerManifest | undefined): FirstPartyPackage {
  if (manifest !== undefined) return toProject(manifest, '__root__');
  const occurrences = [{ path: source }];
  return { kind: 'first-party', key: '__root__', path: directory, name: unnamed(directory), occurrences, licenses: [] };
}
