import { baseName, directoryOf } from '../../domain/path.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import { manifestLicense } from '../formats/manifest-license.ts';
import type { EvaluatedProject } from './msbuild/evaluate.ts';

const PROJECT_FILE = /\.(?:cs|fs|vb|vcx|sql)proj$/i;

export function isProjectFile(path: string): boolean {
  return PROJECT_FILE.test(path);
}

/** `src/App/App.csproj` is the project `App`, whatever its assembly is called. */
export function projectName(path: string): string {
  return baseName(path).replace(PROJECT_FILE, '');
}

export function projectKey(path: string): string {
  return `project:${path.toLowerCase()}`;
}

/** The project file in a directory; `undefined` when there is none, or several and none of that name. */
export function projectFileIn(directory: string, fs: ReadOnlyFs, name?: string): string | undefined {
  const files = fs.list(directory).filter(isProjectFile);
  const wanted = name === undefined ? undefined : files.find((file) => projectName(file).toLowerCase() === name.toLowerCase());
  const found = wanted ?? (files.length === 1 && name === undefined ? files[0] : undefined);
  return found === undefined ? undefined : directory === '' ? found : `${directory}/${found}`;
}

const indexes = new WeakMap<readonly string[], ReadonlyMap<string, string>>();

/** The project file of that name anywhere in the tree. The index is kept with the list of paths, which every lockfile shares. */
export function findProjectFile(name: string, paths: readonly string[]): string | undefined {
  let index = indexes.get(paths);
  if (index === undefined) {
    const files = paths.filter(isProjectFile).toReversed(); // the first one of a name wins
    index = new Map(files.map((path) => [projectName(path).toLowerCase(), path]));
    indexes.set(paths, index);
  }
  return index.get(name.toLowerCase());
}

/** A directory as a project, for files that name none. */
export function directoryProject(directory: string, source: string): FirstPartyPackage {
  return {
    kind: 'first-party',
    key: projectKey(`${directory}/`),
    path: directory,
    name: directory.slice(directory.lastIndexOf('/') + 1) || '.',
    occurrences: [{ path: source }],
    licenses: [],
  };
}

export function namedProject(path: string): FirstPartyPackage {
  const name = projectName(path);
  const directory = directoryOf(path);
  return {
    kind: 'first-party',
    key: projectKey(path),
    path: directory,
    name,
    manifest: path,
    occurrences: [{ path }],
    licenses: [],
  };
}

/** The project of a project file, with what its properties say of it as a package. */
export function toProject({ path, properties }: EvaluatedProject): FirstPartyPackage {
  const known = (name: string): string | undefined => {
    const value = properties.get(name);
    return value === undefined || value === '' || value.includes('$(') ? undefined : value;
  };
  const suffix = known('VersionSuffix');
  const prefix = known('VersionPrefix');
  const version = known('Version') ?? (prefix === undefined ? undefined : suffix === undefined ? prefix : `${prefix}-${suffix}`);
  const license = known('PackageLicenseExpression');
  const description = known('Description');
  return {
    ...namedProject(path),
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    ...(known('IsPackable')?.toLowerCase() === 'false' && { private: true }),
    licenses: manifestLicense(license, { path: properties.fileOf('PackageLicenseExpression') ?? path }),
  };
}
